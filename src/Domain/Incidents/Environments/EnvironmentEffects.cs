using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// What an incident's event means for its environment's stream. Appended in the same transaction, so that a second opener
/// collides, a freeze begins with its step and a rollback is a deployment like any other.
/// </summary>
public static class EnvironmentEffects
{
    /// <summary>The environment's events that go with one incident event.</summary>
    /// <param name="environment">The environment before it.</param>
    /// <param name="incident">The incident before it; null when it opens.</param>
    /// <param name="happened">The incident's event.</param>
    public static IEnumerable<IEvent> Of(EnvironmentState environment, Incident? incident, IEvent happened)
    {
        switch (happened)
        {
            case IncidentOpened opened:
                yield return new IncidentBegan(opened.Incident);
                break;
            case IncidentClosed or IncidentWithdrawn:
                yield return new IncidentEnded(incident!.Id);
                foreach (var thawed in Thaw(environment, incident, $"{incident.Id} is over"))
                {
                    yield return thawed;
                }

                break;
            case RollbackProposed e
                when environment.Freezes is { OfIncident: null } freezes && freezes.LiftedFor != incident!.Id:
                yield return Frozen(incident, e.Reason);
                break;
            // Who decides against the way back, or had it walked through only, may fix forward.
            case ProposalRejected e when incident is { AsksToUndo: false, RungsRun.Count: 0 }:
                foreach (var thawed in Thaw(environment, incident, $"{incident.Id} was rejected: {e.Reason}"))
                {
                    yield return thawed;
                }

                break;
            case DryRunFinished when incident is { RungsRun.Count: 0 }:
                foreach (
                    var thawed in Thaw(environment, incident, $"the dry run of {incident.Id} is over: fix forward")
                )
                {
                    yield return thawed;
                }

                break;
            case RunStarted when incident!.Proposal!.Plan is { Undoes: not null, Execution: Execution.On } undo:
                foreach (var target in undo.Targets)
                {
                    yield return new QuarantineLifted(target.Component, target.TargetTag, incident.Proposal.Reason);
                }

                break;
            case StepStarted or StepSucceeded or StepFailed when incident!.Proposal!.Plan.Execution == Execution.On:
                foreach (var effect in OfStep(environment, incident, happened))
                {
                    yield return effect;
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Only what the incident froze: a person's own freeze outlives it.</summary>
    private static IEnumerable<IEvent> Thaw(EnvironmentState environment, Incident incident, string reason) =>
        environment.Freezes.OfIncident is null ? [] : [new DeploysUnfrozen(reason, incident.Id)];

    /// <summary>
    /// In the name of who leads; the roster's until somebody does. A pipeline's log may be open to more eyes than the incident, so it
    /// is not told what leaked where.
    /// </summary>
    private static DeploysFrozen Frozen(Incident incident, string reason) =>
        new(
            incident.Roles.GetValueOrDefault(IncidentRole.IncidentCommander)?.Name
                ?? RoleDecision.Words(IncidentRole.IncidentCommander),
            incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Security)
                ? $"{incident.Id}: a security incident"
                : $"{incident.Id}: {reason}",
            incident.Id
        );

    private static IEnumerable<IEvent> OfStep(EnvironmentState environment, Incident incident, IEvent happened)
    {
        var number = happened switch
        {
            StepStarted e => e.Number,
            StepSucceeded e => e.Number,
            StepFailed e => e.Number,
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
        var step = incident.Steps[number - 1].Step;
        // Frozen since the proposal, unless a person lifted it meanwhile, or the proposal is older than that rule.
        if (step.Kind == StepKind.Freeze && happened is StepStarted && environment.Freezes.OfIncident is null)
        {
            yield return new DeploysFrozen(
                incident.Decision!.By.Name,
                $"{incident.Id} is being rolled back",
                incident.Id
            );
        }

        if (step.Kind == StepKind.Revert && happened is StepSucceeded { Unchanged: false })
        {
            var revert = incident.Proposal!.Plan.Reverts[
                incident.Steps.Take(number - 1).Count(before => before.Step.Kind == StepKind.Revert)
            ];
            yield return new SettingReverted(
                step.Key,
                revert.Kind,
                revert.Key,
                revert.Observed,
                revert.Value,
                incident.Id,
                Forward(incident)
            )
            {
                TargetRole = revert.TargetRole,
            };
        }

        if (step.Kind != StepKind.Deploy)
        {
            yield break;
        }

        var target = incident.Proposal!.Plan.Targets.Single(target => target.Component == step.Component);
        switch (happened)
        {
            case StepStarted:
                yield return new DeploymentStarted(
                    step.Key,
                    target.Component,
                    target.TargetTag,
                    Forward(incident) ?? incident.Id
                );
                break;
            case StepSucceeded e:
                yield return new DeploymentEnded(
                    step.Key,
                    target.Component,
                    target.TargetTag,
                    Succeeded: true,
                    e.Summary
                );
                if (Forward(incident) is null)
                {
                    yield return new ReleaseQuarantined(target.Component, target.ObservedTag, incident.Id);
                }

                break;
            case StepFailed e:
                yield return new DeploymentEnded(
                    step.Key,
                    target.Component,
                    target.TargetTag,
                    Succeeded: false,
                    e.Reason
                );
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Who goes forward again: a change like any other, of the person who decided it. Null for a rollback, which is the incident's.
    /// </summary>
    private static string? Forward(Incident incident) =>
        incident.Proposal!.Plan.Undoes is null ? null : incident.Decision!.By.Name;
}
