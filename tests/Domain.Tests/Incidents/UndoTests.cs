using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Rollback is reversible (runbook section 3): who asks for it, who decides, and what is believed afterwards.</summary>
public sealed class UndoTests
{
    [Fact]
    public void Ask_AfterARollback_ProposesThePlanThatGoesForwardAgain()
    {
        var scene = RolledBack();

        Asked(scene);

        var proposal = scene.Incident.Proposal!;
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        Assert.Equal((2, 1), (proposal.Plan.Version, proposal.Plan.Undoes));
        Assert.Equal(
            new PlanTarget(Component.Api, "v1.8.1", "v1.8.2", Some.Digest("v1.8.2", Component.Api)),
            Assert.Single(proposal.Plan.Targets)
        );
        Assert.Contains(proposal.Plan.Steps, step => step.Title == "Put Api v1.8.2 in place again");
        Assert.Equal("the network was at fault", proposal.Reason);
    }

    [Fact]
    public void Ask_PartOfTheRunBeforeAnAbort_UndoesThatPartOnly()
    {
        var scene = Proposed(Coupled());
        scene.Approve().Do(new IncidentCommand.StartRun());
        var deploysApi = scene.Incident.Steps.Single(step => step.Step.Component == Component.Api).Step.Number;
        for (var step = 1; step <= deploysApi; step++)
        {
            scene.Do(new IncidentCommand.StartStep(step)).Do(new IncidentCommand.Succeed(step, "done", []));
        }

        scene.Do(new IncidentCommand.Abort("it is not the release"), Some.Ic);
        Asked(scene);

        Assert.Equal(Component.Api, Assert.Single(scene.Incident.Proposal!.Plan.Targets).Component);
    }

    [Fact]
    public void Ask_AbortedBeforeAnythingActed_IsRefused()
    {
        var scene = Proposed(new Scene().Deploy(Component.Api).Wait(400));
        scene
            .Approve()
            .Do(new IncidentCommand.StartRun())
            .Do(new IncidentCommand.StartStep(1))
            .Do(new IncidentCommand.Succeed(1, "done", []))
            .Do(new IncidentCommand.Abort("wait"), Some.Ic);

        Assert.Equal("Nothing was rolled back in INC-0001 that could be undone.", Ask(scene, Some.Ic).Refusal!.Text);
    }

    [Fact]
    public void Ask_NothingRolledBack_IsRefused()
    {
        var scene = Proposed(new Scene().Deploy(Component.Api).Wait(400));

        Assert.Equal(RefusalKind.NotNow, Ask(scene, Some.Owner).Refusal!.Kind);
    }

    [Fact]
    public void Ask_ReleaseNoLongerRegistered_SaysSo()
    {
        var scene = new Scene();
        scene.Tags[Component.Api] = "v9";
        scene.Deploy(Component.Api, "v9").Wait(400).Configure();
        scene.Look(Some.Verdict(onset: 60));
        scene.Approve().Run();

        var refusal = Ask(scene, Some.Owner).Refusal!;

        Assert.Equal("v9 is not registered with a Api artifact.", refusal.Text);
    }

