using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>What people want of a run while it goes on.</summary>
public sealed partial class RollbackRunnerTests
{
    [Fact]
    public async Task Pause_WhileAStepRuns_EndsItAndBeginsNoOtherUntilResumed()
    {
        using var rig = new Rig();
        rig.Approved();
        var steps = FakeStep.All(context =>
        {
            if (context.Step.Number == 2)
            {
                Want(rig, new IncidentCommand.Pause("the network team looks"));
            }

            return Task.FromResult(StepResult.Success("done"));
        });

        await rig.RunAsync("it stands", incident => incident.StandsAt is not null, steps);
        Assert.Equal([1, 2], rig.Events<StepStarted>().Select(step => step.Number));

        Want(rig, new IncidentCommand.Resume());
        await rig.RunAsync("it stabilises", incident => incident.Status == IncidentStatus.Stabilising, steps);
        Assert.Equal([1, 2, 3, 4, 5], rig.Events<StepStarted>().Select(step => step.Number));
    }

    [Fact]
    public async Task Abort_WhileAStepRuns_EndsTheRunAfterIt()
    {
        using var rig = new Rig();
        rig.Approved();
        var steps = FakeStep.All(context =>
        {
            Want(rig, new IncidentCommand.Abort("it is the network"));
            return Task.FromResult(StepResult.Success("done"));
        });

        await rig.RunAsync("it is aborted", incident => incident.Status == IncidentStatus.Aborted, steps);

        Assert.Single(rig.Events<StepStarted>());
        Assert.Equal(StepStatus.Succeeded, rig.Incident.Steps[0].Status);
    }

    [Theory]
    [InlineData(StepKind.Validate)]
    [InlineData(StepKind.AwaitHealth)]
    public async Task DoneByHand_StepThatOnlyLooks_IsTakenOnThePersonsWordAndSaysSo(StepKind kind)
    {
        using var rig = new Rig();
        rig.Approved();
        var failing = FakeStep.All(context =>
            Task.FromResult(context.Step.Kind == kind ? StepResult.Failure("no") : StepResult.Success("done"))
        );
        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, failing);

        Want(rig, new IncidentCommand.DoneByHand("looked at every page, screenshot in the ticket"));
        await rig.RunAsync("it stabilises", incident => incident.Status == IncidentStatus.Stabilising, failing);

        var step = rig.Incident.Steps.Single(one => one.Step.Kind == kind);
        Assert.Equal(StepStatus.Succeeded, step.Status);
        Assert.Equal(
            $"Done by hand by {Some.Ic.Name}, not looked at: looked at every page, screenshot in the ticket",
            step.Summary
        );
    }

    [UnixTheory]
    [InlineData(true, StepStatus.Succeeded)]
    [InlineData(false, StepStatus.Failed)]
    public async Task DoneByHand_Deployment_IsBelievedOnlyWhenTheInstancesSayIt(bool done, StepStatus expected)
    {
        var script = new Script(_folder) { Deploy = "echo \"$2\" >> \"$3/keys\"; exit 1" };
        using var rig = new Rig(Some.Environment(deployer: script.Options()));
        rig.Approved();
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        var steps = Steps(rig, leadership);
        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);
        if (done)
        {
            _folder.File("done", "");
        }

        Want(rig, new IncidentCommand.DoneByHand("swapped in the portal"));
        await rig.RunAsync(
            "the step ended",
            incident => incident.Steps[1] is { Attempt: 2, Status: not StepStatus.Running },
            steps
        );

        Assert.Equal(expected, rig.Incident.Steps[1].Status);
        Assert.Single(script.Keys);
    }

    [Fact]
    public async Task Skip_FailedStep_GoesOnWithTheNext()
    {
        using var rig = new Rig();
        rig.Approved();
        var steps = FakeStep.All(context =>
            Task.FromResult(context.Step.Number == 4 ? StepResult.Failure("no") : StepResult.Success("done"))
        );
        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);

        Want(rig, new IncidentCommand.Skip("the contract is being replaced"));
        await rig.RunAsync("it stabilises", incident => incident.Status == IncidentStatus.Stabilising, steps);

        Assert.Equal(StepStatus.Skipped, rig.Incident.Steps[3].Status);
        Assert.Equal(StepStatus.Succeeded, rig.Incident.Steps[4].Status);
    }

    private static void Want(Rig rig, IncidentCommand command) =>
        Assert.Null(rig.Incidents.Execute(rig.Incident.Id, command, Some.Ic).Refusal);
}
