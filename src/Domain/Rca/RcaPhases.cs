using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Rca;

/// <summary>Where the time of an incident went, from the first bad reading on.</summary>
internal static class RcaPhases
{
    public static IReadOnlyList<RcaPhase> Of(Incident incident)
    {
        var approved = incident.Decision?.At;
        var phases = new List<RcaPhase>
        {
            new("Detect", incident.Onset, incident.OpenedAt),
            new("Decide", incident.OpenedAt, approved ?? incident.EndedAt),
        };
        if (approved is { } decided)
        {
            var validate = incident.Steps.Find(step => step.Step.Kind == StepKind.Validate)?.StartedAt;
            phases.Add(new("Act", decided, validate));
            if (validate is { } began)
            {
                phases.Add(new("Verify", began, incident.RestoredAt));
            }
        }

        return phases;
    }
}
