using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using static Mcpx.Domain.Tests.Incidents.CareProposalTests;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>A person's no, or not now: what asks again, and what does not.</summary>
public sealed class CareDeclinedTests
{
    [Fact]
    public void Next_Rejected_StaysSoWhateverTheSameTriggersSay()
    {
        var scene = Rejected();

        for (var i = 0; i < 30; i++)
        {
            Assert.Empty(scene.Wait(600).Look(Some.Verdict(value: 75_999)));
        }

        Assert.Equal(IncidentStatus.Rejected, scene.Incident.Status);
    }

    [Fact]
    public void Next_RejectedAndTheReadingDoubled_AsksForAFreshDecision()
    {
        var scene = Rejected();

        var done = scene.Wait(1).Look(Some.Verdict(value: 76_000));

        Assert.Equal(["AskAgain", "Propose"], done.Select(command => command.GetType().Name));
        Assert.Equal(
            "error-rate/Api/api-1 reads 7.6 %, it was 3.8 %",
            Assert.Single(scene.Events<DecisionAsked>()).Reason
        );
    }

    [Fact]
    public void Next_RejectedAndItSpreadsToAHealthyInstance_AsksForAFreshDecision()
    {
        var scene = Proposed().Do(new IncidentCommand.Reject("known"), Some.Ic);
        scene.Look(Some.Verdict(), Scene.Healthy(instance: "api-2"));

        scene.Wait(60).Look(Some.Verdict(), Some.Verdict(instance: "api-2"));

        Assert.Single(scene.Events<DecisionAsked>());
    }

    [Fact]
    public void Next_RejectedAndANewTriggerBreaches_AsksForAFreshDecision()
    {
        var scene = Rejected();

        scene.Wait(1).Look(Some.Verdict(), Some.Verdict(TriggerNames.Latency));

        Assert.StartsWith(
            "latency breached too",
            Assert.Single(scene.Events<DecisionAsked>()).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_RejectedAndRecovered_Closes()
    {
        var scene = Rejected();

        scene.Wait(60).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    [Fact]
    public void Next_Rejected_NotesTheReadingsOnce()
    {
        var scene = Rejected();

        var noted = Assert.Single(scene.Events<DecisionNoted>());

        Assert.Equal(38_000, noted.Readings["error-rate/Api/api-1"]);
        Assert.Equal(noted.Readings, scene.Incident.Declined!.Readings);
    }

    [Fact]
    public void Next_Snoozed_IsQuietUntilItEndsAndThenAsks()
    {
        var scene = Snoozed(minutes: 60);

        Assert.Empty(scene.Wait(3_500).Look(Some.Verdict()));
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        var done = scene.Wait(100).Look(Some.Verdict());

        Assert.Equal(["AskAgain", "Propose"], done.Select(command => command.GetType().Name));
        Assert.Equal("the snooze ended", Assert.Single(scene.Events<DecisionAsked>()).Reason);
        Assert.Equal(scene.Now + TimeSpan.FromMinutes(30), scene.Incident.Proposal!.ExpiresAt);
        Assert.Empty(scene.Events<ProposalExpired>());
    }

    [Fact]
    public void Next_SnoozedAndTheReadingDoubled_AsksBeforeTheEnd()
    {
        var scene = Snoozed(minutes: 60);

        scene.Wait(60).Look(Some.Verdict(value: 80_000));

        Assert.Single(scene.Events<DecisionAsked>());
        Assert.Null(scene.Incident.Declined);
    }

    [Fact]
    public void Next_SnoozedAndThePlanChanges_WritesItAnewAndKeepsTheSnooze()
    {
        var scene = Snoozed(minutes: 60);
        Point(scene, "v1.8.0");

        scene.Wait(60).Look(Some.Verdict());

        Assert.Equal("v1.8.0", scene.Incident.Proposal!.Plan.TargetTag);
        Assert.Equal(scene.Incident.Declined!.Until + TimeSpan.FromMinutes(30), scene.Incident.Proposal.ExpiresAt);
        Assert.Empty(scene.Wait(60).Look(Some.Verdict()));
    }

    [Fact]
    public void Next_SnoozedAndVoided_ProposesNothingBeforeTheEnd()
    {
        var scene = Snoozed(minutes: 60);
        scene.Tags[Component.Api] = "v1.8.1";
        scene.Wait(60).Look(Some.Verdict());
        scene.Tags[Component.Api] = "v1.8.2";

        Assert.Empty(scene.Wait(60).Look(Some.Verdict()));
        scene.Wait(3_600).Look(Some.Verdict());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_SnoozedAndRecovered_Withdraws()
    {
        var scene = Snoozed(minutes: 60);

        scene.Wait(60).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Withdrawn, scene.Incident.Status);
    }

    [Fact]
    public void Next_Rejected_NotesOnlyWhatWasBreachedAndMeasured()
    {
        var scene = Proposed().Do(new IncidentCommand.Reject("known"), Some.Ic);

        scene.Look(
            Some.Verdict(),
            Some.Verdict(instance: "api-2", state: VerdictState.NoData, value: null),
            Scene.Healthy(TriggerNames.Latency)
        );

        Assert.Equal(["error-rate/Api/api-1"], Assert.Single(scene.Events<DecisionNoted>()).Readings.Keys);
    }

    [Fact]
    public void Next_SnoozeEndsAndThePlanChanged_AsksOnceWithTheNewPlan()
    {
        var scene = Snoozed(minutes: 60);
        Point(scene, "v1.8.0");

        var done = scene.Wait(3_600).Look(Some.Verdict());

        Assert.Equal(["AskAgain", "Propose"], done.Select(command => command.GetType().Name));
    }

    private static Scene Rejected()
    {
        var scene = Proposed().Do(new IncidentCommand.Reject("known"), Some.Ic);
        scene.Look(Some.Verdict());
        return scene;
    }

    private static Scene Snoozed(int minutes)
    {
        var scene = Proposed().Do(new IncidentCommand.Snooze(TimeSpan.FromMinutes(minutes), "looking"), Some.Deputy);
        scene.Look(Some.Verdict());
        return scene;
    }
}
