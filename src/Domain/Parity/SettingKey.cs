using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Parity;

/// <summary>How configuration keys and flags are named together: flags as <c>flag:NAME</c>.</summary>
public static class SettingKey
{
    private const string FlagPrefix = "flag:";

    /// <summary>The name of a flag among keys.</summary>
    public static string OfFlag(string name) => FlagPrefix + name;

    /// <summary>Whether it names a flag.</summary>
    public static bool IsFlag(string key) => key.StartsWith(FlagPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The key or flag as the stored procedure knows it.</summary>
    public static string NameOf(string key) => IsFlag(key) ? key[FlagPrefix.Length..] : key;

    /// <summary>What kind of change it is when it is set.</summary>
    public static ChangeKind KindOf(string key) =>
        IsFlag(key) ? ChangeKind.Flag
        : key.StartsWith("Cors:", StringComparison.OrdinalIgnoreCase) ? ChangeKind.AllowList
        : ChangeKind.Config;

    /// <summary>Whether two values of a key mean the same: flags are on or off, in whichever word; all else to the letter.</summary>
    public static bool Same(bool flag, string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || (flag && Switch(one) is { } position && position == Switch(other));

    /// <summary>Whether a flag's value means on or off; null when it is neither.</summary>
    public static bool? Switch(string? value) =>
        value?.ToUpperInvariant() switch
        {
            "ON" or "TRUE" or "1" => true,
            "OFF" or "FALSE" or "0" => false,
            _ => null,
        };
}
