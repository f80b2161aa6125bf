namespace Mcpx.Domain.Redaction;

/// <summary>Takes secrets out of texts. The same text goes through any number of times and stays as it was after the first.</summary>
public interface IRedaction
{
    /// <summary>Whether a text is worth a closer look: false promises that <see cref="Redact"/> would change nothing.</summary>
    /// <param name="text">Any text.</param>
    bool MayHold(ReadOnlySpan<char> text);

    /// <summary>The text with a mark in the place of every secret that was recognised, or the same instance.</summary>
    /// <param name="text">Any text; the time it takes grows with its length only.</param>
    string Redact(string text);
}
