using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>What people may do to a run, and what comes of it.</summary>
public sealed class RunControlTests
{
    public static TheoryData<string, IncidentCommand> Leading =>
        new()
        {
            { "pause", new IncidentCommand.Pause("wait") },
            { "resume", new IncidentCommand.Resume() },
            { "abort", new IncidentCommand.Abort("enough") },
            { "retry", new IncidentCommand.Retry() },
            { "skip", new IncidentCommand.Skip("not needed") },
            { "cancel", new IncidentCommand.CancelStep("it hangs") },
            { "attest", new IncidentCommand.Attest(Well: true, "all well", Some.Picture) },
            { "by hand", new IncidentCommand.DoneByHand("done") },
        };

    [Theory]
    [MemberData(nameof(Leading))]
    public void Decide_NotOneOfTheRunbooksRoles_IsRefused(string what, IncidentCommand command)
    {
        foreach (var role in new[] { Role.Sre, Role.Deployer, Role.Auditor, Role.Viewer })
        {
            var story = new Story().Failed();
            Assert.True(story.Try(command, new("eve", role)).Refusal?.Kind == RefusalKind.Role, $"{what} by {role}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Decide_NoReason_IsRefused(string reason)
    {
        IncidentCommand[] commands =
        [
            new IncidentCommand.Pause(reason),
            new IncidentCommand.Abort(reason),
            new IncidentCommand.Skip(reason),
            new IncidentCommand.DoneByHand(reason),
        ];

        Assert.All(
            commands,
            command => Assert.Equal(RefusalKind.ReasonMissing, new Story().Failed().Try(command, Some.Ic).Refusal!.Kind)
        );
    }

    [Fact]
    public void CancelStep_StartedAgain_IsForgotten()
    {
        var story = new Story()
            .Running()
            .Step(1)
            .Then(new IncidentCommand.StartStep(2))
            .Then(new IncidentCommand.CancelStep(" it hangs "), Some.Deputy);
        Assert.Equal("it hangs", story.State!.NextStep!.CancelAsked!.Reason);

        story
            .Then(new IncidentCommand.Fail(2, "cancelled", [], Unknown: false))
            .Then(new IncidentCommand.Retry(), Some.Ic)
            .Then(new IncidentCommand.StartStep(2));

        Assert.Null(story.State.NextStep!.CancelAsked);
    }

    [Fact]
    public void Pause_WhileAStepRuns_LetsItEndAndBeginsNoOther()
    {
        var story = new Story()
            .Running()
            .Then(new IncidentCommand.StartStep(1))
            .Then(new IncidentCommand.Pause(" the network team looks "), Some.Deputy)
            .Then(new IncidentCommand.Succeed(1, "done", []));

        var refused = story.Try(new IncidentCommand.StartStep(2)).Refusal!;

        Assert.Equal(RefusalKind.NotNow, refused.Kind);
        Assert.Contains(
            $"paused by {Some.Deputy.Name}: the network team looks",
            refused.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(2, story.State!.StandsAt!.Step.Number);
        Assert.Equal(
            StepStatus.Running,
            story
                .Then(new IncidentCommand.Resume(), Some.Ic)
                .Then(new IncidentCommand.StartStep(2))
                .State!.NextStep!.Status
        );
    }

    [Fact]
    public void PauseAndResume_Twice_ChangeNothing()
    {
        var story = new Story().Running().Then(new IncidentCommand.Pause("wait"), Some.Ic);
        Assert.Equal(Decided.Already, story.Try(new IncidentCommand.Pause("wait"), Some.Ic));

        story.Then(new IncidentCommand.Resume(), Some.Ic);
        Assert.Equal(Decided.Already, story.Try(new IncidentCommand.Resume(), Some.Ic));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Abort_WhileAStepRuns_EndsTheRunWithTheStep(bool fails)
    {
        var story = new Story()
            .Running()
            .Then(new IncidentCommand.StartStep(1))
            .Then(new IncidentCommand.Abort("it is the network"), Some.Ic);
        Assert.Equal(Decided.Already, story.Try(new IncidentCommand.Abort("again"), Some.Ic));
        Assert.Equal(StepStatus.Running, story.State!.NextStep!.Status);

        story.Then(
            fails ? new IncidentCommand.Fail(1, "no", [], Unknown: false) : new IncidentCommand.Succeed(1, "done", [])
        );

        Assert.Equal(IncidentStatus.Aborted, story.State.Status);
        Assert.Equal(fails ? StepStatus.Failed : StepStatus.Succeeded, story.State.Steps[0].Status);
        Assert.Contains(story.Entries, entry => entry.Event is RunAborted { Reason: "it is the network" });
        Assert.True(story.State.IsOpen);
        Assert.NotNull(story.Environment.OpenIncident);
    }

    [Fact]
    public void Skip_FailedStep_GoesOnWithTheNextAndSaysWhy()
    {
        var story = new Story().Failed().Then(new IncidentCommand.Skip("announced by telephone"), Some.Owner);

        Assert.Equal(
            (StepStatus.Skipped, "announced by telephone"),
            (story.State!.Steps[0].Status, story.State.Steps[0].Summary)
        );
        Assert.Equal(2, story.State.NextStep!.Step.Number);
        Assert.Equal(RefusalKind.NotNow, story.Try(new IncidentCommand.Skip("this too"), Some.Owner).Refusal!.Kind);
    }

    [Fact]
    public void Skip_EveryStep_StillNeedsAPersonEachTime()
    {
        var story = new Story().Running();
        foreach (var _ in story.State!.Steps)
        {
            story.Then(new IncidentCommand.Pause("wait"), Some.Ic).Then(new IncidentCommand.Skip("by hand"), Some.Ic);
        }

        Assert.Null(story.State.NextStep);
        Assert.Equal(IncidentStatus.Stabilising, story.Then(new IncidentCommand.FinishRun()).State!.Status);
    }

    [Fact]
    public void DoneByHand_FailedStep_IsLookedAtByTheRunner()
    {
        var story = new Story().Failed().Then(new IncidentCommand.DoneByHand("swapped in the portal"), Some.Ic);

        var step = story.State!.NextStep!;
        Assert.Equal(
            (StepStatus.Waiting, Some.Ic, "swapped in the portal"),
            (step.Status, step.ByHand!.By, step.ByHand.Reason)
        );

        var retried = story
            .Then(new IncidentCommand.StartStep(1))
            .Then(new IncidentCommand.Fail(1, "it runs v1.9.0", [], Unknown: false))
            .Then(new IncidentCommand.Retry(), Some.Ic);
        Assert.Null(retried.State!.NextStep!.ByHand);
    }

    [Fact]
    public void AskAgain_AfterAnAbort_LetsTheTreeDecideAnew()
    {
        var story = new Story().Running().Then(new IncidentCommand.Abort("wrong plan"), Some.Ic);
        Assert.Equal(RefusalKind.Role, story.Try(new IncidentCommand.AskAgain("look"), Some.Viewer).Refusal!.Kind);

        story.Then(new IncidentCommand.AskAgain("the network is mended"), Some.Ic);

        Assert.Equal(IncidentStatus.Investigating, story.State!.Status);
        Assert.Equal(IncidentStatus.Proposed, story.Then(story.Proposal).State!.Status);
        Assert.All(story.State.Steps, step => Assert.Equal(StepStatus.Waiting, step.Status));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void Next_SomebodyDeploysMeanwhile_PausesTheRun(int second, bool paused)
    {
        var scene = CareProposalTests.Proposed();
        if (!paused)
        {
            scene.Deploy(Component.Web, by: "eve");
        }

        scene.Approve().Do(new IncidentCommand.StartRun());
        if (second > 0)
        {
            scene.Wait(second).Deploy(Component.Web, by: "eve");
        }

        var done = scene.Wait(1).Look(Some.Verdict());

        Assert.Equal(paused, done.Any(command => command is IncidentCommand.Pause));
        if (paused)
        {
            Assert.Contains("eve deployed Web v1.8.2", scene.Incident.Paused!.Reason, StringComparison.Ordinal);
            scene.Do(new IncidentCommand.Resume(), Some.Ic);
            Assert.DoesNotContain(scene.Wait(1).Look(Some.Verdict()), command => command is IncidentCommand.Pause);
        }
    }
}
