using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>What happens to a step that was begun before.</summary>
public sealed partial class DeployStepTests
{
    [UnixFact]
    public async Task Resume_NeverStarted_StartsOnceUnderTheSameKey()
    {
        var script = new Script(_folder);

        Assert.IsType<StepResult.Succeeded>(await RunAsync(script, resumed: true));

        Assert.Equal([Key], script.Keys);
        Assert.StartsWith($"find      {Key} NeverStarted", _output[0], StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Resume_RunningThenFinished_WaitsAndStartsNothing()
    {
        var script = new Script(_folder)
        {
            Find =
                "n=$(cat \"$3/asked\" 2>/dev/null || echo 0); echo $((n+1)) > \"$3/asked\"; "
                + $"if [ $n -lt 3 ]; then {Script.Finding("Running")}; else touch \"$3/done\"; {Script.Finding("Finished")}; fi",
        };

        Assert.IsType<StepResult.Succeeded>(await RunAsync(script, resumed: true));

        Assert.Empty(script.Keys);
        Assert.Equal(3, _output.Count(line => line.Contains("Running", StringComparison.Ordinal)));
    }

    [UnixFact]
    public async Task Resume_Failed_FailsAndStartsNothing()
    {
        var script = new Script(_folder) { Find = Script.Finding("Failed") };

        var result = await RunAsync(script, resumed: true);

        Assert.Contains($"{Key} failed", Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Resume_CannotBeAsked_IsUnknownAndStartsNothing()
    {
        var script = new Script(_folder) { Find = "echo '{}'" };

        Assert.IsType<StepResult.Unknown>(await RunAsync(script, resumed: true));
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Retry_OldOneRuns_WaitsForItAndUsesAKeyOfItsOwn()
    {
        var script = new Script(_folder)
        {
            Find =
                "n=$(cat \"$3/asked\" 2>/dev/null || echo 0); echo $((n+1)) > \"$3/asked\"; "
                + $"if [ $n -lt 2 ]; then {Script.Finding("Running")}; else {Script.Finding("Failed")}; fi",
        };

        Assert.IsType<StepResult.Succeeded>(await RunAsync(script, attempt: 2));

        Assert.Equal([$"{Key}-try2"], script.Keys);
        Assert.Equal(
            [
                $"find      {Key} Running as asked",
                $"find      {Key} Running as asked",
                $"find      {Key} Failed as asked",
            ],
            _output.Where(line => line.StartsWith("find", StringComparison.Ordinal))
        );
    }
}
