using System.Net;
using System.Text.RegularExpressions;

namespace Mcpx.Sandbox.Inbox;

/// <summary>
/// The part of Slack's markup that the product uses: <c>*bold*</c>, <c>`code`</c> and <c>&lt;https://host|label&gt;</c>, with or
/// without the label.
/// </summary>
internal static partial class SlackText
{
    public static string ToHtml(string text)
    {
        // Slack asks senders to escape & < >, so what is escaped is read first and then encoded for the page once.
        var html = WebUtility.HtmlEncode(WebUtility.HtmlDecode(text));
        html = Link()
            .Replace(
                html,
                link =>
                    $"<a href=\"{link.Groups["url"]}\">{(link.Groups["label"].Success ? link.Groups["label"] : link.Groups["url"])}</a>"
            );
        html = Code().Replace(html, "<code>${text}</code>");
        return Bold().Replace(html, "<b>${text}</b>");
    }

    [GeneratedRegex(@"&lt;(?<url>https?://[^\s|""']+?)(\|(?<label>.+?))?&gt;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\*)\*{1,2}(?<text>[^*\n]+?)\*{1,2}(?!\*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bold();
}
