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
    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_AtEveryStepOfAnApiRollback_ActsOnceAndEndsWell(bool whileItRuns)
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

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_AtEveryStepOfARevert_WritesOnceAndEndsWell(bool whileItRuns)
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
