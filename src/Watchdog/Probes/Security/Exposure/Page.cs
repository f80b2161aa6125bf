using System.Text;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>What came when something was asked as outsiders ask it.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers by name, whatever its case; several of one name joined.</param>
/// <param name="Body">The body, up to the bound.</param>
internal sealed record Page(
    Uri Address,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body
)
{
    private readonly Lazy<string> _text = new(() => Encoding.UTF8.GetString(Body.Span));

    public bool IsGiven => Status is >= 200 and < 300;

    public string Text => _text.Value;

    public string Path => Address.AbsolutePath;

    public bool IsHtml =>
        Headers.GetValueOrDefault("Content-Type")?.Contains("html", StringComparison.OrdinalIgnoreCase)
        ?? Text.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal);

    /// <summary>
    /// Whether this is what a web of one page answers to whatever it does not know: the same as to a path that nobody has, or
    /// a page like it.
    /// </summary>
    public bool IsFallback(Page? madeUp) =>
        madeUp is { IsGiven: true } && (madeUp.Body.Span.SequenceEqual(Body.Span) || (madeUp.IsHtml && IsHtml));
}
