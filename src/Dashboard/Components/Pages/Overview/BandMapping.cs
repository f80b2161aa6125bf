using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>The open incident of an environment as the band of its row.</summary>
internal static class BandMapping
{
    public static IncidentBandModel Of(Incident incident, IReadOnlyList<Verdict> live, DateTimeOffset now)
    {
        var left = Incident.Budget - (now - incident.OpenedAt);
        var restored = incident.RestoredAt is not null;
        (string, string)[] figures =
        [
            .. restored ? Array.Empty<(string, string)>() : [(DurationText.Clock(now - incident.Onset), "in breach")],
            .. restored
                ? [(DurationText.Words(incident.RestoredAt!.Value - incident.OpenedAt), "from opening to restored")]
            : left > TimeSpan.Zero ? [(DurationText.Clock(left), "left of 30 min")]
            : new[] { (DurationText.Clock(-left), "past the 30 min") },
        ];
        var (why, action) = WhyOf(incident, left);
        return new(
            incident.Id,
            $"{BreachWords.Of(incident.Breaches, live)}{(incident.Proposal is { } proposal ? $", on {proposal.Plan.FailingTag}" : "")}.",
            why,
            figures,
            action,
            $"incidents/{incident.Id}",
            incident.Status is IncidentStatus.Approved or IncidentStatus.RollingBack or IncidentStatus.Stabilising,
            incident.Severity
        );
    }

    private static (string Why, string Action) WhyOf(Incident incident, TimeSpan left)
    {
        var plan = incident.Proposal?.Plan;
        return incident.Status switch
        {
            IncidentStatus.Proposed when left > plan!.Expected => (
                $"Proposed: roll back {plan.Components} to {plan.TargetTag}. Approve within {DurationText.Rough(left - plan.Expected)} to finish inside 30 minutes.",
                "Review rollback"
            ),
            IncidentStatus.Proposed => (
                $"Proposed: roll back {plan!.Components} to {plan.TargetTag}.",
                "Review rollback"
            ),
            IncidentStatus.RollingBack when incident is { StandsAt: { } next, Paused: { } paused } => (
                $"Paused before step {next.Step.Number} by {paused.By.Name}: {paused.Reason}",
                "Open incident"
            ),
            IncidentStatus.Aborted => ("The rollback was aborted; what was done stays.", "Open incident"),
            IncidentStatus.Approved or IncidentStatus.RollingBack => (
                incident.NextStep is { } step
                    ? $"Step {step.Step.Number} of {incident.Steps.Count}: {step.Step.Title}."
                    : "The last step is done.",
                "Follow rollback"
            ),
            IncidentStatus.Failed => (
                $"The rollback stopped at step {incident.NextStep?.Step.Number}: {incident.NextStep?.Summary}",
                "Open incident"
            ),
            IncidentStatus.Stabilising => (
                $"Back on {plan!.TargetTag}; watched before the incident closes.",
                "Open incident"
            ),
            IncidentStatus.Rejected => ("The rollback was rejected; the incident is still open.", "Open incident"),
            _ => (incident.Advice?.Reason ?? "Looking for what changed.", "Investigate"),
        };
    }
}
