using System.Text;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Words as Slack reads them: bold between single stars, and three characters escaped, so that a tag or a reason can neither call a
/// whole channel nor dress up a link. Only what a <see cref="SlackReference"/> names is a mention or a link.
/// </summary>
internal static class SlackMarkup
{
    /// <summary>The same words in Slack's markup.</summary>
    /// <param name="text">The words.</param>
    /// <param name="references">What stands for a person or a page in them, longest first.</param>
    /// <param name="longest">How many characters Slack takes; what is longer is cut between two characters of the text.</param>
    public static string Of(string text, IReadOnlyList<SlackReference>? references = null, int longest = int.MaxValue)
    {
        var markup = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; )
        {
            var (piece, length) = PieceAt(text, at, references ?? []);
            if (markup.Length + piece.Length > longest)
            {
                return markup.Append('…').ToString();
            }

            markup.Append(piece);
            at += length;
        }

        return markup.ToString();
    }

    private static (string Piece, int Length) PieceAt(string text, int at, IReadOnlyList<SlackReference> references) =>
        references.FirstOrDefault(one => one.StandsAt(text, at)) is { } reference
            ? (reference.Markup, reference.Said.Length)
            : text[at] switch
            {
                '*' when at + 1 < text.Length && text[at + 1] == '*' => ("*", 2),
                '&' => ("&amp;", 1),
                '<' => ("&lt;", 1),
                '>' => ("&gt;", 1),
                var high when char.IsHighSurrogate(high) && at + 1 < text.Length => (text.Substring(at, 2), 2),
                var letter => ($"{letter}", 1),
            };
}
