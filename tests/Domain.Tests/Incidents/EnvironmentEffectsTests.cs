using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class EnvironmentEffectsTests
{
    [Fact]
    public void Of_Opening_BeginsTheIncident() => Assert.Equal("INC-0001", Story.Opened().Environment.OpenIncident);

    [Fact]
    public void Of_Withdrawal_EndsTheIncident()
    {
        var story = new Story().Proposed().Then(new IncidentCommand.Withdraw("recovered"));

        Assert.Null(story.Environment.OpenIncident);
    }

    [Fact]
    public void Of_Rejection_KeepsTheIncidentOpen() =>
        Assert.NotNull(new Story().Proposed().Then(new IncidentCommand.Reject("no"), Some.Ic).Environment.OpenIncident);

    [Fact]
    public void Of_Proposal_FreezesInTheNameOfTheRostersCommander()
    {
        var opened = Story.Opened();
        Assert.Null(opened.Environment.Freeze);

        Assert.Equal(
            new Freeze("Incident Commander", "INC-0001: Since the deploy: errors", Some.At(2), "INC-0001"),
            opened.Then(opened.Proposal).Environment.Freeze
        );
    }

    [Fact]
    public void Of_ProposalSomebodyLeads_FreezesInTheirName()
    {
        var story = Story.Opened().Then(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander), Some.Deputy);

        Assert.Equal(Some.Deputy.Name, story.Then(story.Proposal).Environment.Freeze!.Owner);
    }

    [Fact]
    public void Of_ProposalOfALeak_DoesNotSayWhatLeakedWhere()
    {
        var story = new Story().Then(
            new IncidentCommand.Open(
                "INC-0001",
                "Prod",
                Some.Verdict(TriggerNames.Security, sentence: "key in main.js")
            )
        );

        Assert.Equal("INC-0001: a security incident", story.Then(story.Proposal).Environment.Freeze!.Reason);
    }

    [Fact]
    public void Of_NewProposalWhileFrozen_LeavesTheFreezeAsItIs()
    {
        var story = new Story().Proposed();
        var frozen = story.Environment.Freeze;
        story.Wait(3_600).Then(new IncidentCommand.Expire());
        Assert.Equal(frozen, story.Environment.Freeze);

        Assert.Equal(frozen, story.Then(story.Proposal).Environment.Freeze);
    }

    [Fact]
    public void Of_FreezeStep_FindsItFrozenAndLeavesIt()
    {
        var story = new Story().Running();
        var frozen = story.Environment.Freeze;

        Assert.Equal(frozen, story.Then(new IncidentCommand.StartStep(1)).Environment.Freeze);
    }

    [Fact]
    public void Of_FreezeStepOfAProposalThatDidNotFreeze_FreezesInTheNameOfWhoDecided()
    {
        var story = new Story().Running().Happened(new DeploysUnfrozen("we wait", Incident: null, "INC-0001"), Some.Ic);
        Assert.Null(story.Environment.Freeze);
        story.Then(new IncidentCommand.StartStep(1));

        Assert.Equal(
            ("ada", "INC-0001 is being rolled back"),
            (story.Environment.Freeze!.Owner, story.Environment.Freeze.Reason)
        );
    }

    [Fact]
    public void Of_ProposalAfterAPersonLifted_DoesNotFreezeAgain()
    {
        var story = new Story()
            .Proposed()
            .Happened(new DeploysUnfrozen("we wait", Incident: null, "INC-0001"), Some.Ic);
        story.Then(new IncidentCommand.Void("another release runs"));

        Assert.Null(story.Then(story.Proposal).Environment.Freeze);
    }

    [Fact]
    public void Of_RejectionThatIsAskedAgain_ThawsAndFreezesWithTheNextProposal()
    {
        var story = new Story().Proposed().Then(new IncidentCommand.Reject("We fix forward."), Some.Ic);
        Assert.Null(story.Environment.Freeze);
        story.Then(new IncidentCommand.AskAgain("it doubled"));

        Assert.NotNull(story.Then(story.Proposal).Environment.Freeze);
    }

    [Fact]
    public void Of_Close_LeavesAPersonsFreeze()
    {
        var story = new Story().Happened(new DeploysFrozen("zoe", "audit week", Incident: null), Some.Ic).Stabilising();
        Assert.Equal("INC-0001", story.Environment.Freeze!.Incident);
        story.Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.Equal("zoe", story.Environment.Freeze!.Owner);
    }

    [Fact]
    public void Of_Close_LiftsTheFreeze()
    {
        var story = new Story().Stabilising();
        Assert.NotNull(story.Environment.Freeze);
        story.Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.Null(story.Environment.Freeze);
    }

    [Fact]
    public void Of_DeployStep_IsADeploymentLikeAnyOther()
    {
        var story = new Story().Running().Step(1).Then(new IncidentCommand.StartStep(2));
        var deployment = Assert.Single(story.Environment.Deployments);
        Assert.Equal(
            ("INC-0001-plan1-step2", Component.Api, "v1.8.1", "INC-0001", (bool?)null),
            (deployment.Id, deployment.Component, deployment.Tag, deployment.By, deployment.Succeeded)
        );

        story.Then(new IncidentCommand.Succeed(2, "done", []));
        Assert.True(Assert.Single(story.Environment.Deployments).Succeeded);
        Assert.Contains((Component.Api, "v1.8.2"), story.Environment.Quarantined);
    }

    [Fact]
    public void Of_FailedDeployStep_EndsTheDeploymentWithoutQuarantine()
    {
        var story = new Story()
            .Running()
            .Step(1)
            .Then(new IncidentCommand.StartStep(2))
            .Then(new IncidentCommand.Fail(2, "no", [], Unknown: true));

        Assert.False(Assert.Single(story.Environment.Deployments).Succeeded);
        Assert.Empty(story.Environment.Quarantined);
    }

    [Fact]
    public void Of_RetriedDeployStep_IsTheSameDeployment()
    {
        var story = new Story()
            .Running()
            .Step(1)
            .Then(new IncidentCommand.StartStep(2))
            .Then(new IncidentCommand.Fail(2, "no", [], Unknown: false))
            .Then(new IncidentCommand.Retry(), Some.Ic)
            .Then(new IncidentCommand.StartStep(2));

        Assert.Null(Assert.Single(story.Environment.Deployments).EndedAt);
    }

    [Fact]
    public void Of_DryRun_TouchesNothing()
    {
        var story = new Story(Execution.DryRun).Stabilising();

        Assert.Null(story.Environment.Freeze);
        Assert.Empty(story.Environment.Deployments);
        Assert.Empty(story.Environment.Quarantined);
    }

    [Fact]
    public void Of_FreezeStepDoneAndLaterSteps_FreezeNothingAgain()
    {
        var story = new Story().Running();

        Assert.Empty(EnvironmentEffects.Of(story.Environment, story.State, new StepSucceeded(1, "done", [])));
        Assert.IsType<DeploymentStarted>(
            Assert.Single(EnvironmentEffects.Of(story.Environment, story.State, new StepStarted(2)))
        );
        Assert.Empty(EnvironmentEffects.Of(story.Environment, story.State, new StepStarted(3)));
    }
}
