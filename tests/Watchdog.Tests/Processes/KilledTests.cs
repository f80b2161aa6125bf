using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>
/// A real portal with a fault, and a watchdog that is killed at every step of the rollback, each time taken over by another: the run
/// goes on from what is so, and nothing is done twice.
/// </summary>
[Trait("Category", "Processes")]
[Collection("Killed")]
public sealed partial class KilledTests
{
    [UnixFact]
    public Task Kill_InEveryStepOfAnApiRollback_ActsOnceAndEndsWell() => RollBackApiAsync(whileItRuns: true);

    [LongUnixFact]
    public Task Kill_AfterEveryStepOfAnApiRollback_ActsOnceAndEndsWell() => RollBackApiAsync(whileItRuns: false);

    [UnixFact]
    public Task Kill_InEveryStepOfARevert_WritesOnceAndEndsWell() => RevertAsync(whileItRuns: true);

    [LongUnixFact]
    public Task Kill_AfterEveryStepOfARevert_WritesOnceAndEndsWell() => RevertAsync(whileItRuns: false);

    private static async Task RollBackApiAsync(bool whileItRuns)
    {
        await using var stage = await Stage.BeginAsync();
        await using (var first = await stage.WatchAsync())
        {
            await stage.DeployAsync(Component.Api, "v1.9.0-sse-stall");
            await stage.Log.ApproveAsync(PlanKind.Api);
        }

        await Killing.AtEveryStepAsync(stage, whileItRuns);

        Assert.Equal(("v1.8.2", "v1.8.2"), (await stage.TagAsync(0), await stage.TagAsync(1)));
        await Killing.AssertDeployedOnceAsync(stage, Component.Api, "api-1", "api-2");
        var asked = stage.Log.Incident!.Steps[1].Output.Any(line => line.Contains("find ", StringComparison.Ordinal));
        Assert.True(asked || !whileItRuns);
    }

    private static async Task RevertAsync(bool whileItRuns)
    {
        await using var stage = await Stage.BeginAsync();
        await using (var first = await stage.WatchAsync())
        {
            await stage.SandboxAsync("config", "set", "Prod", "Cors:AllowedOrigins", "https://nobody.example");
            await stage.Log.ApproveAsync(PlanKind.Revert);
        }

        await Killing.AtEveryStepAsync(stage, whileItRuns);

        var key = stage.Log.KeyOf(StepKind.Revert);
        Assert.Equal("Finished", await stage.StateOfAsync(key));
        Assert.Equal("NeverStarted", await stage.StateOfAsync(key + "-try2"));
    }
}
