using System.Text;

namespace Mcpx.Domain.Redaction;

/// <summary>What stands where a secret might, and is none.</summary>
internal static class NoSecret
{
    /// <summary>References to a secret that lies elsewhere, digests of one, and marks of one that was taken out.</summary>
    private static readonly string[] Starts =
    [
        "[redacted",
        "[removed]",
        "***",
        "$",
        "{{",
        "<",
        "hmac:",
        "sha256:",
        "secret:",
        "env:",
        "@Microsoft.KeyVault",
        "…",
        "...",
    ];

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "none",
        "true",
        "false",
        "missing",
        "empty",
        "unset",
        "required",
        "optional",
        "undefined",
        "unknown",
        "invalid",
        "expired",
        "string",
        "not",
        "no",
        "is",
    };

    /// <summary>Whether a value is no secret whatever stands in front of it.</summary>
    public static bool Is(string value) =>
        Array.Exists(Starts, start => value.StartsWith(start, StringComparison.Ordinal))
        || Words.Contains(value.TrimEnd('.', ':', '!', '?', ')'))
        || (value.Length > 2 && value[0] == '%' && value[^1] == '%')
        || IsVariable(value);

    /// <summary>Whether it is more than a word of a sentence: it holds a digit or a sign, or is longer than words are.</summary>
    public static bool IsMoreThanAWord(string value) =>
        value.TrimEnd('.', ':', '!', '?', ')') is var word && (word.Length >= 24 || !word.All(char.IsLetter));

    /// <summary>Whether it is a user and a password in base64, as basic authorization writes them.</summary>
    public static bool IsPair(string value)
    {
        var padded = value.TrimEnd('=');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        Span<byte> bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var written)
            && Encoding.Latin1.GetString(bytes[..written]) is var text
            && text.Contains(':', StringComparison.Ordinal)
            && text.All(c => c is >= ' ' and not '\x7f');
    }

    /// <summary>A name such as <c>PORTAL_TOKEN</c>: variables are named everywhere, their values nowhere.</summary>
    private static bool IsVariable(string value)
    {
        var name = value.TrimEnd(':', '.');
        return name.Contains('_', StringComparison.Ordinal)
            && char.IsAsciiLetterUpper(name[0])
            && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
    }
}
