using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>How long steps should take: as they did in the environment's last runs, or else as the plan guesses.</summary>
public static class StepTimes
{
    private const int Remembered = 5;

    /// <summary>The plan with what history knows of its steps. Estimates are no part of what an approval binds.</summary>
    /// <param name="plan">The plan with its guesses.</param>
    /// <param name="incidents">Every incident, oldest first.</param>
    public static Plan Foresee(Plan plan, IEnumerable<Incident> incidents)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(incidents);
        var known = incidents
            .Where(incident =>
                incident.Environment == plan.Environment && incident.Proposal?.Plan.Execution == Execution.On
            )
            .SelectMany(incident => incident.Steps)
            .Where(step => step is { Status: StepStatus.Succeeded, Attempt: 1, ByHand: null })
            .ToLookup(
                step => (step.Step.Kind, step.Step.Component),
                step => step.EndedAt!.Value - step.StartedAt!.Value
            );
        return plan with { Steps = [.. plan.Steps.Select(step => Foresee(step, known[(step.Kind, step.Component)]))] };
    }

    private static PlanStep Foresee(PlanStep step, IEnumerable<TimeSpan> took)
    {
        var newest = took.TakeLast(Remembered).Order().ToList();
        return newest.Count == 0 ? step : step with { Expected = newest[newest.Count / 2] };
    }
}
