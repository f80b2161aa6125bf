using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rollback;

/// <summary>Expected times come from what runs took before.</summary>
public sealed class StepTimesTests
{
    [Fact]
    public void Foresee_NoHistory_KeepsTheGuess()
    {
        var plan = Some.Plan();

        Assert.Equal(plan.Expected, StepTimes.Foresee(plan, []).Expected);
    }

    [Theory]
    [InlineData(new[] { 10 }, 10)]
    [InlineData(new[] { 10, 20, 90 }, 20)]
    [InlineData(new[] { 500, 500, 500, 10, 20, 30, 40, 50 }, 30)]
    public void Foresee_History_IsTheMedianOfTheNewestFive(int[] took, int expected)
    {
        var foreseen = StepTimes.Foresee(Some.Plan(), took.Select(seconds => Ran(seconds)));

        Assert.Equal(TimeSpan.FromSeconds(expected), foreseen.Steps[1].Expected);
    }

    [Fact]
    public void Foresee_Changes_NothingThatAnApprovalBinds()
    {
        var plan = Some.Plan();

        Assert.Equal(PlanHash.Of(plan), PlanHash.Of(StepTimes.Foresee(plan, [Ran(77)])));
    }

    [Theory]
    [InlineData("Prod", 1, false, Execution.On, true)]
    [InlineData("RTM", 1, false, Execution.On, false)]
    [InlineData("Prod", 2, false, Execution.On, false)]
    [InlineData("Prod", 1, true, Execution.On, false)]
    [InlineData("Prod", 1, false, Execution.DryRun, false)]
    public void Foresee_OnlyWhatTheRunnerDidAtOnceHere_Counts(
        string environment,
        int attempt,
        bool byHand,
        Execution execution,
        bool counts
    )
    {
        var plan = Some.Plan();
        var ran = Ran(77, environment, execution);
        var step = ran.Steps[1] with
        {
            Attempt = attempt,
            ByHand = byHand ? new(Some.Ic, Some.At(0), "in the portal") : null,
        };

        var foreseen = StepTimes.Foresee(plan, [ran with { Steps = ran.Steps.SetItem(1, step) }]);

        Assert.Equal(counts, foreseen.Steps[1].Expected == TimeSpan.FromSeconds(77));
    }

    private static Incident Ran(int seconds, string environment = "Prod", Execution execution = Execution.On)
    {
        var incident = new Story(execution).AllSteps().State!;
        var step = incident.Steps[1] with { StartedAt = Some.At(0), EndedAt = Some.At(seconds) };
        return incident with { Environment = environment, Steps = incident.Steps.SetItem(1, step) };
    }
}
