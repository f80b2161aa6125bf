using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>The page's sentence for each status; <see cref="Since"/> splits it where a local time stands.</summary>
/// <param name="Text">The whole sentence without a time, also the window's title.</param>
/// <param name="Since">The deployment's start that the sentence begins with; null without one.</param>
/// <param name="Tag">What was deployed then.</param>
internal sealed record IncidentTitle(string Text, DateTimeOffset? Since = null, string? Tag = null)
{
    public static IncidentTitle Of(IncidentView view)
    {
        var incident = view.Incident;
        var where = incident.Environment;
        var target = incident.Proposal?.Plan.TargetTag;
        return incident.Status switch
        {
            _ when Forward(incident) is { } forward => new(forward),
            IncidentStatus.Approved => new($"{Verb(view)} {where} back to {target}, starting"),
            IncidentStatus.RollingBack when incident.StandsAt is { } next => new(
                $"{Verb(view)} {where} back is paused before step {next.Step.Number}"
            ),
            IncidentStatus.Aborted => new($"The rollback of {where} was aborted"),
            IncidentStatus.RollingBack => new($"{Verb(view)} {where} back to {target}{Step(view)}"),
            IncidentStatus.Failed => new(
                $"The rollback of {where} stopped at step {incident.NextStep?.Step.Number ?? 0} and needs you"
            ),
            IncidentStatus.Stabilising => new($"{where} is back on {target}, stabilising"),
            IncidentStatus.Investigating when incident.DryRunAt is not null => new(
                $"The dry run of {where} is complete; the fault is where it was"
            ),
            IncidentStatus.Rejected => new($"The rollback of {where} was rejected"),
            IncidentStatus.Withdrawn => new($"{incident.Id} was withdrawn"),
            IncidentStatus.Closed => new(
                incident.RestoredAt is null
                    ? $"{incident.Id} in {where} is closed"
                    : $"{where} was rolled back to {target}"
            ),
            _ when view.Suspect is { } suspect => new($"{view.What} in {where}.", suspect.StartedAt, suspect.Tag),
            _ => new($"{char.ToUpperInvariant(view.What[0])}{view.What[1..]} in {where}."),
        };
    }

    /// <summary>The sentence of an undo, from asking for it to its end; null for a rollback.</summary>
    private static string? Forward(Incident incident)
    {
        if (incident.Proposal?.Plan is not { Undoes: not null } plan)
        {
            return null;
        }

        var (where, tag) = (incident.Environment, plan.TargetTag);
        return incident.Status switch
        {
            IncidentStatus.Proposed => $"Undoing the rollback of {where} waits for the Decision Owner",
            IncidentStatus.Approved or IncidentStatus.RollingBack => $"{where} goes forward again to {tag}",
            IncidentStatus.Failed =>
                $"{where} on its way forward stopped at step {incident.NextStep?.Step.Number ?? 0} and needs you",
            IncidentStatus.Aborted => $"The undo in {where} was aborted",
            IncidentStatus.Stabilising => $"{where} is forward again on {tag}, stabilising",
            IncidentStatus.Closed => $"{where} was rolled back, and forward again to {tag}",
            _ => null,
        };
    }

    private static string Verb(IncidentView view) => view.DryRun ? "Dry run: rolling" : "Rolling";

    private static string Step(IncidentView view) =>
        view.Steps.FirstOrDefault(step => step.Phase is not (StepPhase.Done or StepPhase.Skipped)) is { } step
            ? $", step {step.Number} of {view.Steps.Count}"
            : "";
}
