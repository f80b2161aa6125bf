using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>Which notes stakeholders are owed, and what they read.</summary>
public sealed class StatusNotesTests
{
    [Fact]
    public void Due_WholeStory_TellsEachMomentOnce()
    {
        var story = new Story();
        var told = new List<StatusKind>();
        Tell(story.Proposed(), told);
        Tell(story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic), told);
        Tell(story.Then(new IncidentCommand.StartRun()), told);
        Tell(story.Then(new IncidentCommand.StartStep(1)), told);
        Tell(story.Then(new IncidentCommand.Fail(1, "it did not", [], Unknown: false)), told);
        Tell(story.Then(new IncidentCommand.Retry(), Some.Ic), told);
        Tell(story.RunSteps().Then(new IncidentCommand.FinishRun()), told);
        Tell(story.Then(new IncidentCommand.Close("stable")), told);

        Assert.Equal([StatusKind.Approved, StatusKind.Failed, StatusKind.Restored, StatusKind.Closed], told);
    }

    [Fact]
    public void Due_AbortedRun_IsTold()
    {
        var story = new Story().Running().Step(1);
        var told = new List<StatusKind>();
        Tell(story, told);
        Tell(story.Then(new IncidentCommand.Abort("it is the network"), Some.Ic), told);

        Assert.Equal([StatusKind.Approved, StatusKind.Aborted], told);
        var note = StatusWords.Of(StatusKind.Aborted, story.State!);
        Assert.Contains("ended before it was done", note.Subject, StringComparison.Ordinal);
        Assert.Contains("1 of 5 steps are done and stay done", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Due_NotCured_IsToldOnceForTheAdviceAndThePlanAfterIt()
    {
        var story = new Story(version => version == 1 ? Some.Revert(version) : Some.Plan(version: version)).Approved();
        var told = new List<StatusKind>();
        Tell(story, told);
        story.Then(new IncidentCommand.StartRun()).RunSteps();
        Tell(story.Then(new IncidentCommand.FinishRun()), told);
        Tell(story.Then(new IncidentCommand.Advise("it fails on", [])), told);
        var advised = StatusWords.Of(StatusKind.NotCured, story.State!);
        Tell(story.Then(story.Proposal), told);
        Tell(story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic), told);
        story.Then(new IncidentCommand.StartRun()).RunSteps();
        Tell(story.Then(new IncidentCommand.FinishRun()), told);

        Assert.Equal(
            [StatusKind.Approved, StatusKind.Restored, StatusKind.NotCured, StatusKind.Approved, StatusKind.Restored],
            told
        );
        Assert.Contains("not well after all", advised.Subject, StringComparison.Ordinal);
        Assert.Contains("People decide how it goes on.", advised.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Due_SecondPlanWithoutAdvice_IsToldAsNotCured()
    {
        var story = new Story(version =>
            version == 1 ? Some.Revert(version) : Some.Plan(version: version)
        ).Stabilising();
        story.Then(story.Proposal);

        Assert.Contains(StatusNotes.Moments(story.State!), moment => moment.Kind == StatusKind.NotCured);
        Assert.Contains(
            "A further way back is proposed",
            StatusWords.Of(StatusKind.NotCured, story.State!).Text,
            StringComparison.Ordinal
        );
        // What was restored is told of the plan that did, not of the one that is asked for.
        Assert.Contains(
            "1 setting is set back",
            StatusWords.Of(StatusKind.Restored, story.State!).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Due_NothingWasTold_TellsNoEnd()
    {
        var story = new Story().Proposed().Then(new IncidentCommand.Withdraw("recovered"));

        Assert.Empty(StatusNotes.Moments(story.State!));
    }

    [Fact]
    public void Due_DryRun_TellsNothing() =>
        Assert.Empty(StatusNotes.Moments(new Story(Execution.DryRun).Approved().State!));

    [Fact]
    public void Due_LongAgo_IsNotTold()
    {
        var story = new Story().Approved();

        Assert.NotNull(StatusNotes.Due(story.State!, story.Now));
        Assert.Null(StatusNotes.Due(story.State!, story.Now + StatusNotes.Stale));
    }

    [Fact]
    public void Due_DidNotGoOut_IsTriedAgainLater()
    {
        var story = new Story().Approved();
        var due = StatusNotes.Due(story.State!, story.Now)!;
        story.Happened(new StatusNoteSent(due.Key, due.Kind, 1, "", "no answer", Again: true));

        Assert.Null(StatusNotes.Due(story.State!, story.Now));
        Assert.Equal(due, StatusNotes.Due(story.Wait(20).State!, story.Now));
        story.Happened(new StatusNoteSent(due.Key, due.Kind, 1, "", "no answer"));
        Assert.Null(StatusNotes.Due(story.Wait(600).State!, story.Now));
    }

    [Fact]
    public void Of_EachMoment_SaysWhatSinceWhenAndWhatIsNotKnown()
    {
        var story = new Story().Approved();
        var approved = StatusWords.Of(StatusKind.Approved, story.State!);
        story.Then(new IncidentCommand.StartRun()).RunSteps().Then(new IncidentCommand.FinishRun());
        var restored = StatusWords.Of(StatusKind.Restored, story.State!);

        Assert.Contains("(INC-0001, P1)", approved.Subject, StringComparison.Ordinal);
        Assert.Contains("Measured after it: not measured.", approved.Text, StringComparison.Ordinal);
        Assert.Contains("how many people were affected: not measured", approved.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Next note: when it is done, or if it stops or is ended.",
            approved.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("restored", restored.Subject, StringComparison.Ordinal);
        // The steps of the story measured nothing.
        Assert.Contains("Measured after it: not measured.", restored.Text, StringComparison.Ordinal);
        Assert.Contains("when it has held, about", restored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AConfigRevert_NamesNeitherReleaseNorKeyNorValue()
    {
        var story = new Story(version => Some.Revert(version)).Approved();
        var approved = StatusWords.Of(StatusKind.Approved, story.State!);
        story.Then(new IncidentCommand.StartRun()).RunSteps().Then(new IncidentCommand.FinishRun());
        var restored = StatusWords.Of(StatusKind.Restored, story.State!);

        Assert.Contains("Prod: setting the configuration back", approved.Subject, StringComparison.Ordinal);
        Assert.Contains(
            "Done: 1 setting is set back to what was there before, approved",
            approved.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Done: 1 setting is set back to what was there before since",
            restored.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("https://", approved.Text + restored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoComponents_SaysOfEachWhereItGoes()
    {
        var story = new Story(version =>
            Some.Plan(version: version, targets: [Some.Target(), Some.Target(Component.Web)])
        ).Approved();

        Assert.Contains(
            "Done: Api goes from v1.8.2 to v1.8.1 and Web goes from v1.8.2 to v1.8.1, approved",
            StatusWords.Of(StatusKind.Approved, story.State!).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_SecurityIncident_DoesNotSayWhere()
    {
        var story = new Story()
            .Then(
                new IncidentCommand.Open(
                    "INC-0001",
                    "Prod",
                    Some.Verdict(TriggerNames.Security, sentence: "a token at /static/app.js")
                )
            )
            .Then(new Story().Open().Proposal);
        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
        var note = StatusWords.Of(StatusKind.Approved, story.State!);

        Assert.DoesNotContain("v1.8", note.Subject + note.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("app.js", note.Subject + note.Text, StringComparison.Ordinal);
        Assert.Contains("exposed", note.Text, StringComparison.Ordinal);
    }

    private static void Tell(Story story, List<StatusKind> told)
    {
        if (StatusNotes.Due(story.State!, story.Now) is { } due)
        {
            told.Add(due.Kind);
            story.Happened(new StatusNoteSent(due.Key, due.Kind, 1, "", Fault: null));
            Assert.Null(StatusNotes.Due(story.State!, story.Now));
        }
    }
}