    [Theory]
    [InlineData(Role.Sre)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Watchdog)]
    public void Ask_NotOneWhoLeads_IsRefused(Role role) =>
        Assert.Equal(RefusalKind.Role, Ask(RolledBack(), new("eve", role)).Refusal!.Kind);

    [Fact]
    public void Ask_WithoutAReason_IsRefused() =>
        Assert.Equal(RefusalKind.ReasonMissing, Ask(RolledBack(), Some.Ic, " ").Refusal!.Kind);

    [Fact]
    public void Approve_TheDecisionOwner_Alone()
    {
        var scene = RolledBack();
        Asked(scene);
        var hash = scene.Incident.Proposal!.PlanHash;

        Assert.Equal(RefusalKind.Role, scene.Execute(new IncidentCommand.Approve(hash), Some.Ic).Refusal!.Kind);
        Assert.Equal(RefusalKind.Role, scene.Execute(new IncidentCommand.Approve(hash), Some.Deputy).Refusal!.Kind);
        Assert.Null(scene.Execute(new IncidentCommand.Approve(hash), Some.Owner).Refusal);
        Assert.Equal(IncidentStatus.Approved, scene.Incident.Status);
    }

    [Fact]
    public void Run_ToItsEnd_LiftsTheQuarantineAndIsThePersonsDeployment()
    {
        var scene = RolledBack();
        Assert.Contains((Component.Api, "v1.8.2"), scene.State.Environment("Prod").Quarantined);

        Undone(scene);

        var environment = scene.State.Environment("Prod");
        Assert.Empty(environment.Quarantined);
        Assert.Equal(("v1.8.2", Some.Owner.Name), (environment.Deployments[^1].Tag, environment.Deployments[^1].By));
        Assert.Equal(IncidentStatus.Stabilising, scene.Incident.Status);
        Assert.Null(scene.Incident.LastRun);
        Assert.Empty(scene.Incident.RungsRun);
    }

    [Fact]
    public void Next_UndoneAndItBreachesAgain_ProposesTheRollbackAnew()
    {
        var scene = RolledBack();
        Undone(scene);

        scene.Wait(900).Look(Some.Verdict(onset: 60));

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        var plan = scene.Incident.Proposal!.Plan;
        Assert.Equal((3, null, "v1.8.1"), (plan.Version, plan.Undoes, plan.TargetTag));
    }

    [Fact]
    public void Next_TheUndoFailedAndWasAborted_MayProposeTheRollbackAnew()
    {
        var scene = RolledBack();
        Asked(scene);
        scene.Approve(Some.Owner).Do(new IncidentCommand.StartRun());
        foreach (var number in new[] { 1, 2 })
        {
            scene.Do(new IncidentCommand.StartStep(number)).Do(new IncidentCommand.Succeed(number, "done", []));
        }

        scene.Tags[Component.Api] = "v1.8.2";
        scene
            .Do(new IncidentCommand.StartStep(3))
            .Do(new IncidentCommand.Fail(3, "not ready", [], Unknown: false))
            .Do(new IncidentCommand.Abort("back again"), Some.Ic)
            .Do(new IncidentCommand.AskAgain("it does not start"), Some.Ic);

        scene.Wait(900).Look(Some.Verdict(onset: 60));

        var plan = scene.Incident.Proposal!.Plan;
        Assert.Equal((IncidentStatus.Proposed, null, "v1.8.1"), (scene.Incident.Status, plan.Undoes, plan.TargetTag));
    }

    [Fact]
    public void Next_UndoneAndAllIsWell_Closes()
    {
        var scene = RolledBack();
        Undone(scene);

        scene.Wait(1_801).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    [Fact]
    public void Next_AskedForWhileAllIsWell_StandsUntilItExpiresAndHoldsTheEndBack()
    {
        var scene = RolledBack();
        Asked(scene);

        Assert.Empty(scene.Wait(1_700).Look(Scene.Healthy()));
        var done = scene.Wait(101).Look(Scene.Healthy());

        Assert.Collection(
            done,
            first => Assert.IsType<IncidentCommand.Void>(first),
            then => Assert.IsType<IncidentCommand.Close>(then)
        );
        Assert.Equal(1, scene.Incident.Proposal!.Plan.Version);
    }

    [Fact]
    public void Next_AskedForAndItBreaches_IsTakenBack()
    {
        var scene = RolledBack().Wait(600);
        Asked(scene);

        var done = scene.Look(Some.Verdict(TriggerNames.Latency, onset: 900));

        Assert.Contains(done, command => command is IncidentCommand.Void);
        Assert.NotEqual(2, scene.Incident.Proposal!.Plan.Version);
    }

    [Fact]
    public void Next_AskedForAndSomebodyWantsARollback_IsTakenBack()
    {
        var scene = RolledBack();
        Asked(scene);
        scene.Do(
            new IncidentCommand.Declare(
                "INC-0001",
                "Prod",
                TriggerNames.Business,
                Component.Web,
                "jobs stand still",
                RollBack: true
            ),
            Some.Ic
        );

        var done = scene.Look(Scene.Healthy());

        Assert.Contains(done, command => command is IncidentCommand.Void);
        Assert.Null(scene.Incident.Proposal!.Plan.Undoes);
    }

    [Fact]
    public void Reject_TheUndo_LeavesTheRollbackAsItWas()
    {
        var scene = RolledBack();
        var before = scene.Incident;
        Asked(scene);

        scene.Do(new IncidentCommand.Reject("not tonight"), Some.Owner);

        var after = scene.Incident;
        Assert.Equal(
            (before.Status, before.Proposal, before.Steps, before.Approvals),
            (after.Status, after.Proposal, after.Steps, after.Approvals)
        );
        Assert.Contains((Component.Api, "v1.8.2"), scene.State.Environment("Prod").Quarantined);
    }

    [Fact]
    public void Snooze_TheUndo_IsRefused()
    {
        var scene = RolledBack();
        Asked(scene);

        var refusal = scene.Execute(new IncidentCommand.Snooze(TimeSpan.FromMinutes(5), "later"), Some.Owner).Refusal;

        Assert.Equal(RefusalKind.NotNow, refusal!.Kind);
    }

    [Fact]
    public void Ask_AKeyWasWrittenBack_WritesItForwardAgain()
    {
        var scene = Flipped(before: "0");

        Asked(scene);

        Assert.Equal(
            new PlanRevert(ChangeKind.Flag, "NewSignIn", "0", "1"),
            Assert.Single(scene.Incident.Proposal!.Plan.Reverts)
        );
        scene.Approve(Some.Owner).Run();
        Assert.Equal(("1", Some.Owner.Name), (Newest(scene).After, Newest(scene).By));

        static Change Newest(Scene scene) => scene.State.Environment("Prod").Changes[^1];
    }

    [Fact]
    public void Lift_TheDecisionOwnerOnly_AndWithAReason()
    {
        var held = Some.State(new ReleaseQuarantined(Component.Api, "v2", "INC-0001"));

        Assert.Equal(RefusalKind.Role, Lift(Some.Ic, "fine").Refusal!.Kind);
        Assert.Equal(RefusalKind.ReasonMissing, Lift(Some.Owner, "").Refusal!.Kind);
        Assert.Equal([new QuarantineLifted(Component.Api, "v2", "mended")], Lift(Some.Owner, " mended ").Events);
        Assert.Empty(Quarantine.Lift(held, Component.Web, "v2", "mended", Some.Owner).Events);

        Decided Lift(Actor by, string reason) => Quarantine.Lift(held, Component.Api, "v2", reason, by);
    }

    private static Scene Flipped(string before)
    {
        var options = Some.Environment();
        var scene = new Scene(
            options with
            {
                Deployers = new Dictionary<Component, DeployerOptions>(options.Deployers)
                {
                    [Component.Config] = Some.Deployer(),
                },
            }
        )
            .Deploy(Component.Api)
            .Wait(30);
        scene.Happen(
            new ChangeSeen(new("c1", ChangeKind.Flag, Component.Config, "NewSignIn", before, "1", "eva", scene.Now))
        );
        return Proposed(scene.Wait(370)).Approve().Run();
    }

    private static Scene RolledBack()
    {
        var scene = Proposed(new Scene().Deploy(Component.Api).Wait(400));
        return scene.Approve().Run();
    }

    private static Scene Coupled()
    {
        var scene = new Scene();
        scene.Register(Some.Release("v1.9.0", coupled: true));
        return scene.Deploy(Component.Api, "v1.9.0").Deploy(Component.Web, "v1.9.0").Wait(400);
    }

    private static Scene Proposed(Scene scene)
    {
        scene.Configure();
        scene.Look(Some.Verdict(onset: 60));
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
        return scene;
    }

    private static Decided Ask(Scene scene, Actor by, string reason = "the network was at fault") =>
        Undoing.Ask(scene.State, scene.Incident.Id, reason, by, scene.Now);

    private static void Asked(Scene scene)
    {
        var decided = Ask(scene, Some.Ic);
        Assert.Null(decided.Refusal);
        scene.Do(
            new IncidentCommand.Undo(
                Assert.IsType<RollbackProposed>(Assert.Single(decided.Events)).Plan,
                "the network was at fault"
            ),
            Some.Ic
        );
    }

    private static void Undone(Scene scene)
    {
        Asked(scene);
        scene.Approve(Some.Owner).Run();
    }
}
