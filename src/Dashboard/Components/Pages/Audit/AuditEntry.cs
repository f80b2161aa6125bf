using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>One entry, opened.</summary>
/// <param name="Row">Its line.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Stream">Its stream, as stored.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Previous">The hash it follows.</param>
/// <param name="Body">The body as JSON, indented; null when there is none.</param>
/// <param name="Cut">Whether the body is longer than what is shown.</param>
/// <param name="PurgedBy">Position of the purge that removed the body; null when none did.</param>
/// <param name="Hold">Why a legal hold keeps it; null without one.</param>
public sealed record AuditEntry(
    AuditRow Row,
    string Type,
    string Stream,
    long Version,
    string Hash,
    string Previous,
    string? Body,
    bool Cut,
    long? PurgedBy,
    string? Hold
)
{
    private const int Longest = 200_000;

    // Shown as text: an apostrophe may stay one.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static AuditEntry Of(JournalRow row, string previous, JournalState state)
    {
        var line = AuditRow.Of(row, state);
        var body = row.Body is { } bytes ? Indented(bytes.Span) : null;
        var hold = line.Held ? state.Incidents.GetValueOrDefault(line.Where)?.Hold : null;
        return new(
            line,
            row.Type,
            row.Stream,
            row.Version,
            row.Hash,
            previous,
            body is { Length: > Longest } ? body[..Longest] : body,
            body is { Length: > Longest },
            row.PurgedBy,
            hold is null ? null : $"{hold.Reason}, by {hold.By.Name}"
        );
    }

    private static string Indented(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body)?.ToJsonString(Readable) ?? "null";
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }
    }
}
