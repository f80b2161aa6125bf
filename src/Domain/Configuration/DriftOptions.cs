using Mcpx.Domain.Parity;

namespace Mcpx.Domain.Configuration;

/// <summary>How much a difference between effective and expected configuration matters (runbook section 9).</summary>
public enum DriftSeverity
{
    /// <summary>It breaches <c>parity</c>: re-run until none is left.</summary>
    Critical,

    /// <summary>People should look.</summary>
    Warning,

    /// <summary>It is meant to differ, a base address for example.</summary>
    Ignored,
}

/// <summary>How much a difference of some keys matters.</summary>
public sealed record DriftRule
{
    /// <summary>The keys; <c>*</c> stands for anything, case does not matter. Flags are written <c>flag:NAME</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>How much it matters. Default critical.</summary>
    public DriftSeverity Severity { get; init; }
}

/// <summary>What counts as drift in an environment.</summary>
public sealed record DriftOptions
{
    private static readonly DriftRule[] Defaults =
    [
        new() { Key = "Cors:*" },
        new() { Key = "Network:Sse*" },
        new() { Key = "Security:*" },
        new() { Key = "Auth:*" },
        new() { Key = "flag:*" },
        new() { Key = "*", Severity = DriftSeverity.Warning },
    ];

    private static readonly string[] DefaultSecrets =
    [
        "*Secret*",
        "*Password*",
        "*Token*",
        "*ConnectionString*",
        "*ApiKey*",
    ];

    /// <summary>
    /// Rules of this environment, asked in order before the built-in ones; the first that covers a key decides. Built in:
    /// <c>Cors:*</c>, <c>Network:Sse*</c>, <c>Security:*</c>, <c>Auth:*</c> and every flag are critical, all else is a
    /// warning. What is allowed to differ here is a rule with <see cref="DriftSeverity.Ignored"/>. Default none.
    /// </summary>
    public IReadOnlyList<DriftRule> Rules { get; init; } = [];

    /// <summary>
    /// Patterns of keys whose values are secret, shown as a digest and never written. Built in besides: <c>*Secret*</c>,
    /// <c>*Password*</c>, <c>*Token*</c>, <c>*ConnectionString*</c> and <c>*ApiKey*</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether a key's value is a secret; a flag's is not, whatever its name.</summary>
    public bool IsSecret(string key) =>
        !SettingKey.IsFlag(key) && Secrets.Concat(DefaultSecrets).Any(pattern => KeyPattern.Matches(pattern, key));

    /// <summary>How much a difference of a key matters.</summary>
    public DriftSeverity SeverityOf(string key) =>
        Rules.Concat(Defaults).First(rule => KeyPattern.Matches(rule.Key, key)).Severity;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            if (Rules[i].Key.Length == 0)
            {
                errors.Add(new($"{key}:Rules:{i}:Key", "", "must be a key or a pattern with *"));
            }
        }
    }
}
