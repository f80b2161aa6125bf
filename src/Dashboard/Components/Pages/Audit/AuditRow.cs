using Mcpx.Dashboard.Components.Feed;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>One line of the journal on screen.</summary>
/// <param name="Position">Its place in the chain.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">What happened.</param>
/// <param name="Where">Its stream as a person names it.</param>
/// <param name="Href">Where more of that stream is; null where nothing is.</param>
/// <param name="Readable">Whether the body is there and could be read.</param>
/// <param name="Held">Whether somebody's legal hold keeps it.</param>
public sealed record AuditRow(
    long Position,
    DateTimeOffset At,
    string Who,
    string What,
    string Where,
    string? Href,
    bool Readable,
    bool Held
)
{
    internal static AuditRow Of(JournalRow row, JournalState state)
    {
        var line = AuditWords.Of(row);
        var (kind, name) = Split(row.Stream);
        return new(
            row.Position,
            row.At,
            line.Who,
            line.What,
            kind == "node" ? "Watchdog" : name,
            kind switch
            {
                "incident" => $"incidents/{Uri.EscapeDataString(name)}",
                "environment" => $"environments/{Uri.EscapeDataString(name)}",
                "release" => "releases",
                _ => null,
            },
            line.Readable,
            kind == "incident" && state.Incidents.GetValueOrDefault(name)?.Hold is not null
        );
    }

    private static (string Kind, string Name) Split(string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", stream) : (stream[..slash], stream[(slash + 1)..]);
    }
}
