using System.Text.RegularExpressions;

namespace Mcpx.BrowserCheck;

/// <summary>Cuts what a page said to a bound and takes out what looks like a secret.</summary>
/// <param name="password">What must never be printed.</param>
internal sealed partial class Redaction(string? password)
{
    private const int Longest = 300;
    private const string Removed = "[removed]";

    /// <summary>One line, without secrets.</summary>
    public string Clean(string text)
    {
        // Cut first, generously: what follows must not work through a hundred megabytes.
        var cut = text.Length <= Longest * 4 ? text : text[..(Longest * 4)];
        if (password is { Length: > 3 })
        {
            cut = cut.Replace(password, Removed, StringComparison.Ordinal);
        }

        cut = Named().Replace(cut, match => match.Groups["name"].Value + Removed);
        cut = Shapes().Replace(cut, Removed);
        cut = Blanks().Replace(cut, " ").Trim();
        return cut.Length <= Longest ? cut : $"{cut[..Longest]}…";
    }

    /// <summary>An address without user, query and fragment, which hold tokens.</summary>
    public string CleanAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Clean($"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}")
            : Clean(address.Split(',', 2)[0]);

    [GeneratedRegex(
        """(?<name>(?i:bearer\s+|(?:password|pwd|secret|token|api[-_]?key|session|sig)["']?\s*[=:]\s*["']?))[^\s;&"',]+""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Named();

    /// <summary>Signed tokens, and anything long enough to be a key.</summary>
    [GeneratedRegex(
        @"eyJ[\w-]+\.[\w-]+\.[\w-]*|[A-Za-z0-9+_-]{40,}={0,2}",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Shapes();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
