using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>How it is written down.</summary>
internal sealed partial class Transcript
{
    private async Task<string> TextAsync(string title)
    {
        using var inbox = new HttpClient();
        using var told = JsonDocument.Parse(await inbox.GetStringAsync(new Uri(product.Control, "/inbox.json")));
        var messages = told
            .RootElement.EnumerateArray()
            .Reverse()
            .Select(one =>
                (
                    At: one.GetProperty("receivedAt").GetDateTimeOffset(),
                    Who: one.GetProperty("channel").GetString() ?? "",
                    What: one.GetProperty("text").GetString()!
                )
            )
            .ToList();
        // Both channels are told the same; it is read once.
        var once = messages
            .Where(one =>
                one.Who != "#incident" || !messages.Exists(other => other.Who == "#release" && other.What == one.What)
            )
            .Select(one => one with { Who = one.Who == "#release" ? "#release, #incident" : one.Who });
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {title}")
            .AppendLine()
            .AppendLine(
                "Who did what, and who was told what, minutes and seconds after the beginning, as the sandbox lived it: its limits are seconds where the runbook says minutes."
            )
            .AppendLine()
            .AppendLine("| after | who | what |")
            .AppendLine("| --- | --- | --- |");
        var begun = _done[0].At;
        // What a slow machine said while everything started is another story.
        foreach (var (at, who, what) in _done.Concat(once).Where(line => line.At >= begun).OrderBy(line => line.At))
        {
            var after = at - begun;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {(int)after.TotalMinutes}:{after.Seconds:00} | {who} | {Cell(what)} |"
            );
        }

        return text.ToString();
    }

    /// <summary>A cell of a table on one line, without the ports of one run.</summary>
    private string Cell(string what) =>
        what.ReplaceLineEndings("<br>")
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace(
                product.Dashboard.GetLeftPart(UriPartial.Authority),
                "https://watchdog.example",
                StringComparison.Ordinal
            );
}
