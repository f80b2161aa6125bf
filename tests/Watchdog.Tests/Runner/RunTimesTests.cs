using Mcpx.Benchmarks.Runner;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>How the benchmark tells the watchdog's own time from the deployer's and from what must be waited for.</summary>
public sealed class RunTimesTests
{
    private static readonly Plan Plan = Some.Plan(
        Some.Environment(
            validation: new ValidationOptions
            {
                HealthyFor = TimeSpan.FromSeconds(2),
                SmokeFor = TimeSpan.FromSeconds(6),
            }
        )
    );

    [Fact]
    public void Of_ARun_LeavesOutTheDeployerAndTheRequiredWaiting()
    {
        // Half a second between the steps, each half a second longer than the deployer and what must be waited for.
        var times = RunTimes.Of(
            Entries([0.5, 3.5, 2.5, 6.5, 0.5]),
            [(At(1.6), At(2.6)), (At(3), At(5)), (At(-9), At(-8)), (At(90), At(99))]
        );

        Assert.Equal(8, times.Waiting, 6);
        Assert.Equal(3, times.Deployer, 6);
        Assert.Equal(16.5, times.Whole, 6);
        Assert.Equal(5.5, times.Overhead, 6);
        Assert.Equal(3, times.Between, 6);
        Assert.All(times.Steps.Values, step => Assert.Equal(0.5, step, 6));
    }

    [Fact]
    public void Of_CommandThatOutlivesTheRun_CountsAsFarAsItFallsInIt() =>
        Assert.Equal(1, RunTimes.Of(Entries([0.5, 3.5, 2.5, 6.5, 0.5]), [(At(15.5), At(20))]).Deployer, 6);

    private static List<JournalEntry> Entries(double[] durations)
    {
        var (second, entries) = (0.0, new List<JournalEntry>());
        Add(new RollbackProposed(Plan, "ab", "errors", [], CausedBy: null, At(1_800)));
        Add(new RollbackApproved("ab", Sufficient: true));
        foreach (var (step, duration) in Plan.Steps.Zip(durations))
        {
            second += 0.5;
            Add(new StepStarted(step.Number));
            second += duration;
            Add(new StepSucceeded(step.Number, "", []));
        }

        second += 0.5;
        Add(new RunSucceeded(At(1_800)));
        return entries;

        void Add(IEvent happened) =>
            entries.Add(
                new(entries.Count + 1, "incident/INC-0001", entries.Count + 1, At(second), Actor.Watchdog, happened)
            );
    }

    private static DateTimeOffset At(double second) => Some.Start.AddSeconds(second);
}
