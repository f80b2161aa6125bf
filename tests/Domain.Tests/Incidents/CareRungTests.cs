using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>One proposal a rung: what a run cured, what it did not, and where it stops.</summary>
public sealed class CareRungTests
{
    [Fact]
    public void Next_RunCuredIt_ClosesAfterStabilisation()
    {
        var scene = WebRun();

        Assert.Empty(scene.Wait(1_799).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy)));
        scene.Wait(1).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
        Assert.Equal([Rung.Web], scene.Incident.RungsRun);
    }

    [Fact]
    public void Next_TheAuthorisedHotfixRunsWhileItIsWatched_SaysWhoseItIs()
    {
        var scene = WebRun();
        scene.Happen(
            new HotfixAuthorised(Component.Web, "v9", "mends it", scene.Now.AddHours(1), scene.Incident.Id),
            Some.Ic
        );
        scene.Tags[Component.Web] = "v9";

        var done = scene.Wait(600).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(
            "web-1 answers v9, not v1.8.1: the hotfix that ada authorised. Close when it holds.",
            Assert.IsType<IncidentCommand.Advise>(Assert.Single(done)).Reason
        );
    }

    [Fact]
    public void Next_AnotherReleaseRunsWhileItIsWatched_AsksPeopleOnceAndDoesNotClose()
    {
        var scene = WebRun();
        scene.Tags[Component.Web] = "v9";

        var done = scene.Wait(600).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));

        Assert.StartsWith(
            "web-1 answers v9, not v1.8.1: somebody deployed while this is watched.",
            Assert.IsType<IncidentCommand.Advise>(Assert.Single(done)).Reason,
            StringComparison.Ordinal
        );
        Assert.Empty(scene.Wait(1_800).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy)));

        scene.Tags[Component.Web] = "v1.8.1";
        scene.Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));
        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    [Fact]
    public void Next_AnotherReleaseRunsAndFails_ProposesTheNextRungAllTheSame()
    {
        var scene = WebRun();
        scene.Tags[Component.Web] = "v9";
        scene.Wait(600).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));

        scene.Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(Rung.Api, scene.Incident.Proposal!.Plan.Rung);
    }

    [Fact]
    public void Next_ATagReadBeforeTheRunEnded_IsNotHeldAgainstIt()
    {
        var scene = WebRun();
        scene.Tags[Component.Web] = "v1.8.2";
        scene.TagsReadAt = 0;

        Assert.Empty(scene.Wait(600).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy)));
    }

    [Fact]
    public void Next_ReadingsJustAfterTheRun_AreNotHeldAgainstIt()
    {
        var scene = WebRun();

        // Availability looks a minute back, and a deployment settles for another.
        Assert.Empty(scene.Wait(119).Look(Scene.Healthy(), Scene.Web()));
    }

    [Fact]
    public void Next_UnmeasuredBreachAfterTheRun_IsNotHeldAgainstIt()
    {
        var scene = WebRun();

        Assert.Empty(scene.Wait(600).Look(Scene.Healthy(), Scene.Web() with { UnmeasuredSince = Some.At(0) }));
    }

    [Fact]
    public void Next_ApiBreachesAfterTheWebRun_ProposesTheApi()
    {
        var scene = WebRun();

        scene.Wait(600).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        Assert.Equal(Rung.Api, scene.Incident.Proposal!.Plan.Rung);
        Assert.Equal(2, scene.Incident.Proposal.Plan.Version);
    }

    [Fact]
    public void Next_NextRungWaitsAndReadingsRecover_GoesBackToStabilising()
    {
        var scene = WebRun();
        scene.Wait(600).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        var done = scene.Wait(60).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));

        Assert.IsType<IncidentCommand.Void>(Assert.Single(done));
        Assert.Equal(IncidentStatus.Stabilising, scene.Incident.Status);
        scene.Wait(1_800).Look(Scene.Healthy(), Scene.Web(VerdictState.Healthy));
        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    [Fact]
    public void Next_NextRungUnanswered_IsReissuedAndEscalated()
    {
        var scene = WebRun();
        scene.Wait(600).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        scene.Wait(1_800).Look(Some.Verdict(), Scene.Web(VerdictState.Healthy));

        Assert.Equal((IncidentStatus.Proposed, 3), (scene.Incident.Status, scene.Incident.Plans));
        Assert.Single(scene.Events<Escalated>());
    }

    [Fact]
    public void Next_HighestRungDidNotCure_StopsAndAsksPeople()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Run();

        var done = scene.Wait(600).Look(Some.Verdict());
        Assert.IsType<IncidentCommand.Advise>(Assert.Single(done));
        Assert.Contains("Stop and ask people", scene.Incident.Advice!.Reason, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Stabilising, scene.Incident.Status);

        Assert.IsType<IncidentCommand.Join>(Assert.Single(scene.Wait(600).Look(Some.Verdict(), Scene.Web())));
        Assert.Empty(scene.Wait(7_200).Look(Some.Verdict(), Scene.Web()));
        Assert.Single(scene.Events<RollbackProposed>());
    }

    /// <summary>The window of these is 30 minutes and says how old the newest look may be; people were told nothing until then.</summary>
    [Theory]
    [InlineData(TriggerNames.Business, 120)]
    [InlineData(TriggerNames.Security, 300)]
    public void Next_NotCuredAfterLooksOfItsOwn_AsksPeopleThen(string trigger, int looks)
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict(trigger));
        scene.Wait(61).Look(Some.Verdict(trigger));
        scene.Approve().Run();
        var settle = (int)scene.Options.Deploying.Settle.TotalSeconds;

        Assert.Empty(scene.Wait(settle + looks - 1).Look(Some.Verdict(trigger)));
        Assert.IsType<IncidentCommand.Advise>(Assert.Single(scene.Wait(1).Look(Some.Verdict(trigger))));
    }

    [Fact]
    public void Next_RolledBackRelease_IsQuarantined()
    {
        var scene = WebRun();

        Assert.Contains((Component.Web, "v1.8.2"), scene.State.Environment("Prod").Quarantined);
    }

    [Fact]
    public void Run_OfARevert_FreezesAndQuarantinesNothing()
    {
        var story = new Story(version => Some.Revert(version)).Stabilising();

        Assert.Equal([Rung.Revert], story.State!.RungsRun);
        Assert.NotNull(story.Environment.Freeze);
        Assert.Empty(story.Environment.Quarantined);
        Assert.Empty(story.Environment.Deployments);
    }

    [Fact]
    public void Run_OfARevert_IsInTheHistoryAndNobodyElsesChange()
    {
        var story = new Story(version => Some.Revert(version)).Stabilising();

        var change = Assert.Single(story.Environment.Changes);
        Assert.Equal(
            (ChangeKind.AllowList, "Cors:Origins", "https://b", "https://a", "INC-0001"),
            (change.Kind, change.Key, change.Before!, change.After!, change.By)
        );
        var polled = change with { Id = "poll", By = Change.UnknownAuthor, At = change.At.AddSeconds(5) };
        Assert.Equal([change], ChangeHistory.Add(story.Environment.Changes, polled));
        var audited = change with { Id = "7", By = "rollback-bot", NotBefore = null };
        Assert.Equal([audited], ChangeHistory.Add(story.Environment.Changes, audited));
    }

    [Fact]
    public void Run_OfARevertThatSomebodyElseHadDone_IsNotTheWatchdogsChange()
    {
        var story = new Story(version => Some.Revert(version))
            .Running()
            .Step(1)
            .Then(new IncidentCommand.StartStep(2))
            .Then(new IncidentCommand.Succeed(2, "it was so already", [], Unchanged: true));

        Assert.Equal(StepStatus.Succeeded, story.State!.Steps[1].Status);
        Assert.Equal(Mcpx.Domain.Rollback.StepKind.Revert, story.State.Steps[1].Step.Kind);
        Assert.Empty(story.Environment.Changes);
    }

    /// <summary>A web release rolled back, at the end of its run.</summary>
    internal static Scene WebRun()
    {
        var scene = new Scene().Deploy(Component.Api).Deploy(Component.Web).Wait(400);
        scene.Look(Scene.Healthy(), Scene.Web());
        Assert.Equal(Rung.Web, scene.Incident.Proposal!.Plan.Rung);
        return scene.Approve().Run();
    }
}
