using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class EnvironmentStateTests
{
    [Fact]
    public void Evolve_Deployment_RunsAndEnds()
    {
        var running = Some.State(new DeploymentStarted("d1", Component.Api, "v2", "ci"));
        Assert.Null(running.Deployments[0].Succeeded);
        Assert.Equal("v2", running.Latest(Component.Api)!.Tag);

        var ended = Some.State(
            new DeploymentStarted("d1", Component.Api, "v2", "ci"),
            new DeploymentEnded("d1", Component.Api, "v2", Succeeded: true, "")
        );
        Assert.True(ended.Deployments[0].Succeeded);
        Assert.Equal(2, ended.Version);
    }

    [Fact]
    public void Latest_NewestFailed_IsTheOneBefore()
    {
        var state = Some.State(
            new DeploymentStarted("d1", Component.Api, "v1", "ci"),
            new DeploymentStarted("d2", Component.Api, "v2", "ci"),
            new DeploymentEnded("d2", Component.Api, "v2", Succeeded: false, "")
        );

        Assert.Equal("v1", state.Latest(Component.Api)!.Tag);
        Assert.Null(state.Latest(Component.Web));
    }

    [Fact]
    public void Evolve_EndOfAnUnknownDeployment_ChangesNothingElse() =>
        Assert.Empty(Some.State(new DeploymentEnded("d9", Component.Api, "v2", Succeeded: true, "")).Deployments);

    [Fact]
    public void Evolve_ManyDeployments_KeepsTheNewestHundred()
    {
        var state = Some.State([
            .. Enumerable.Range(0, 105).Select(i => new DeploymentStarted($"d{i}", Component.Api, $"v{i}", "ci")),
        ]);

        Assert.Equal(("d5", "d104", 100), (state.Deployments[0].Id, state.Deployments[^1].Id, state.Deployments.Count));
    }

    [Fact]
    public void Evolve_Pointer_NamesTheNewest() =>
        Assert.Equal(
            "v3",
            Some.State(new LkgPointed(Component.Api, "v2", "a"), new LkgPointed(Component.Api, "v3", "b")).Lkg[
                Component.Api
            ]
        );

    [Fact]
    public void Evolve_FreezeAndUnfreeze_ComeAndGo()
    {
        var freeze = new DeploysFrozen("ada", "INC-0001 is being rolled back", "INC-0001");

        Assert.Equal("ada", Some.State(freeze).Freeze!.Owner);
        Assert.Null(Some.State(freeze, new DeploysUnfrozen("over")).Freeze);
    }
}
