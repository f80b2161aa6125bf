using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>A proposal from its writing to its answer, or to the lack of one.</summary>
public sealed class CareProposalTests
{
    [Fact]
    public void Next_NewReadings_VoidNothingAndAppendNothing()
    {
        var scene = Proposed();

        for (var i = 1; i <= 20; i++)
        {
            Assert.Empty(scene.Wait(60).Look(Some.Verdict(value: 38_000 + (1_000 * i), sentence: $"worse {i}")));
        }
    }

    [Fact]
    public void Next_JoinedBreachThatChangesNothing_KeepsPlanAndApprovals()
    {
        var scene = Proposed(required: 2).Approve();

        scene.Wait(1).Look(Some.Verdict(), Some.Verdict(TriggerNames.Latency));

        Assert.Single(scene.Events<RollbackProposed>());
        Assert.Single(scene.Incident.Approvals);
    }

    [Fact]
    public void Next_OtherTargetWhileItWaits_IsANewPlanThatVoidsTheApprovals()
    {
        var scene = Proposed(required: 2).Approve();
        var first = scene.Incident.Proposal!.PlanHash;
        Point(scene, "v1.8.0");

        scene.Wait(1).Look(Some.Verdict());

        Assert.Equal(("v1.8.0", 2), (scene.Incident.Proposal!.Plan.TargetTag, scene.Incident.Proposal.Plan.Version));
        Assert.Empty(scene.Incident.Approvals);
        Assert.Equal(RefusalKind.StalePlan, Approve(scene, first).Refusal!.Kind);
    }

    [Fact]
    public void Next_OtherLimitsOrPolicy_IsANewPlan()
    {
        var scene = Proposed();
        scene.Options = scene.Options with { Approval = new() { Required = 2 } };
        scene.Wait(1).Look(Some.Verdict());
        scene.Options = scene.Options with { Validation = new() { MaxGap = Some.Seconds(20) } };
        scene.Wait(1).Look(Some.Verdict());

        Assert.Equal(3, scene.Incident.Proposal!.Plan.Version);
        Assert.Empty(scene.Wait(1).Look(Some.Verdict()));
    }

    [Fact]
    public void Next_ApprovedAndNotBegun_IsStillKeptTrue()
    {
        var scene = Proposed().Approve();
        Point(scene, "v1.8.0");

        scene.Look(Some.Verdict());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        Assert.Null(scene.Incident.Decision);
    }

    [Fact]
    public void Next_RunBegun_IsNeverTouched()
    {
        var scene = Proposed().Approve().Do(new IncidentCommand.StartRun());
        Point(scene, "v1.8.0");

        Assert.Empty(scene.Wait(7_200).Look(Some.Verdict()));
    }

    [Fact]
    public void Next_SomebodyPutTheLkgBack_VoidsAndAdvises()
    {
        var scene = Proposed();
        scene.Tags[Component.Api] = "v1.8.1";

        var done = scene.Wait(1).Look(Some.Verdict());

        Assert.Equal(["Void", "Advise"], done.Select(command => command.GetType().Name));
        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        Assert.NotEmpty(Assert.Single(scene.Events<ProposalVoided>()).Reason);
        Assert.NotNull(scene.Incident.Advice);
    }

    [Fact]
    public void Next_NobodyAnswers_WarnsOnceFiveMinutesBeforeTheEnd()
    {
        var scene = Proposed();

        Assert.Empty(scene.Wait(1_499).Look(Some.Verdict()));
        Assert.IsType<IncidentCommand.Warn>(Assert.Single(scene.Wait(1).Look(Some.Verdict())));
        Assert.Empty(scene.Wait(1).Look(Some.Verdict()));
    }

    [Fact]
    public void Next_NobodyAnswers_IsReissuedAndEscalatedEveryTime()
    {
        var scene = Proposed();

        for (var i = 0; i < 3; i++)
        {
            var done = scene.Wait(1_800).Look(Some.Verdict());
            Assert.Equal(["Expire", "Propose"], done.Select(command => command.GetType().Name));
        }

        Assert.Equal(4, scene.Incident.Proposal!.Plan.Version);
        Assert.Equal(
            [(1, Role.Deputy), (2, Role.DecisionOwner), (3, Role.DecisionOwner)],
            scene.Events<Escalated>().Select(escalated => (escalated.Level, escalated.To))
        );
        Assert.Equal(3, scene.Events<ProposalExpired>().Count);
    }

    [Fact]
    public void Next_ApprovedButNotBegunInTime_ExpiresAndIsReissued()
    {
        var scene = Proposed().Approve();

        scene.Wait(1_801).Look(Some.Verdict());

        Assert.Equal((IncidentStatus.Proposed, 0), (scene.Incident.Status, scene.Incident.Approvals.Count));
    }

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
    public void Next_ExecutionOff_StillProposes()
    {
        var scene = Scene.Deployed(
            Some.Environment(Execution.Off) with
            {
                Deployers = new Dictionary<Component, DeployerOptions>(),
            }
        );

        scene.Look(Some.Verdict());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        Assert.Equal(RefusalKind.ExecutionOff, Approve(scene, scene.Incident.Proposal!.PlanHash).Refusal!.Kind);
    }

    [Fact]
    public void Next_AfterADryRun_ProposesNothingMore()
    {
        var scene = Scene.Deployed(Some.Environment(Execution.DryRun));
        scene.Look(Some.Verdict());
        scene.Approve().Run();

        Assert.Empty(scene.Wait(7_200).Look(Some.Verdict()));
        Assert.Empty(scene.Incident.RungsRun);
    }

    private static Scene Proposed(int required = 1)
    {
        var scene = Scene.Deployed(Some.Environment(required: required));
        scene.Look(Some.Verdict());
        return scene;
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

    private static Decided Approve(Scene scene, string hash) =>
        scene.Execute(new IncidentCommand.Approve(hash), Some.Ic);

    private static void Point(Scene scene, string tag) =>
        scene.Happen(new LkgPointed(Component.Api, tag, "a person chose it"));
}
