using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

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
                if (environment.Freeze is not null)
                {
                    yield return new DeploysUnfrozen($"{incident.Id} is over");
                }

                break;
            case RunStarted when incident!.Proposal!.Plan is { Undoes: not null, Execution: Execution.On } undo:
                foreach (var target in undo.Targets)
                {
                    yield return new QuarantineLifted(target.Component, target.TargetTag, incident.Proposal.Reason);
                }

                break;
            case StepStarted or StepSucceeded or StepFailed when incident!.Proposal!.Plan.Execution == Execution.On:
                foreach (var effect in OfStep(incident, happened))
                {
                    yield return effect;
                }

                break;
            default:
                break;
        }
    }

    private static IEnumerable<IEvent> OfStep(Incident incident, IEvent happened)
    {
        var number = happened switch
        {
            StepStarted e => e.Number,
            StepSucceeded e => e.Number,
            StepFailed e => e.Number,
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
        var step = incident.Steps[number - 1].Step;
        if (step.Kind == StepKind.Freeze && happened is StepStarted)
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
