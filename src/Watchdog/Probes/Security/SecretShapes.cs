using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// What must not be written down: looser than what is reported as a leak, since a digest in the place of a harmless value
/// costs little.
/// </summary>
internal static class SecretShapes
{
    private static readonly Regex SecretKey = Linear(
        "(?i)(password|pwd|secret|token|api_?key|access_?key|private_?key|connection_?string)$"
    );

    private static readonly Regex Loose = Linear(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----|"
            + @"(?i:\b(password|pwd|sig|accountkey|sharedaccesskey)\s*=\s*[^\s;""'*{}<$\\]{3})"
    );

    /// <summary>Whether a configuration key of that name holds a secret by its name.</summary>
    public static bool IsSecretKey(string key) => SecretKey.IsMatch(key);

    /// <summary>Whether a value seems to be a secret or to hold one.</summary>
    public static bool LooksSecret(string value) => Loose.IsMatch(value) || SecretScanner.Any(value);

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
