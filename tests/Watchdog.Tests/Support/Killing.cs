using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Kills the watchdog of a stage in, or right after, each step of an approved plan; the next goes on.</summary>
internal static class Killing
{
    /// <summary>Walks through all steps. The watchdog that proposed the plan was ended before the run began.</summary>
    public static async Task AtEveryStepAsync(Stage stage, bool whileItRuns)
    {
        var log = stage.Log;
        var steps = log.Incident!.Steps.Select(step => step.Step).ToList();
        foreach (var step in steps)
        {
            await using var watchdog = RunningProgram.Watchdog("run", "--config", stage.Configuration);
            await Wait.UntilAsync(
                $"step {step.Number} is where it is killed",
                async () => whileItRuns ? await RunsAsync(stage, step) : HasEnded(log, step),
                Stage.Patience
            );
            await watchdog.KillAsync();
            // What takes seconds is caught in the act; the others may be over before the signal arrives.
            Assert.True(
                !whileItRuns
                    || step.Kind is not (StepKind.Deploy or StepKind.Validate)
                    || log.Incident!.Steps[step.Number - 1].Status == StepStatus.Running,
                step.Title
            );
        }

        await using (var last = RunningProgram.Watchdog("run", "--config", stage.Configuration))
        {
            await log.UntilAsync(IncidentStatus.Stabilising);
            await stage.UntilReadyAsync(last);
            Assert.Equal(0, await last.TerminateAsync(TimeSpan.FromSeconds(20)));
        }

        log.AssertEachStepOnce();
    }

    /// <summary>The deployer acted once: under the first key, on each instance in its turn.</summary>
    public static async Task AssertDeployedOnceAsync(Stage stage, Component component, params string[] instances)
    {
        var key = stage
            .Log.Incident!.Steps.Single(step => step.Step.Kind == StepKind.Deploy && step.Step.Component == component)
            .Step.Key;
        var operation = await stage.OperationAsync(key);
        Assert.Equal("Finished", operation.GetProperty("state").GetString());
        var lines = operation.GetProperty("log").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.All(
            instances,
            instance => Assert.Single(lines, line => line.Contains($"{instance}: stopping", StringComparison.Ordinal))
        );
        Assert.Equal("NeverStarted", await stage.StateOfAsync(key + "-try2"));
    }

    /// <summary>Whether a step acts: a deployment when its operation is under way, anything else once it has begun.</summary>
    private static async Task<bool> RunsAsync(Stage stage, PlanStep step) =>
        HasEnded(stage.Log, step)
        || (
            stage.Log.Incident!.Steps[step.Number - 1].Status == StepStatus.Running
            && (step.Kind != StepKind.Deploy || await stage.StateOfAsync(step.Key) == "Running")
        );

    private static bool HasEnded(JournalWindow log, PlanStep step)
    {
        var incident = log.Incident!;
        Assert.True(
            incident is { Paused: null, Status: not IncidentStatus.Failed },
            $"{incident.Status} {incident.Paused} {incident.NextStep?.Summary}"
        );
        return incident.Steps[step.Number - 1].Status == StepStatus.Succeeded;
    }
}
