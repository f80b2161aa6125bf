using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class RunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(6)]
    public void StartStep_NotTheNext_IsRefused(int number) =>
        Assert.Equal(
            RefusalKind.NotNow,
            new Story().Running().Try(new IncidentCommand.StartStep(number)).Refusal!.Kind
        );

    [Fact]
    public void StartStep_TwiceTheSame_IsRefused() =>
        Assert.Equal(
            RefusalKind.NotNow,
            new Story()
                .Running()
                .Then(new IncidentCommand.StartStep(1))
                .Try(new IncidentCommand.StartStep(1))
                .Refusal!.Kind
        );

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    public void Succeed_StepThatDoesNotRun_IsRefused(int number) =>
        Assert.Equal(
            RefusalKind.NotNow,
            new Story()
                .Running()
                .Then(new IncidentCommand.StartStep(1))
                .Try(new IncidentCommand.Succeed(number, "", []))
                .Refusal!.Kind
        );

    [Fact]
    public void Steps_InOrder_EndInStabilisation()
    {
        var story = new Story().Stabilising();

        Assert.Equal(IncidentStatus.Stabilising, story.State!.Status);
        Assert.Equal(story.Now, story.State.RestoredAt);
        Assert.Equal(story.Now + TimeSpan.FromMinutes(30), story.State.StableAt);
        Assert.All(story.State.Steps, step => Assert.Equal(StepStatus.Succeeded, step.Status));
        Assert.Null(story.State.NextStep);
    }

    [Fact]
    public void Steps_DryRun_RestoreNothingAndAreNotProposedAgain()
    {
        var story = new Story(Execution.DryRun).AllSteps().Then(new IncidentCommand.FinishRun());

        Assert.Equal(IncidentStatus.Investigating, story.State!.Status);
        Assert.Null(story.State.RestoredAt);
        Assert.Equal(story.Now, story.State.DryRunAt);
        Assert.Contains("changed nothing", story.State.Advice!.Reason, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotNow, story.Try(story.Proposal).Refusal!.Kind);
    }

    [Theory]
    [InlineData(false, StepStatus.Failed)]
    [InlineData(true, StepStatus.Unknown)]
    public void Fail_Step_StopsTheRunAndKeepsWhatIsKnown(bool unknown, StepStatus status)
    {
        var check = new Check("contract", "500", "200", Passed: false);
        var story = new Story().Running().Then(new IncidentCommand.StartStep(1));

        story.Then(new IncidentCommand.Fail(1, "no answer", [check], unknown));

        Assert.Equal(IncidentStatus.Failed, story.State!.Status);
        Assert.Equal((status, "no answer"), (story.State.Steps[0].Status, story.State.Steps[0].Summary));
        Assert.Equal([check], story.State.Steps[0].Checks);
    }

    [Fact]
    public void Retry_FailedStep_GoesOnWithThatStepAndItsFirstStart()
    {
        var story = new Story().Running().Step(1).Then(new IncidentCommand.StartStep(2));
        var started = story.Now;
        story.Then(new IncidentCommand.Fail(2, "no", [], Unknown: true)).Then(new IncidentCommand.Retry(), Some.Deputy);

        Assert.Equal(StepStatus.Waiting, story.State!.NextStep!.Status);
        story.Then(new IncidentCommand.StartStep(2));
        Assert.Equal(started, story.State!.Steps[1].StartedAt);
        Assert.Null(story.State.Steps[1].EndedAt);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sre)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Auditor)]
    public void Retry_WrongRole_IsRefused(Role role) =>
        Assert.Equal(
            RefusalKind.Role,
            new Story().Failed().Try(new IncidentCommand.Retry(), new("eve", role)).Refusal!.Kind
        );

    [Fact]
    public void Close_WrongRoleOrNoReason_IsRefused()
    {
        var story = new Story().Stabilising();

        Assert.Equal(RefusalKind.Role, story.Try(new IncidentCommand.Close("x"), Some.Viewer).Refusal!.Kind);
        Assert.Equal(RefusalKind.ReasonMissing, story.Try(new IncidentCommand.Close(" "), Some.Ic).Refusal!.Kind);
    }

    [Fact]
    public void Join_SameSeriesAgain_IsSoAlready() =>
        Assert.Same(Decided.Already, Story.Opened().Try(new IncidentCommand.Join(Some.Verdict())));

    [Fact]
    public void Advise_SameReasonAgain_IsSoAlready() =>
        Assert.Same(
            Decided.Already,
            Story
                .Opened()
                .Then(new IncidentCommand.Advise("nothing fits", []))
                .Try(new IncidentCommand.Advise("nothing fits", []))
        );

    [Fact]
    public void Expire_BeforeItsTime_IsRefused() =>
        Assert.Equal(RefusalKind.NotNow, new Story().Proposed().Try(new IncidentCommand.Expire()).Refusal!.Kind);
}
