using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

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

    [Fact]
    public void StartRun_AtTheMomentOfExpiry_IsRefused()
    {
        var story = new Story().Approved();
        story.Wait((story.State!.Proposal!.ExpiresAt - story.Now).TotalSeconds - 1);

        Assert.Equal(RefusalKind.Expired, story.Try(new IncidentCommand.StartRun()).Refusal!.Kind);
        Assert.Equal(story.State.Proposal.ExpiresAt, story.Now);
    }

    [Fact]
    public void Retry_FailedStep_CountsItsAttempts()
    {
        var story = new Story()
            .Failed()
            .Then(new IncidentCommand.Retry(), Some.Ic)
            .Then(new IncidentCommand.StartStep(1));

        Assert.Equal((2, 0), (story.State!.Steps[0].Attempt, story.State.Steps[1].Attempt));
    }

    [Fact]
    public void Open_ByAPerson_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            new Story().Try(new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()), Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Propose_PlanOutOfTurn_NamesTheOneThatComesNext()
    {
        var story = new Story().Proposed();

        Assert.Equal(
            new Refusal(RefusalKind.StalePlan, "Plan 2 of INC-0001 comes next."),
            story.Try(new IncidentCommand.Propose(story.Plan, "again", [], CausedBy: null)).Refusal
        );
    }

    [Fact]
    public void Propose_RungBetweenTwoThatWereRun_IsRefusedAndNamesTheHighest()
    {
        var story = new Story(version =>
            version == 1 ? Some.Revert() : Some.Plan(version: version, targets: [Some.Target(Of(version))])
        ).Stabilising();
        story.Then(story.Proposal).Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        story.Then(new IncidentCommand.StartRun()).RunSteps().Then(new IncidentCommand.FinishRun());

        Assert.Equal(
            new Refusal(RefusalKind.NotNow, "Api was run in INC-0001 and did not cure."),
            story.Try(story.Proposal).Refusal
        );

        static Component Of(int version) => version == 2 ? Component.Api : Component.Web;
    }

    [Fact]
    public void Onset_SeveralBreaches_IsTheFirstOfThem()
    {
        var story = Story
            .Opened()
            .Then(new IncidentCommand.Join(Some.Verdict(TriggerNames.Latency, onset: -30)))
            .Then(new IncidentCommand.Join(Some.Verdict(TriggerNames.Business, onset: 90)));

        Assert.Equal(Some.At(-30), story.State!.Onset);
    }

    [Theory]
    [InlineData(4_000, null)]
    [InlineData(4_001, RefusalKind.ReasonMissing)]
    public void Texts_OfPeople_MayHaveFourThousandCharacters(int length, RefusalKind? expected)
    {
        var text = new string('x', length);
        var broken = new Story(causedBy: Some.Ic.Name).Proposed();
        broken.Then(new IncidentCommand.Approve(broken.Hash, "nobody answers"), Some.Ic);

        Assert.Equal(expected, Story.Opened().Try(new IncidentCommand.Note(text), Some.Ic).Refusal?.Kind);
        Assert.Equal(expected, broken.Try(new IncidentCommand.Review(text), Some.Deputy).Refusal?.Kind);
        Assert.Equal(
            expected,
            new Story()
                .Try(
                    new IncidentCommand.Declare("INC-0001", "Prod", TriggerNames.Business, Component.Api, text),
                    Some.Ic
                )
                .Refusal?.Kind
        );
    }
}
