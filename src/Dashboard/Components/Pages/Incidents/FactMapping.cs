using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>The large figures of an incident that waits for a person.</summary>
internal static class FactMapping
{
    public static IReadOnlyList<FactModel> Of(Incident incident, IReadOnlyList<Verdict> live, DateTimeOffset now)
    {
        var facts = new List<FactModel> { Worst(incident, live) };
        var used = now - incident.OpenedAt;
        var left = Incident.Budget - used;
        if (incident.Proposal is { } proposal && incident.Status == IncidentStatus.Proposed)
        {
            var toDecide = left - proposal.Plan.Expected;
            facts.Add(
                toDecide > TimeSpan.Zero
                    ? new(DurationText.Clock(toDecide), "to decide, until", now + toDecide)
                    : new(DurationText.Clock(-toDecide), "too late to end inside 30 minutes", Hot: true)
            );
        }

        facts.Add(
            left > TimeSpan.Zero
                ? new(DurationText.Clock(left), "left of 30 minutes")
                : new(DurationText.Clock(-left), "past the 30 minutes", Hot: true)
        );
        facts.Add(
            incident is { Status: IncidentStatus.Proposed, Proposal: { } proposed }
                ? new(
                    DurationText.Clock(proposed.Plan.Expected),
                    proposed.Plan.Undoes is null ? "the rollback should take" : "going forward should take"
                )
                : new(DurationText.Clock(used), "since it was opened")
        );
        return facts;
    }

    private static FactModel Worst(Incident incident, IReadOnlyList<Verdict> live)
    {
        // The reading that is furthest over its own limit, live; as it breached when nothing is measured now.
        var worst = incident
            .Breaches.Select(breach => live.FirstOrDefault(verdict => verdict.Series == breach.Series) ?? breach)
            .MaxBy(verdict => (verdict.Value ?? 0) / (double)Math.Max(1, verdict.Limit))!;
        var figure = worst.Reading ?? "none";
        return new(
            figure,
            $"{worst.Trigger}, {ReadingRow.WhoOf(worst)}; limit {Words.Value(worst.Limit, worst.Unit)}",
            Hot: worst.Value > worst.Limit
        );
    }
}
