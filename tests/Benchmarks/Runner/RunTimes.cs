using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Benchmarks.Runner;

/// <summary>Where the time of one rollback went, from the approval to the end of its last step, in seconds.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Deployer">The deployer's own commands.</param>
/// <param name="Waiting">What had to be waited for: green together, and the smoke of the event streams.</param>
/// <param name="Steps">What each kind of step took beside both.</param>
internal sealed record RunTimes(
    double Whole,
    double Deployer,
    double Waiting,
    IReadOnlyDictionary<StepKind, double> Steps
)
{
    /// <summary>The watchdog's own part.</summary>
    public double Overhead => Whole - Deployer - Waiting;

    /// <summary>What was between the steps, before the first and after the last.</summary>
    public double Between => Overhead - Steps.Values.Sum();

    /// <summary>Reads them off an incident's events.</summary>
    /// <param name="entries">The incident's stream, its run at its end.</param>
    /// <param name="deployer">From when to when the deployer's commands ran.</param>
    public static RunTimes Of(
        IReadOnlyList<JournalEntry> entries,
        IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> deployer
    )
    {
        var plan = entries.Select(entry => entry.Event).OfType<RollbackProposed>().Last().Plan;
        var (from, to) = (At<RollbackApproved>(entries), At<RunSucceeded>(entries));
        var steps = new Dictionary<StepKind, double>();
        var waiting = 0.0;
        foreach (var step in plan.Steps)
        {
            var began = entries.Last(entry => entry.Event is StepStarted e && e.Number == step.Number).At;
            var ended = entries.Last(entry => entry.Event is StepSucceeded e && e.Number == step.Number).At;
            var required = Required(plan, step).TotalSeconds;
            waiting += required;
            steps[step.Kind] = (ended - began).TotalSeconds - Within(deployer, began, ended) - required;
        }

        return new((to - from).TotalSeconds, Within(deployer, from, to), waiting, steps);
    }

    private static TimeSpan Required(Plan plan, PlanStep step) =>
        step.Kind switch
        {
            StepKind.AwaitHealth => plan.Validation.HealthyFor,
            StepKind.Validate => plan.Validation.SmokeFor,
            _ => TimeSpan.Zero,
        };

    private static DateTimeOffset At<T>(IReadOnlyList<JournalEntry> entries)
        where T : IEvent => entries.Last(entry => entry.Event is T).At;

    /// <summary>The deployer asks one thing after the other, so that nothing counts twice.</summary>
    private static double Within(
        IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> times,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        times
            .Where(time => time.To > from && time.From < to)
            .Sum(time => ((time.To < to ? time.To : to) - (time.From > from ? time.From : from)).TotalSeconds);
}
