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

    [Fact]
    public void Evolve_ChangesSeenLate_StandInTheOrderInWhichTheyWereMade() =>
        Assert.Equal(
            ["first", "second", "second too", "third"],
            Some.State(Seen("second", 20), Seen("third", 30), Seen("first", 10), Seen("second too", 20))
                .Changes.Select(change => change.Id)
        );

    [Fact]
    public void Evolve_ChangeSeenTwice_StaysAsItWasSeenFirst() =>
        Assert.Equal([Some.At(10)], Some.State(Seen("a", 10), Seen("a", 99)).Changes.Select(change => change.At));

    [Theory]
    [InlineData(200, "c0")]
    [InlineData(201, "c1")]
    public void Evolve_ManyChanges_KeepsTheNewestTwoHundred(int count, string oldest)
    {
        var state = Some.State([.. Enumerable.Range(0, count).Select(i => Seen($"c{i}", i))]);

        Assert.Equal((200, oldest, $"c{count - 1}"), (state.Changes.Count, state.Changes[0].Id, state.Changes[^1].Id));
    }

    private static ChangeSeen Seen(string id, double at) =>
        new(new(id, ChangeKind.Config, Component.Config, "Jobs:Batch", "1", "2", "eva", Some.At(at)));
}
