using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>What happens to a step that was begun before.</summary>
public sealed partial class RollbackRunnerTests
{
    [UnixFact]
    public async Task Retry_AfterAFailure_AsksForTheOldKeyFirstAndUsesANewOne()
    {
        var script = new Script(_folder)
        {
            Deploy =
                "echo \"$2\" >> \"$3/keys\"; if [ -e \"$3/second\" ]; then touch \"$3/done\"; else touch \"$3/second\"; exit 1; fi",
            Find = "echo \"$2\" >> \"$3/found\"; " + Script.Finding("Failed"),
        };
        using var rig = new Rig(Some.Environment(deployer: script.Options()));
        rig.Approved();
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        IStep[] steps = Steps(rig, leadership);

        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);
        Assert.Null(rig.Incidents.Execute("INC-0001", new IncidentCommand.Retry(), Some.Ic).Refusal);
        await rig.RunAsync("it stabilises", incident => incident.Status == IncidentStatus.Stabilising, steps);

        const string key = "INC-0001-plan1-step2";
        Assert.Equal([key, $"{key}-try2"], script.Keys);
        Assert.Equal([key], await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "found")));
    }

    [UnixTheory]
    [InlineData("NeverStarted", StepStatus.Succeeded, 1)]
    [InlineData("Finished", StepStatus.Succeeded, 0)]
    [InlineData("Failed", StepStatus.Failed, 0)]
    public async Task Resume_ProcessDiedWhileAStepRan_IsAskedForAndNeverStartedTwice(
        string state,
        StepStatus expected,
        int starts
    )
    {
        var mark = state == "Finished" ? "touch \"$3/done\"; " : "";
        var script = new Script(_folder) { Find = mark + Script.Finding(state) };
        using var rig = new Rig(Some.Environment(deployer: script.Options()));
        await DieInDeployAsync(rig);
        using var leadership = Leadership.TryTake(new(_folder.Path))!;

        await rig.RunAsync("the step ended", incident => incident.Steps[1].Status == expected, Steps(rig, leadership));

        Assert.Equal(starts, script.Keys.Count);
        Assert.Equal(2, rig.Events<StepStarted>().Count(step => step.Number <= 2));
        Assert.Equal(1, rig.Incident.Steps[1].Attempt);
        // Said once, of the step that the crash cut short and of no other.
        Assert.Equal(new StepTakenUp(2), Assert.Single(rig.Events<StepTakenUp>()));
    }

    [UnixFact]
    public async Task Resume_StillRunningAtTheDeployer_WaitsForItsEnd()
    {
        var script = new Script(_folder)
        {
            Find =
                "echo x >> \"$3/asked\"; if [ -e \"$3/ended\" ]; then touch \"$3/done\"; "
                + $"{Script.Finding("Finished")}; else {Script.Finding("Running")}; fi",
        };
        using var rig = new Rig(Some.Environment(deployer: script.Options()));
        await DieInDeployAsync(rig);
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        var asked = Path.Combine(_folder.Path, "asked");

        await rig.RunAsync(
            "it asked three times",
            _ => File.Exists(asked) && new FileInfo(asked).Length >= 6,
            Steps(rig, leadership)
        );
        Assert.Equal(StepStatus.Running, rig.Incident.Steps[1].Status);
        _folder.File("ended", "");
        await rig.RunAsync(
            "it stabilises",
            incident => incident.Status == IncidentStatus.Stabilising,
            Steps(rig, leadership)
        );

        Assert.Empty(script.Keys);
    }
}
