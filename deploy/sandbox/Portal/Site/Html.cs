using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Mcpx.Sandbox.Portal.Site;

/// <summary>The few pieces the portal's pages are made of. Every value is encoded.</summary>
public static class Html
{
    /// <summary>A row of numbers with their names.</summary>
    public static string Tiles(params ReadOnlySpan<(string Name, int Value)> tiles)
    {
        var html = new StringBuilder("""<dl class="tiles">""");
        foreach (var (name, value) in tiles)
            html.Append(CultureInfo.InvariantCulture, $"<div><dt>{Encode(name)}</dt><dd>{value}</dd></div>");
        return html.Append("</dl>").ToString();
    }

    /// <summary>A table of JSON objects, one row each, with the given properties as columns.</summary>
    public static string Table(JsonElement rows, params ReadOnlySpan<string> columns)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var column in columns)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Encode(column)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows.EnumerateArray())
        {
            html.Append("<tr>");
            foreach (var column in columns)
                html.Append(CultureInfo.InvariantCulture, $"<td>{Encode(row.GetProperty(column).ToString())}</td>");
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>A table of the properties of one JSON object.</summary>
    public static string Properties(JsonElement values)
    {
        var html = new StringBuilder("<table><tbody>");
        foreach (var value in values.EnumerateObject())
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Encode(value.Name)}</th><td>{Encode(value.Value.ToString())}</td></tr>"
            );
        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>A sentence about something that is not as it should be.</summary>
    public static string Notice(string text) => $"""<p class="notice" role="status">{Encode(text)}</p>""";

    internal static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
