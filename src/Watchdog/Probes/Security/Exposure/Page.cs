using System.Text;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>What came when something was asked as outsiders ask it.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Head">The answer's head.</param>
/// <param name="Body">The body; empty where it is too long to look at.</param>
internal sealed record Page(Uri Address, ResponseHead Head, ReadOnlyMemory<byte> Body)
{
    private readonly Lazy<string> _text = new(() => Encoding.UTF8.GetString(Body.Span));

    /// <summary>Whether the body is all there: of one that is not, nobody can say that it holds nothing.</summary>
    public bool IsWhole { get; init; } = true;

    public int Status => Head.Status;

    public bool IsGiven => Status is >= 200 and < 300;

    public string Text => _text.Value;

    public string Path => Address.AbsolutePath;

    public bool IsHtml =>
        Header("Content-Type")?.Contains("html", StringComparison.OrdinalIgnoreCase)
        ?? Text.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal);

    /// <summary>A header's values, joined; null without one.</summary>
    public string? Header(string name) =>
        Head.Headers(Encoding.ASCII.GetBytes(name)) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>
    /// Whether this is what a web of one page answers to whatever it does not know: the same as to a path that nobody has, or
    /// a page like it.
    /// </summary>
    public bool IsFallback(Page? madeUp) =>
        madeUp is { IsGiven: true, IsWhole: true }
        && IsWhole
        && (madeUp.Body.Span.SequenceEqual(Body.Span) || (madeUp.IsHtml && IsHtml));
}
