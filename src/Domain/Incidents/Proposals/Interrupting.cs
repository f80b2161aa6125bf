namespace Mcpx.Domain.Incidents;

/// <summary>
/// Stops a run when somebody else deploys meanwhile: what was approved was meant for what ran then. People decide whether it goes on.
/// </summary>
internal static class Interrupting
{
    /// <summary>The command; null while nobody interferes.</summary>
    public static IncidentCommand? Next(CareFacts facts, Incident incident)
    {
        if (incident is not { Status: IncidentStatus.RollingBack, Paused: null, RunSince: { } since })
        {
            return null;
        }

        var own = incident.Steps.Select(step => step.Step.Key).ToHashSet(StringComparer.Ordinal);
        var foreign = facts
            .State.Environment(facts.Environment)
            .Deployments.LastOrDefault(deployment => deployment.StartedAt > since && !own.Contains(deployment.Id));
        return foreign is null
            ? null
            : new IncidentCommand.Pause(
                $"{foreign.By} deployed {foreign.Component} {foreign.Tag} at {Words.Time(foreign.StartedAt)} while this runs. "
                    + "Look at what runs now, then resume or abort."
            );
    }
}
