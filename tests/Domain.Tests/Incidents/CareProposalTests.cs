using Mcpx.Domain.Comms;
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
    public void Next_WhoDeployedIsReportedLate_IsANewPlanInTheirName()
    {
        var scene = Scene.Deployed(by: Deployment.UnknownDeployer);
        scene.Look(Some.Verdict());
        Assert.Equal(Deployment.UnknownDeployer, scene.Incident.Proposal!.CausedBy);
        scene.Approve();
        var seen = scene.State.Environment("Prod").Deployments[^1];
        scene.Happen(new DeploymentStarted(seen.Id, seen.Component, seen.Tag, "dev") { ReportedAs = "run-7" });
        scene.Happen(new DeploymentEnded(seen.Id, seen.Component, seen.Tag, Succeeded: true, ""));

        scene.Wait(1).Look(Some.Verdict());
        scene.Wait(1).Look(Some.Verdict());

        Assert.Equal(("dev", 2), (scene.Incident.Proposal!.CausedBy, scene.Incident.Proposal.Plan.Version));
        Assert.Equal((IncidentStatus.Proposed, 0), (scene.Incident.Status, scene.Incident.Approvals.Count));
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
    public void Next_CallsAreHeldBack_IsReissuedToTheSamePeopleAndSaysNothing()
    {
        var scene = Paged();

        // From 23:00 to 06:00.
        for (var half = 0; half < 14; half++)
        {
            Assert.Empty(scene.Wait(1_799).Look(Some.Verdict()));
            var done = scene.Wait(1).Look(Some.Verdict());
            Assert.Equal(["Expire", "Propose"], done.Select(command => command.GetType().Name));
        }

        Assert.Equal((15, 0), (scene.Incident.Plans, scene.Incident.Escalations));
        Assert.Equal(Role.IncidentCommander, scene.Incident.Paging!.First);
        Assert.Empty(scene.Events<Escalated>());
        Assert.Empty(scene.Events<ExpiryWarned>());
        Assert.All(scene.Events<ProposalExpired>(), expired => Assert.True(expired.WasHeld));
    }

    [Fact]
    public void Next_SomebodyWasCalledOrTookIt_IsWarnedOfAndEscalated()
    {
        foreach (var called in new[] { true, false })
        {
            var scene = Paged();
            if (called)
            {
                Assert.Empty(scene.Wait(1_500).Look(Some.Verdict()));
                scene.Note(
                    new PageSent(
                        1,
                        PageAct.Trigger,
                        PageWay.Slack,
                        Role.IncidentCommander,
                        "rina",
                        "no channel took it"
                    )
                );
                Assert.IsType<IncidentCommand.Warn>(Assert.Single(scene.Look(Some.Verdict())));
            }
            else
            {
                scene.Do(new IncidentCommand.Acknowledge(), Some.Ic).Wait(1_500).Look(Some.Verdict());
            }

            scene.Wait(300).Look(Some.Verdict());

            Assert.Equal(Role.Deputy, Assert.Single(scene.Events<Escalated>()).To);
            Assert.False(Assert.Single(scene.Events<ProposalExpired>()).WasHeld);
        }
    }

    private static Scene Paged()
    {
        var scene = Scene.Deployed();
        scene.Configure(new() { Slack = true });
        scene.Look(Some.Verdict());
        return scene;
    }

    [Fact]
    public void Next_ApprovedButNotBegunInTime_ExpiresAndIsReissued()
    {
        var scene = Proposed().Approve();

        scene.Wait(1_801).Look(Some.Verdict());

        Assert.Equal((IncidentStatus.Proposed, 0), (scene.Incident.Status, scene.Incident.Approvals.Count));
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

    internal static Scene Proposed(int required = 1)
    {
        var scene = Scene.Deployed(Some.Environment(required: required));
        scene.Look(Some.Verdict());
        return scene;
    }

    private static Decided Approve(Scene scene, string hash) =>
        scene.Execute(new IncidentCommand.Approve(hash), Some.Ic);

    internal static void Point(Scene scene, string tag) =>
        scene.Happen(new LkgPointed(Component.Api, tag, "a person chose it"));
}
