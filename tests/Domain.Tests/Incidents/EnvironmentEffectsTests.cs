using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

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
    public void Of_FreezeStep_FreezesInTheNameOfWhoDecided()
    {
        var story = new Story().Running();
        Assert.Null(story.Environment.Freeze);
        story.Then(new IncidentCommand.StartStep(1));

        Assert.Equal(
            ("ada", "INC-0001 is being rolled back"),
            (story.Environment.Freeze!.Owner, story.Environment.Freeze.Reason)
        );
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
