using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>The other way to deploy, taken only where nothing was begun; and the end of what was.</summary>
public sealed partial class DeployStepTests
{
    private const string Other = Key + "-fallback";

    [UnixTheory]
    [InlineData("exit 1")]
    [InlineData("echo nonsense")]
    public async Task Run_DeployerDoesNotAnswer_TheFallbackDoesIt(string observe)
    {
        var script = new Script(_folder) { Observe = observe };

        var result = await RunAsync(script, fallback: new Script(_folder).Options());

        Assert.Equal("2 of 2 instances answer v1.8.2", Assert.IsType<StepResult.Succeeded>(result).Summary);
        Assert.Equal([Other], script.Keys);
        Assert.Contains(_output, line => line.StartsWith("fallback  /bin/sh", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Run_DeployerCanBeAsked_TheFallbackIsNot()
    {
        var script = new Script(_folder);

        await RunAsync(script, fallback: new Script(_folder) { Observe = "exit 1", Find = "exit 1" }.Options());

        Assert.Equal([Key], script.Keys);
    }

    [UnixFact]
    public async Task Run_DeployerBeganAndFailed_TheFallbackStaysAway()
    {
        var script = new Script(_folder) { Deploy = "echo \"$2\" >> \"$3/keys\"; exit 1" };

        var result = await RunAsync(script, fallback: new Script(_folder).Options());

        Assert.IsType<StepResult.Failed>(result);
        Assert.Equal([Key], script.Keys);
    }

    [UnixFact]
    public async Task Run_NeitherAnswers_FailsAndNothingIsStarted()
    {
        var script = new Script(_folder) { Observe = "exit 1" };

        Assert.IsType<StepResult.Failed>(await RunAsync(script, fallback: script.Options()));
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Run_ResumedAfterTheFallbackBegan_FollowsIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "done"), "");
        var script = new Script(_folder) { Find = "exit 1", Observe = "exit 1" };

        var result = await RunAsync(
            script,
            resumed: true,
            fallback: new Script(_folder) { Find = Script.Finding("Finished") }.Options()
        );

        Assert.IsType<StepResult.Succeeded>(result);
        Assert.Empty(script.Keys);
        Assert.Contains($"find      {Other} Finished as asked", _output);
    }

    [UnixFact]
    public async Task Run_RetriedByTheFallback_HasAKeyOfItsOwn()
    {
        var script = new Script(_folder) { Observe = "exit 1" };

        await RunAsync(script, attempt: 2, fallback: new Script(_folder).Options());

        Assert.Equal([Key + "-try2-fallback"], script.Keys);
    }

    [UnixFact]
    public async Task Run_CancelIsAskedFor_AsksTheDeployerOnceAndBelievesHowItEnds()
    {
        var script = new Script(_folder)
        {
            Deploy = "for i in $(seq 300); do if [ -e \"$3/stop\" ]; then echo stopped; exit 3; fi; sleep 0.1; done",
            Cancel = "echo \"$2\" >> \"$3/stop\"",
        };

        var result = await RunAsync(script, cancelled: new(Some.Ic, Some.Start, "it hangs"));

        Assert.StartsWith(
            "The deployer ended with 3",
            Assert.IsType<StepResult.Failed>(result).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal([Key], await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "stop")));
        Assert.Contains("cancel    ada: it hangs", _output);
        Assert.Contains($"cancel    {Key} was asked to end", _output);
    }

    [UnixFact]
    public async Task Run_CancelIsAskedForAndNothingCan_SaysSoAndGoesOn()
    {
        var script = new Script(_folder) { Deploy = "sleep 0.5; touch \"$3/done\"" };

        var result = await RunAsync(script, cancelled: new(Some.Ic, Some.Start, "it hangs"));

        Assert.IsType<StepResult.Succeeded>(result);
        Assert.Contains(_output, line => line.Contains("No program to cancel with", StringComparison.Ordinal));
    }
}
