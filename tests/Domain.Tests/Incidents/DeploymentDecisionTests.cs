using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class DeploymentDecisionTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    private static readonly IEvent[] Seen =
    [
        new DeploymentStarted("seen-Api-1", Component.Api, "v2", Deployment.UnknownDeployer),
        new DeploymentEnded("seen-Api-1", Component.Api, "v2", Succeeded: true, "Seen."),
    ];

    [Fact]
    public void Report_StartedThenFinished_IsOneDeploymentAndTheSameAgainChangesNothing()
    {
        var state = Told(Some.State(), Said(DeploymentPhase.Started), Said(DeploymentPhase.Started));
        Assert.Null(Assert.Single(state.Deployments).Succeeded);

        state = Told(
            state,
            Said(DeploymentPhase.Finished),
            Said(DeploymentPhase.Finished),
            Said(DeploymentPhase.Started)
        );
        Assert.True(Assert.Single(state.Deployments).Succeeded);
    }

    [Theory]
    [InlineData(DeploymentPhase.Started, null)]
    [InlineData(DeploymentPhase.Finished, true)]
    [InlineData(DeploymentPhase.Failed, false)]
    public void Report_AfterTheTagWasSeen_IsThatDeploymentAndSaysWhoseItWas(DeploymentPhase phase, bool? succeeded)
    {
        var state = Told(Some.State(Seen), Said(phase));

        var deployment = Assert.Single(state.Deployments);
        Assert.Equal(("seen-Api-1", "run-7", "dev"), (deployment.Id, deployment.ReportedAs, deployment.By));
        Assert.Equal(succeeded, deployment.Succeeded);
        Assert.Empty(DeploymentDecision.Report(state, Said(phase), Within, Some.At(60)).Events);
    }

    [Fact]
    public void Report_FinishAfterAClaimedStart_EndsTheSameDeployment()
    {
        var state = Told(Some.State(Seen), Said(DeploymentPhase.Started), Said(DeploymentPhase.Finished));

        Assert.True(Assert.Single(state.Deployments).Succeeded);
    }

    [Theory]
    [InlineData("v3", 10)]
    [InlineData("v2", 1_000)]
    public void Report_OfAnotherTagOrMuchLater_IsADeploymentOfItsOwn(string tag, int second)
    {
        var decided = DeploymentDecision.Report(
            Some.State(Seen),
            Said(DeploymentPhase.Started) with
            {
                Tag = tag,
            },
            Within,
            Some.At(second)
        );

        Assert.Equal("run-7", Assert.IsType<DeploymentStarted>(Assert.Single(decided.Events)).Id);
    }

    [Fact]
    public void Report_OfWhatSomebodyElseReportedAlready_IsADeploymentOfItsOwn()
    {
        var state = Told(Some.State(Seen), Said(DeploymentPhase.Finished));

        state = Told(state, Said(DeploymentPhase.Started) with { Id = "run-8" });

        Assert.Equal(["seen-Api-1", "run-8"], state.Deployments.Select(deployment => deployment.Id));
    }

    [Fact]
    public void Report_IdOfAnotherOrAContradiction_IsRefused()
    {
        var state = Told(Some.State(), Said(DeploymentPhase.Finished));

        Assert.Equal(RefusalKind.NotNow, Refusal(state, Said(DeploymentPhase.Failed)));
        Assert.Equal(RefusalKind.NotNow, Refusal(state, Said(DeploymentPhase.Started) with { Tag = "v3" }));
        Assert.Equal(
            RefusalKind.NotNow,
            Refusal(state, Said(DeploymentPhase.Started) with { Component = Component.Web })
        );
    }

    private static DeploymentSaid Said(DeploymentPhase phase) => new("run-7", Component.Api, "v2", phase, "dev", "");

    private static RefusalKind? Refusal(EnvironmentState state, DeploymentSaid said) =>
        DeploymentDecision.Report(state, said, Within, Some.At(60)).Refusal?.Kind;

    private static EnvironmentState Told(EnvironmentState state, params DeploymentSaid[] told)
    {
        foreach (var said in told)
        {
            var decided = DeploymentDecision.Report(state, said, Within, Some.At(60));
            Assert.Null(decided.Refusal);
            foreach (var happened in decided.Events)
            {
                var version = state.Version + 1;
                state = state.Evolve(new(version, "environment/Prod", version, Some.At(60), Actor.Watchdog, happened));
            }
        }

        return state;
    }
}
