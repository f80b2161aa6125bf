namespace Mcpx.Watchdog.Deployers;

/// <summary>What a started program gets of our environment: what it needs to run and to find its own sign-in. Our tokens are not among it.</summary>
internal static class CleanEnvironment
{
    private static readonly string[] Kept =
    [
        "PATH",
        "HOME",
        "USERPROFILE",
        "TEMP",
        "TMP",
        "TMPDIR",
        "LANG",
        "SystemRoot",
    ];

    /// <summary>Variables to remove, by name without a value, and those that are handed on.</summary>
    /// <param name="handedOn">Further variables and what they hold.</param>
    public static Dictionary<string, string?> With(params ReadOnlySpan<(string Name, string? Value)> handedOn)
    {
        var changes = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name =>
                !Kept.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !name.StartsWith("DOTNET_", StringComparison.Ordinal)
            )
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in handedOn)
        {
            changes[name] = value;
        }

        return changes;
    }
}
