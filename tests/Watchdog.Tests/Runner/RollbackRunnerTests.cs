using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;

namespace Mcpx.Watchdog.Tests.Runner;

public sealed partial class RollbackRunnerTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public async Task Run_Approved_RunsEveryStepOnceInOrder()
    {
        using var rig = new Rig();
        rig.Approved();
        var (running, most) = (0, 0);
        var steps = FakeStep.All(async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(10);
            Interlocked.Decrement(ref running);
            return StepResult.Success("done");
        });

        await rig.RunAsync("it stabilises", incident => incident.Status == IncidentStatus.Stabilising, steps);

        Assert.Equal(1, most);
        Assert.Equal([1, 2, 3, 4, 5], rig.Events<StepStarted>().Select(step => step.Number));
        Assert.All(
            steps.Where(step => step.Kind != StepKind.Revert),
            step => Assert.Equal((1, false), (step.Calls.Single().Attempt, step.Calls.Single().Resumed))
        );
        Assert.NotNull(rig.Incident.RestoredAt);
    }

    [Fact]
    public async Task Run_OnlyProposed_DoesNothing()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());
        var steps = FakeStep.All();
        using var runner = rig.Runner(steps);
        await runner.StartAsync(CancellationToken.None);

        for (var i = 0; i < 40; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(2);
        }

        await runner.StopAsync(CancellationToken.None);
        Assert.All(steps, step => Assert.Empty(step.Calls));
        Assert.Equal(IncidentStatus.Proposed, rig.Incident.Status);
    }

    [Fact]
    public async Task Run_CheckFails_BlocksAndNothingLaterRuns()
    {
        using var rig = new Rig();
        rig.Approved();
        var steps = FakeStep.All(context =>
            Task.FromResult(
                context.Step.Kind == StepKind.AwaitHealth
                    ? StepResult.Of([new("/ready", "1 of 4", "all", Passed: false)])
                    : StepResult.Success("done")
            )
        );

        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);
        await rig.RunAsync("still failed", incident => incident.Status == IncidentStatus.Failed, steps);

        Assert.Equal(
            [StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Failed, StepStatus.Waiting, StepStatus.Waiting],
            rig.Incident.Steps.Select(step => step.Status)
        );
        Assert.Contains("1 of 4, required all", rig.Incident.Steps[2].Summary, StringComparison.Ordinal);
        Assert.Empty(steps.Single(step => step.Kind == StepKind.Validate).Calls);
        Assert.Empty(steps.Single(step => step.Kind == StepKind.Announce).Calls);
        Assert.NotNull(rig.Tail.Current.Environment("Prod").Freeze);
    }

    [Theory]
    [InlineData(StepKind.Deploy, StepStatus.Unknown)]
    [InlineData(StepKind.Validate, StepStatus.Failed)]
    public async Task Run_StepThrows_IsWrittenDownForPeople(StepKind breaks, StepStatus expected)
    {
        using var rig = new Rig();
        rig.Approved();
        var steps = FakeStep.All(context =>
            context.Step.Kind == breaks
                ? throw new FormatException($"bad {TestEnvironment.PortalToken}")
                : Task.FromResult(StepResult.Success("done"))
        );

        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);

        var step = rig.Incident.Steps.First(step => step.Step.Kind == breaks);
        Assert.Equal(expected, step.Status);
        Assert.EndsWith("bad [redacted: configured secret]", step.Summary, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_DryRun_ChangesNothingAndCallsNoDeployer()
    {
        var script = new Script(_folder)
        {
            Deploy = "touch \"$3/called\"",
            Find = "touch \"$3/called\"",
            Observe = "touch \"$3/called\"",
        };
        using var rig = new Rig(Some.Environment(Execution.DryRun, deployer: script.Options()));
        rig.Approved();
        using var leadership = Leadership.TryTake(new(_folder.Path))!;

        await rig.RunAsync("it was walked through", incident => incident.DryRunAt is not null, Steps(rig, leadership));

        Assert.Equal(IncidentStatus.Investigating, rig.Incident.Status);
        Assert.Null(rig.Incident.RestoredAt);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "called")));
        Assert.All(rig.Incident.Steps, step => Assert.Equal("Dry run: nothing was changed", step.Summary));
        Assert.Contains("/bin/sh -c touch", string.Join('\n', rig.Incident.Steps[1].Output), StringComparison.Ordinal);
        var environment = rig.Tail.Current.Environment("Prod");
        Assert.Null(environment.Freeze);
        Assert.Empty(environment.Quarantined);
        Assert.Single(environment.Deployments);
    }

    [Fact]
    public async Task Run_StepRunsThatThisProcessDoesNotCarry_IsTakenUpEvenLongAfterTheStart()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());
        var steps = FakeStep.All();
        using var runner = rig.Runner(steps);
        await runner.StartAsync(CancellationToken.None);
        for (var i = 0; i < 10; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(10);
        }

        // As if the end of the step could not be written down.
        rig.Approve(rig.Incident);
        Assert.Null(rig.Incidents.Execute("INC-0001", new IncidentCommand.StartRun(), Actor.Watchdog).Refusal);
        Assert.Null(rig.Incidents.Execute("INC-0001", new IncidentCommand.StartStep(1), Actor.Watchdog).Refusal);
        await Wait.UntilAsync(rig.Time, "it stabilises", () => rig.Incident.Status == IncidentStatus.Stabilising);
        await runner.StopAsync(CancellationToken.None);

        Assert.True(steps[(int)StepKind.Freeze].Calls.Single().Resumed);
        Assert.Equal(1, rig.Events<StepStarted>().Count(step => step.Number == 1));
    }

    [Fact]
    public async Task Stop_StepRuns_LeavesItRunningInTheJournal()
    {
        using var rig = new Rig();
        rig.Approved();
        var never = new TaskCompletionSource<StepResult>();
        var steps = FakeStep.All(context =>
            context.Step.Kind == StepKind.Deploy ? never.Task : Task.FromResult(StepResult.Success("done"))
        );

        await rig.RunAsync("the step runs", _ => steps[(int)StepKind.Deploy].Calls.Count == 1, steps);

        Assert.Equal(StepStatus.Running, rig.Incident.Steps[1].Status);
        Assert.Empty(rig.Events<StepFailed>());
    }

    [Fact]
    public async Task Run_Done_FreezesUntilTheIncidentClosesAndSealsEvidence()
    {
        using var rig = new Rig(Some.Environment(validation: new() { StabiliseFor = TimeSpan.FromMinutes(30) }));
        rig.Approved();
        await rig.RunAsync("it stabilises", i => i.Status == IncidentStatus.Stabilising, FakeStep.All());
        Assert.Equal("INC-0001", rig.Tail.Current.Environment("Prod").Freeze!.Incident);

        Assert.Equal(IncidentStatus.Stabilising, rig.Look(Rig.Healthy())!.Status);
        rig.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(IncidentStatus.Stabilising, rig.Look(Rig.Breach(TriggerNames.ErrorRate), Rig.Healthy())!.Status);
        rig.Look(Rig.Healthy(TriggerNames.ErrorRate), Rig.Healthy());

        Assert.Equal(IncidentStatus.Closed, rig.Incident.Status);
        Assert.Null(rig.Tail.Current.Environment("Prod").Freeze);
        using var evidence = rig.EvidenceKeeper();
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        evidence.Look();
        Assert.Equal(1, rig.Incident.Evidence?.Part);
    }

    public void Dispose() => _folder.Dispose();

    private static IStep[] Steps(Rig rig, Leadership leadership) =>
        [
            .. FakeStep.All().Where(step => step.Kind != StepKind.Deploy),
            new DeployStep(Some.Deployers(rig.Environment, rig.Time), leadership, rig.Time),
        ];

    /// <summary>Brings a run to its deploy step and ends the runner there.</summary>
    private static async Task DieInDeployAsync(Rig rig)
    {
        rig.Approved();
        var never = new TaskCompletionSource<StepResult>();
        var steps = FakeStep.All(context =>
            context.Step.Kind == StepKind.Deploy ? never.Task : Task.FromResult(StepResult.Success("done"))
        );
        await rig.RunAsync("the deploy step runs", incident => incident.Steps[1].Status == StepStatus.Running, steps);
    }
}
