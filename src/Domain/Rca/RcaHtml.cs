using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Mcpx.Domain.Rca;

/// <summary>The report as one HTML file that needs nothing else: no script, no font, no picture from anywhere; A4 when printed.</summary>
public static class RcaHtml
{
    private const string Style = """
        body { font: 15px/23px system-ui, sans-serif; color: #14171c; max-width: 920px; margin: 32px auto; padding: 0 24px; }
        h1 { font-size: 26px; line-height: 34px; } h2 { font-size: 17px; margin: 28px 0 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px; }
        th { text-align: left; color: #59606b; font-weight: 500; } th, td { padding: 5px 12px 5px 0; vertical-align: top; overflow-wrap: anywhere; }
        tr + tr td, tbody tr:first-child td { border-top: 1px solid #dfe3e8; }
        @page { size: A4; margin: 18mm 16mm; }
        @media print { body { margin: 0; padding: 0; font-size: 11pt; line-height: 15pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } }
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes it.</summary>
    public static string Write(RcaReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            // Nothing in it can run or call out, wherever it is opened.
            .Append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>"
            )
            .Append(Safe($"{report.Incident.Id}, {report.Title}"))
            .Append("</title><style>\n")
            .Append(Style)
            .Append("\n</style></head><body>\n");
        foreach (var block in RcaDocument.Of(report))
        {
            text.Append(Of(block)).Append('\n');
        }

        return text.Append("</body></html>\n").ToString();
    }

    private static string Of(RcaBlock block) =>
        block switch
        {
            RcaBlock.Heading heading => FormattableString.Invariant(
                $"<h{heading.Level}>{Safe(heading.Text)}</h{heading.Level}>"
            ),
            RcaBlock.Paragraph paragraph =>
                $"<p>{Safe(paragraph.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>",
            RcaBlock.Points points => $"<ul>{Each("li", points.Items)}</ul>",
            RcaBlock.Table table => $"<table><thead><tr>{Each("th", table.Head)}</tr></thead><tbody>"
                + $"{string.Concat(table.Rows.Select(row => $"<tr>{Each("td", row)}</tr>"))}</tbody></table>",
            _ => throw new InvalidOperationException($"{block.GetType().Name} is not written."),
        };

    private static string Each(string tag, IReadOnlyList<string> items) =>
        string.Concat(items.Select(item => $"<{tag}>{Safe(item)}</{tag}>"));

    private static string Safe(string text) => Encoder.Encode(text);
}
