using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>One incident in the list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Environment">Where.</param>
/// <param name="Breach">What breached first, in a sentence.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Lasted">How long it was or is open.</param>
/// <param name="Approved">Who approved; "nobody" while or when nobody did.</param>
/// <param name="Open">Whether it still needs somebody.</param>
public sealed record IncidentListRow(
    string Id,
    StatusPresentation Status,
    IncidentSeverity Severity,
    string Environment,
    string Breach,
    DateTimeOffset OpenedAt,
    string Lasted,
    string Approved,
    bool Open
);

/// <summary>The list: open ones first, then the newest.</summary>
internal static class IncidentListView
{
    public static IReadOnlyList<IncidentListRow> Of(JournalState state, DateTimeOffset now) =>
        [
            .. state
                .Incidents.Values.OrderByDescending(incident => incident.IsOpen)
                .ThenByDescending(incident => incident.OpenedAt)
                .Select(incident => new IncidentListRow(
                    incident.Id,
                    StatusPresentation.Of(incident.Status),
                    incident.Severity,
                    incident.Environment,
                    incident.Breaches[0].Sentence
                        + (incident.Breaches.Count > 1 ? $", and {incident.Breaches.Count - 1} more" : ""),
                    incident.OpenedAt,
                    DurationText.Words((incident.EndedAt ?? now) - incident.OpenedAt),
                    incident.Decision is { } decision ? TimelineWords.WhoOf(decision.By) : "nobody",
                    incident.IsOpen
                )),
        ];
}
