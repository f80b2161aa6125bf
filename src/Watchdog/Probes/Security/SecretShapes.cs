using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>What a secret looks like in a text that should hold none.</summary>
internal static class SecretShapes
{
    // Linear whatever the text, so that no hostile body can hold a probe up.
    private static readonly (string What, Regex Shape)[] Shapes =
    [
        ("a private key", Linear("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----")),
        // A masked or referenced value is none: Password=***, Password=${db}.
        ("a password", Linear(@"(?i)\b(password|pwd)\s*=\s*[^\s;""'*{}<$\\]{3}")),
        ("an AWS access key", Linear(@"\b(AKIA|ASIA)[0-9A-Z]{16}\b")),
        ("a bearer token", Linear(@"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")),
    ];

    private static readonly Regex SecretKey = Linear(
        "(?i)(password|pwd|secret|token|api_?key|access_?key|private_?key|connection_?string)$"
    );

    /// <summary>What the text seems to hold, for example "a private key"; null when nothing. Never the secret itself.</summary>
    public static string? In(string text) =>
        Array.Find(Shapes, shape => shape.Shape.IsMatch(text)) is { What: { } what } ? what : null;

    /// <summary>Whether a configuration key of that name holds a secret by its name.</summary>
    public static bool IsSecretKey(string key) => SecretKey.IsMatch(key);

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
