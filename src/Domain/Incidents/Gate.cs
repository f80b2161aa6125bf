using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>The answer to "may I deploy?".</summary>
/// <param name="Open">Whether the deploy may go on.</param>
/// <param name="Reason">Why, for a person reading a pipeline's log.</param>
public sealed record GateAnswer(bool Open, string Reason);

/// <summary>
/// Decides whether an environment takes a deploy. Frozen environments, a rollback that waits or runs, and quarantined
/// releases shut it; rollbacks never ask. Who rejected a rollback, or had it walked through only, may fix forward.
/// </summary>
public static class Gate
{
    /// <summary>Answers for one release on one component.</summary>
    /// <param name="environment">The environment's state.</param>
    /// <param name="incident">Its open incident, if any.</param>
    /// <param name="component">What would be replaced; null asks for any.</param>
    /// <param name="release">With which release; null asks for any.</param>
    public static GateAnswer Ask(
        EnvironmentState environment,
        Incident? incident,
        Component? component,
        string? release
    )
    {
        if (environment.Freeze is { } freeze)
        {
            return new(Open: false, $"{environment.Name} is frozen by {freeze.Owner}: {freeze.Reason}");
        }

        if (
            incident?.Status
            is IncidentStatus.Proposed
                or IncidentStatus.Approved
                or IncidentStatus.RollingBack
                or IncidentStatus.Failed
                or IncidentStatus.Aborted
                or IncidentStatus.Stabilising
        )
        {
            return new(Open: false, $"{incident.Id} is open with a proposed rollback of {environment.Name}");
        }

        var quarantined = environment.Quarantined.FirstOrDefault(held =>
            held.Tag == release && (component is null || held.Component == component)
        );
        return quarantined.Tag is null
            ? new(Open: true, $"{environment.Name} takes deploys")
            : new(Open: false, $"{quarantined.Tag} was rolled back from {environment.Name} and is quarantined");
    }
}
