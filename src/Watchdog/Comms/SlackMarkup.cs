using System.Text;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Words as Slack reads them: bold between single stars, and three characters escaped, so that a tag or a reason can neither call a
/// whole channel nor dress up a link.
/// </summary>
internal static class SlackMarkup
{
    /// <summary>The same words in Slack's markup.</summary>
    public static string Of(string text)
    {
        var markup = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '*' && i + 1 < text.Length && text[i + 1] == '*')
            {
                i++;
            }

            _ = text[i] switch
            {
                '&' => markup.Append("&amp;"),
                '<' => markup.Append("&lt;"),
                '>' => markup.Append("&gt;"),
                var letter => markup.Append(letter),
            };
        }

        return markup.ToString();
    }
}
