namespace Mcpx.Domain.Parity;

/// <summary>What an environment answered as its configuration and flags at one time, secrets as digests.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="SaltId">Which salt the digests are made with.</param>
/// <param name="Values">The values by key; flags as <c>flag:NAME</c>, <c>on</c> or <c>off</c>.</param>
public sealed record SettingPoll(DateTimeOffset At, string SaltId, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>
    /// Whether it can stand beside the poll before it. An answer without any configuration, after one that had some, is a
    /// portal that cannot read its own; nobody removed every key.
    /// </summary>
    public bool IsCredibleAfter(SettingPoll? before) =>
        before is null || Values.Keys.Any(IsConfig) || !before.Values.Keys.Any(IsConfig);

    /// <summary>The same poll without some keys, such as those that a workflow writes for itself: they are nobody's change and nobody's drift.</summary>
    public SettingPoll Without(Func<string, bool> left) =>
        this with
        {
            Values = Values.Where(value => !left(value.Key)).ToDictionary(StringComparer.Ordinal),
        };

    private static bool IsConfig(string key) => !SettingKey.IsFlag(key);
}
