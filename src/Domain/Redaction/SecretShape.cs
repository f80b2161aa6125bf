using System.Buffers;
using System.Text.RegularExpressions;

namespace Mcpx.Domain.Redaction;

/// <summary>One kind of secret, told by how it looks or by the name in front of it.</summary>
/// <param name="kind">What it is called in the mark.</param>
/// <param name="words">One of these stands in every text that holds it.</param>
/// <param name="pattern">Its group <c>secret</c>, or else the whole match, is replaced.</param>
/// <param name="accepts">What else must hold of the secret; null for nothing.</param>
/// <param name="comparison">How the words are compared: names in whatever case, issued keys to the letter.</param>
internal sealed class SecretShape(
    string kind,
    string[] words,
    string pattern,
    Func<string, bool>? accepts = null,
    StringComparison comparison = StringComparison.Ordinal
)
{
    private readonly SearchValues<string> _words = SearchValues.Create(words, comparison);
    private readonly string _mark = Mark.Of(kind);

    /// <summary>Built when the first text needs it. Linear whatever the text: a hostile one cannot hold anybody up.</summary>
    private readonly Lazy<Regex> _regex = new(() =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
    );

    /// <summary>What it is called in the mark.</summary>
    public string Kind => kind;

    /// <summary>What stands in every text that holds it.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>The text without secrets of this kind; the same instance when there is none.</summary>
    public string Redact(string text) => text.AsSpan().ContainsAny(_words) ? _regex.Value.Replace(text, Replace) : text;

    private string Replace(Match match)
    {
        var secret = match.Groups["secret"] is { Success: true } group ? group : (Capture)match;
        if (secret.Length == 0 || NoSecret.Is(secret.Value) || accepts?.Invoke(secret.Value) == false)
        {
            return match.Value;
        }

        var at = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..at], _mark, match.ValueSpan[(at + secret.Length)..]);
    }
}
