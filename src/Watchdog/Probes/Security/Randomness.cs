using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>Tells a random string from one that somebody wrote.</summary>
internal static class Randomness
{
    private const int Longest = 512;

    private static readonly string[] Placeholders =
    [
        "***",
        "${",
        "{{",
        "<",
        "...",
        "…",
        "changeme",
        "change-me",
        "change_me",
        "example",
        "placeholder",
        "your-",
        "your_",
        "yourown",
        "xxxx",
        "dummy",
        "redacted",
        "removed",
        "insert",
        "undefined",
        "process.env",
        "0123456789",
        "123456789",
        "abcdefgh",
        "hmac:",
        "sha256:",
        "sha256-",
        "sha384-",
        "sha512-",
    ];

    private static readonly Regex Guid = Linear("^[{(]?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}[)}]?$");

    /// <summary>Words, names and keys of texts: <c>reset-password.title</c>, <c>user/settings/token2</c>.</summary>
    private static readonly Regex Words = Linear("^([A-Za-z]*[a-z]{3,}[0-9]{0,2}[-_./: ]?)+$");

    private static readonly Regex Address = Linear(@"^([a-z][a-z0-9+.-]*:)?//|^/|^\.|^#|^data:|^--|[(){}\[\]]");

    /// <summary>Whether a value only stands where a secret will be, or says that one was taken out.</summary>
    public static bool IsPlaceholder(string value) =>
        Array.Exists(Placeholders, word => value.Contains(word, StringComparison.OrdinalIgnoreCase))
        || (value.StartsWith('%') && value.EndsWith('%'))
        || value.Distinct().Count() <= 2;

    /// <summary>Shannon's entropy in bits a character, of the first part of a long string.</summary>
    public static double Entropy(string value)
    {
        var counts = new Dictionary<char, int>();
        var length = Math.Min(value.Length, Longest);
        foreach (var c in value.AsSpan(0, length))
        {
            counts[c] = counts.GetValueOrDefault(c) + 1;
        }

        return -counts.Values.Sum(count => (double)count / length * Math.Log2((double)count / length));
    }

    /// <summary>Whether a string under a telling name is a secret rather than a text, a path, a name or a GUID.</summary>
    public static bool LooksRandom(string value) =>
        value.Length <= Longest
        && value.Any(char.IsAsciiDigit)
        && value.Any(char.IsAsciiLetter)
        && !Guid.IsMatch(value)
        && !Words.IsMatch(value)
        && !Address.IsMatch(value);

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
