using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Parity;

/// <summary>
/// Puts a digest in the place of every value that must not be written down. What has gone through it may be stored, shown
/// and compared.
/// </summary>
/// <param name="digest">The installation's digest.</param>
/// <param name="isSecret">Whether the value of a key is secret, by the key's name or by the value's looks.</param>
public sealed class SecretSeal(SaltedDigest digest, Func<string, string, bool> isSecret)
{
    /// <summary>Longest value that is written down as it is.</summary>
    public const int MostOfAValue = 8_000;

    /// <inheritdoc cref="SaltedDigest.SaltId"/>
    public string SaltId => digest.SaltId;

    /// <summary>The value, or its digest. A flag is not secret, whatever its name says, unless its value is.</summary>
    /// <param name="key">The key; flags as <c>flag:NAME</c>.</param>
    /// <param name="value">Its value; null stays null.</param>
    public string? Seal(string key, string? value) =>
        value is null || SaltedDigest.IsSalted(value) ? value
        : SettingKey.IsFlag(key) && value.Length <= MostOfAValue
            ? HoldsSecret(value) ? digest.Of(value)
                : value
        : value.Length > MostOfAValue || isSecret(key, value) ? digest.Of(value)
        : value;

    private static bool HoldsSecret(string value) =>
        !string.Equals(ShapeRedaction.Instance.Redact(value), value, StringComparison.Ordinal);

    /// <summary>The digest of a value, whatever it looks like.</summary>
    public string Digest(string value) => SaltedDigest.IsSalted(value) ? value : digest.Of(value);

    /// <summary>The same as <see cref="Seal(string, string)"/> for every value of a map.</summary>
    public Dictionary<string, string> Seal(IReadOnlyDictionary<string, string> values) =>
        values.ToDictionary(pair => pair.Key, pair => Seal(pair.Key, pair.Value)!, StringComparer.Ordinal);
}
