using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>A rollback that somebody asks for, whatever the tree would say.</summary>
public sealed class RollbackWishTests
{
    private static readonly Actor Pipeline = new("gh-actions", Role.Deployer);

    [Fact]
    public void Want_NoChangeInReach_IsProposedAllTheSame()
    {
        var scene = new Scene();

        scene.Do(Wanted(), Pipeline).Look();

        var proposal = scene.Incident.Proposal!;
        Assert.Equal(PlanKind.Api, proposal.Plan.Kind);
        Assert.Equal(("v1.8.2", "v1.8.1"), (proposal.Plan.FailingTag, proposal.Plan.TargetTag));
        Assert.Equal("jobs stand still, says gh-actions, Deployer.", proposal.Reason);
    }

    [Fact]
    public void Want_WithoutTheWish_OnlyAdvises()
    {
        var scene = new Scene();

        scene.Do(Wanted() with { RollBack = false }, Pipeline).Look();

        Assert.Null(scene.Incident.Proposal);
    }

    [Fact]
    public void Want_AnotherTag_GoesThere()
    {
        var scene = new Scene();

        scene.Do(Wanted("v1.8.0"), Some.Ic).Look();

        var target = Assert.Single(scene.Incident.Proposal!.Plan.Targets);
        Assert.Equal(("v1.8.0", Some.Digest("v1.8.0", Component.Api)), (target.TargetTag, target.Sha256));
        Assert.Equal("v1.8.1", scene.State.Environment("Prod").Lkg[Component.Api]);
        Assert.Contains(
            ". Reverting to v1.8.0 now.",
            RunMessages.Start(scene.Incident, new()),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("v9.9.9", "release v9.9.9 is not registered")]
    [InlineData("v1.8.2", "already runs")]
    public void Want_WhereItCannotGo_AdvisesWhy(string tag, string why)
    {
        var scene = new Scene();

        scene.Do(Wanted(tag), Some.Ic).Look();

        Assert.Null(scene.Incident.Proposal);
        Assert.Contains(why, scene.Incident.Advice!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Want_QuarantinedRelease_IsLeftToPeople()
    {
        var scene = new Scene();
        scene.Happen(new ReleaseQuarantined(Component.Api, "v1.8.0", "INC-0000"));

        scene.Do(Wanted("v1.8.0"), Some.Ic).Look();

        Assert.Contains("was itself rolled back", scene.Incident.Advice!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Want_AgainTheSame_AddsNothing()
    {
        var scene = new Scene();
        scene.Do(Wanted(), Pipeline).Look();
        var before = scene.Incident.Version;

        Assert.Empty(scene.Execute(Wanted(), Some.Ic).Events);
        scene.Look();

        Assert.Equal(before, scene.Incident.Version);
    }

    [Fact]
    public void Want_WhatTheTreeProposed_LeavesPlanAndApprovalsAlone()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        var proposal = scene.Incident.Proposal!;

        scene.Do(Wanted(), Pipeline).Look(Some.Verdict());

        Assert.Equal(proposal.PlanHash, scene.Incident.Proposal!.PlanHash);
        Assert.Single(scene.Events<RollbackProposed>());
    }

    [Fact]
    public void Want_WhileItRuns_JoinsTheRun()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Do(new IncidentCommand.StartRun());

        var events = scene.Execute(Wanted(), Pipeline).Events;

        Assert.DoesNotContain(events, happened => happened is RollbackWanted);
        Assert.Null(scene.Incident.Wish);
    }

    [Fact]
    public void Want_SomethingElseWhileItRuns_IsRefused()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Do(new IncidentCommand.StartRun());

        Assert.Equal(
            RefusalKind.NotNow,
            scene.Execute(Wanted() with { Component = Component.Web }, Some.Ic).Refusal!.Kind
        );
    }

    [Fact]
    public void Want_AfterAPersonsNo_TakesWhoMayLeadARun()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Do(new IncidentCommand.Reject("it is the network"), Some.Ic);

        Assert.Equal(RefusalKind.NotNow, scene.Execute(Wanted(), Pipeline).Refusal!.Kind);
        Assert.Equal(IncidentStatus.Rejected, scene.Incident.Status);

        scene.Do(Wanted(), Some.Deputy).Look(Some.Verdict());
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Want_AnotherReleaseAfterTheLkgDidNotCure_IsProposedAndOnlyOnce()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Run();

        scene.Do(Wanted("v1.8.0"), Some.Ic).Look(Some.Verdict());
        Assert.Equal(
            ("v1.8.1", "v1.8.0"),
            (scene.Incident.Proposal!.Plan.FailingTag, scene.Incident.Proposal.Plan.TargetTag)
        );
        scene.Approve().Run();

        Assert.Null(scene.Incident.Wish);
        Assert.DoesNotContain(scene.Wait(600).Look(Some.Verdict()), command => command is IncidentCommand.Propose);
    }

    [Fact]
    public void Want_EverythingHealthyMeanwhile_IsNotTakenBack()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Run();

        scene.Do(Wanted("v1.8.0"), Some.Ic).Look(Scene.Healthy());
        scene.Wait(10_000).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Want_CoupledRelease_TakesTheWebToo()
    {
        var scene = new Scene().Register(Some.Release("v1.9.0", coupled: true));

        scene.Deploy(Component.Api, "v1.9.0").Deploy(Component.Web, "v1.9.0").Do(Wanted(), Pipeline).Look();

        Assert.Equal(PlanKind.ApiAndWeb, scene.Incident.Proposal!.Plan.Kind);
    }

    [Fact]
    public void Want_ConfigOrNoRole_IsRefused()
    {
        var scene = new Scene();

        Assert.Equal(
            RefusalKind.Invalid,
            scene.Execute(Wanted() with { Component = Component.Config }, Some.Ic).Refusal!.Kind
        );
        Assert.Equal(RefusalKind.Role, scene.Execute(Wanted(), new("eve", Role.Viewer)).Refusal!.Kind);
    }

    [Fact]
    public void Preview_BeforeAnythingIsWritten_IsWhatIsProposedThen()
    {
        var scene = new Scene();
        scene.Deploy(Component.Api);

        var preview = RollbackPreview.Of(scene.Facts(), Wanted(), Pipeline);
        scene.Do(Wanted(), Pipeline).Look();

        Assert.Equal(scene.Incident.Proposal!.PlanHash, PlanHash.Of(preview.Plan!));
        Assert.Equal(scene.Incident.Proposal.Reason, preview.Why);
        var again = RollbackPreview.Of(scene.Facts(), Wanted(), Pipeline);
        Assert.Equal(scene.Incident.Proposal.PlanHash, PlanHash.Of(again.Plan!));
    }

    [Fact]
    public void Preview_OfWhatRunsAlready_IsThatPlan()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve();

        var preview = RollbackPreview.Of(scene.Facts(), Wanted(), Pipeline);

        Assert.Equal(scene.Incident.Proposal!.PlanHash, PlanHash.Of(preview.Plan!));
    }

    [Fact]
    public void Preview_InTheMiddleOfTheRunThatWasAskedFor_IsItsPlanWhateverRunsNow()
    {
        var scene = new Scene();
        scene.Deploy(Component.Api).Do(Wanted(), Pipeline).Look();
        scene.Approve().Do(new IncidentCommand.StartRun());
        scene.Tags[Component.Api] = "v1.8.1";

        var preview = RollbackPreview.Of(scene.Facts(), Wanted(), Pipeline);

        Assert.Equal(scene.Incident.Proposal!.PlanHash, PlanHash.Of(preview.Plan!));
    }

    private static IncidentCommand.Declare Wanted(string? tag = null) =>
        new("INC-0001", "Prod", TriggerNames.Business, Component.Api, "jobs stand still", RollBack: true, tag);
}
