using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>As <see cref="KilledTests"/>, where it goes forward again, and where what is expected is written.</summary>
[Trait("Category", "Processes")]
[Collection("Killed")]
public sealed class KilledForwardTests
{
    [LongUnixFact]
    public async Task Kill_InEveryStepOfAnUndo_ActsOnceAndEndsWell()
    {
        await using var stage = await Stage.BeginAsync(change: watchdog =>
            watchdog["Environments"]!["Prod"]!["Validation"]!["StabiliseFor"] = "00:10:00"
        );
        await using (var first = await stage.WatchAsync())
        {
            await stage.DeployAsync(Component.Api, "v1.9.1");
            await stage.SandboxAsync("fault", "Prod", "stall", "api-2");
            await stage.Log.ApproveAsync(PlanKind.Api);
            await stage.Log.UntilAsync(IncidentStatus.Stabilising);
        }

        stage.Log.Undo("the network stalled it");
        stage.Log.Approve(new("cleo", Role.DecisionOwner));
        await Killing.AtEveryStepAsync(stage, whileItRuns: true);

        Assert.Equal(("v1.9.1", "v1.9.1"), (await stage.TagAsync(0), await stage.TagAsync(1)));
        await Killing.AssertDeployedOnceAsync(stage, Component.Api, "api-1", "api-2");
        Assert.Empty(stage.Log.State.Environment("Prod").Quarantined);
    }

    [UnixFact]
    public async Task Kill_AfterEveryStepOfAParityReapply_WritesOnceAndEndsWell()
    {
        await using var stage = await Stage.BeginAsync("RTM");
        await using (var first = await stage.WatchAsync())
        {
            await stage.SandboxAsync("config", "set", "RTM", "Auth:SessionMinutes", "5");
            await stage.Log.ApproveAsync(PlanKind.ParityReapply);
        }

        await Killing.AtEveryStepAsync(stage, whileItRuns: false);

        var key = stage.Log.KeyOf(StepKind.Revert);
        Assert.Equal("Finished", await stage.StateOfAsync(key));
        Assert.Equal("NeverStarted", await stage.StateOfAsync(key + "-try2"));
    }
}
