using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>When all is well again, and from when on a run is held to the readings.</summary>
public sealed class CareRecoveryTests
{
    [Fact]
    public void Next_RecoveredWhileProposed_WithdrawsAndDoesNothingElse()
    {
        var scene = CareProposalTests.Proposed();

        Assert.IsType<IncidentCommand.Withdraw>(Assert.Single(scene.Wait(60).Look(Scene.Healthy())));
    }

    [Theory]
    [InlineData(VerdictState.Pending)]
    [InlineData(VerdictState.Deploying)]
    [InlineData(VerdictState.Recovering)]
    public void Next_RecoveredButAnotherSeriesIsUnsettled_WithdrawsNothing(VerdictState state)
    {
        var scene = CareProposalTests.Proposed();

        Assert.Empty(scene.Wait(60).Look(Scene.Healthy(), Some.Verdict(instance: "api-2", state: state)));
    }

    [Fact]
    public void Next_BreachedSeriesIsGone_WithdrawsNothing()
    {
        var scene = CareProposalTests.Proposed();

        Assert.Empty(scene.Wait(60).Look(Scene.Healthy(instance: "api-2")));
    }

    [Theory]
    [InlineData(VerdictState.Healthy, true)]
    [InlineData(VerdictState.NoData, false)]
    public void Next_BreachedInstanceIsNoLongerWatched_TheOthersDecide(VerdictState others, bool withdrawn)
    {
        var scene = CareProposalTests.Proposed();
        scene.Options = scene.Options with { Instances = [new() { Name = "api-2", Address = "http://b" }] };

        var done = scene
            .Wait(60)
            .Look(Scene.Healthy(instance: "api-2") with { State = others }, Scene.Web(VerdictState.Healthy));

        Assert.Equal(withdrawn, done.Any(command => command is IncidentCommand.Withdraw));
    }

    [Fact]
    public void Next_RecoveredWhileAnotherSeriesIsSilentTooLong_JoinsItInsteadOfWithdrawing()
    {
        var scene = CareProposalTests.Proposed();
        var silent = Some.Verdict(instance: "api-2", state: VerdictState.NoData, value: null) with
        {
            Since = Some.At(0),
        };

        var done = scene.Wait(200).Look(Scene.Healthy(), silent);

        Assert.Contains(done, command => command is IncidentCommand.Join);
        Assert.DoesNotContain(done, command => command is IncidentCommand.Withdraw);
        Assert.True(scene.Incident.IsOpen);
    }

    [Fact]
    public void Next_RecoveredWhenTheSnoozeEnds_AsksNobodyAgain()
    {
        var scene = CareProposalTests
            .Proposed()
            .Do(new IncidentCommand.Snooze(TimeSpan.FromMinutes(10), "looking"), Some.Deputy);
        scene.Look(Some.Verdict());

        Assert.IsType<IncidentCommand.Withdraw>(Assert.Single(scene.Wait(600).Look(Scene.Healthy())));
    }

    [Theory]
    [InlineData(5, "error-rate on api-5 at 09:00:00 UTC.")]
    [InlineData(6, "error-rate on api-5 at 09:00:00 UTC and 1 more.")]
    public void Next_ManyRecovered_NamesFiveAndCountsTheRest(int count, string end)
    {
        var scene = Scene.Deployed();
        var names = Enumerable.Range(1, count).Select(i => $"api-{i}").ToList();
        scene.Look([.. names.Select(name => Some.Verdict(instance: name))]);

        scene.Wait(60).Look([.. names.Select(name => Scene.Healthy(instance: name))]);

        Assert.EndsWith(end, Assert.Single(scene.Events<IncidentWithdrawn>()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Next_OtherComponentBreachedAfterTheRun_IsHeldAgainstItOnceAWindowHasPassed(double seconds, bool held)
    {
        var scene = CareRungTests.WebRun();
        scene.Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(held, scene.Wait(seconds).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy)).Count > 0);
    }

    [Theory]
    [InlineData(419, false)]
    [InlineData(420, true)]
    public void Next_DeployedAgainAfterTheRun_ItsReadingsAreWaitedFor(double seconds, bool held)
    {
        var scene = CareRungTests.WebRun();
        scene.Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));
        scene.Wait(300).Deploy(Component.Api);

        var done = scene.Wait(seconds - 300).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(held, done.Count > 0);
    }

    [Theory]
    [InlineData(1_199, false)]
    [InlineData(1_200, true)]
    public void Next_DeployThatNeverReportsItsEnd_IsWaitedForUntilTheCap(double seconds, bool held)
    {
        var scene = CareRungTests.WebRun();
        scene.Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));
        scene.Wait(300).Happen(new DeploymentStarted("d9", Component.Api, "v1.8.2", "ci"));

        var done = scene.Wait(seconds - 300).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(held, done.Count > 0);
    }

    [Fact]
    public void Next_DeployOfTheOtherComponentAfterTheRun_IsNotWaitedFor()
    {
        var scene = CareRungTests.WebRun();
        scene.Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));
        scene.Wait(300).Happen(new DeploymentStarted("d9", Component.Web, "v1.8.2", "ci"));

        Assert.NotEmpty(scene.Wait(60).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy)));
    }
}
