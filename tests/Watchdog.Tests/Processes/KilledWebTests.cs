using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>As <see cref="KilledTests"/>, where the Web goes back, alone or with the API it belongs to.</summary>
[Trait("Category", "Processes")]
[Collection("Killed")]
public sealed class KilledWebTests
{
    [LongUnixFact]
    public async Task Kill_AfterEveryStepOfAWebRollback_ActsOnceAndEndsWell()
    {
        await using var stage = await Stage.BeginAsync();
        await using (var first = await stage.WatchAsync())
        {
            await stage.DeployAsync(Component.Web, "v1.9.0-broken-dashboard");
            await stage.Log.ApproveAsync(PlanKind.Web);
        }

        await Killing.AtEveryStepAsync(stage, whileItRuns: false);

        Assert.Equal(("v1.8.2", "v1.8.2"), (await stage.TagAsync(0), await stage.TagAsync(2)));
        await Killing.AssertDeployedOnceAsync(stage, Component.Web, "web-1");
    }

    [UnixFact]
    public async Task Kill_InEveryStepOfACoupledRollback_ActsOnceInOrderAndEndsWell()
    {
        await using var stage = await Stage.BeginAsync();
        await using (var first = await stage.WatchAsync())
        {
            await stage.DeployAsync(Component.Web, "v1.9.2-coupled-stall");
            await stage.DeployAsync(Component.Api, "v1.9.2-coupled-stall");
            await stage.Log.ApproveAsync(PlanKind.ApiAndWeb);
        }

        await Killing.AtEveryStepAsync(stage, whileItRuns: true);

        Assert.Equal(
            "v1.8.2 v1.8.2 v1.8.2",
            $"{await stage.TagAsync(0)} {await stage.TagAsync(1)} {await stage.TagAsync(2)}"
        );
        await Killing.AssertDeployedOnceAsync(stage, Component.Api, "api-1", "api-2");
        await Killing.AssertDeployedOnceAsync(stage, Component.Web, "web-1");
        var kinds = stage.Log.Incident!.Steps.Select(step => (step.Step.Kind, step.Step.Component)).ToList();
        Assert.True(
            kinds.IndexOf((StepKind.Deploy, Component.Api)) < kinds.IndexOf((StepKind.Deploy, Component.Web)),
            "The Web went back before its API."
        );
    }
}
