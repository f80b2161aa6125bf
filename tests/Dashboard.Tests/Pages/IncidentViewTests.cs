using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class IncidentViewTests
{
    private static readonly IReadOnlyList<Verdict> Live =
    [
        Story.Gap(value: 60_000),
        Story.Gap("api-2", VerdictState.Healthy, 900),
        Story.Errors(VerdictState.Pending, 20_000),
    ];

    [Fact]
    public void Proposed_Says_WhatSinceWhichDeploy()
    {
        var view = Of(new Story().Opened().Proposed());
        var title = IncidentTitle.Of(view);
        Assert.Equal("1 of 2 event streams stall in Prod.", title.Text);
        Assert.Equal(("v1.9.0", (DateTimeOffset?)Story.Start), (title.Tag, title.Since));
        Assert.True(view.Waits);
        Assert.Equal(["1 min", "26:40", "29:00"], [view.Facts[0].Figure, view.Facts[1].Figure, view.Facts[2].Figure]);
    }

    [Fact]
    public void Rows_ShowTheReadingNowBesideTheOneThatBreached_ThenWhatIsNotHealthy()
    {
        var rows = Of(new Story().Opened().Proposed()).Rows;
        Assert.Equal(("1 min", "48 s"), (rows[0].Now, rows[0].AtBreach));
        Assert.Equal((VerdictState.Pending, null), (rows[1].State, rows[1].AtBreach));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void Rows_SeriesGone_IsNotMeasured()
    {
        var story = new Story().Opened();
        var row = IncidentView.Of(story.State, story.Incident, [], story.Entries, Story.At(60)).Rows[0];
        Assert.Equal((null, null), ((object?)row.State, row.Now));
    }

    [Fact]
    public void KeptFrom_FirstDrawingOfAnIncidentWithoutProposalOrAdvice_IsItself()
    {
        var view = Of(new Story().Opened());

        Assert.Empty(view.KeptFrom(before: null).Path);
    }

    [Fact]
    public void Path_NestedQuestion_HangsUnderTheOneBefore()
    {
        var path = Of(new Story().Opened().Proposed()).Path;
        Assert.Equal(["Start", "Taken", "Proposal"], path.Select(node => node.Word));
        Assert.False(Assert.Single(path[1].Sub!).Taken);
    }

    [Fact]
    public void Running_ShowsStepsWithOutputAtItsOwnTime()
    {
        var view = Of(new Story().Opened().Proposed().Running());
        Assert.Equal(
            [StepPhase.Done, StepPhase.Running, StepPhase.Waiting],
            view.Steps.Take(3).Select(step => step.Phase)
        );
        Assert.Equal("Rolling Prod back to v1.8.2, step 2 of 5", IncidentTitle.Of(view).Text);
        Assert.Equal(
            (Story.At(63), "deploy  api-1: stopping"),
            (view.Steps[1].Output![0].At, view.Steps[1].Output![0].Text)
        );
        Assert.Equal("a line without a time", view.Steps[1].Output![1].Text);
        Assert.EndsWith("\n'deploy it' v1.8.2", view.Steps[1].Command, StringComparison.Ordinal);
        Assert.Equal("1 of 5 done", view.StepsDone);
    }

    [Theory]
    [InlineData(false, "failed")]
    [InlineData(true, "is unknown")]
    public void Failed_SaysWhatToDoNext(bool unknown, string word)
    {
        var story = new Story().Opened().Proposed().Running().On(new StepFailed(2, "exit code 1", [], unknown), at: 70);
        var next = NextView.Of(story.Incident, Story.Ic)!;
        Assert.Equal($"Step 2 {word}", next.Title);
        Assert.Equal(("exit code 1", (RunAction.Retry, "Retry step 2")), (next.Text, next.Actions[0]));
        Assert.Equal(
            [RunAction.Retry, RunAction.DoneByHand, RunAction.Skip, RunAction.Abort, RunAction.Close],
            next.Actions.Select(action => action.Action)
        );
        Assert.Null(next.Refusal);
        Assert.Contains(
            "you are Auditor",
            NextView.Of(story.Incident, Story.Auditor)!.Refusal,
            StringComparison.Ordinal
        );
        Assert.Contains("stopped at step 2", IncidentTitle.Of(Of(story)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_CanBeStoppedAndSaysWhenItIs()
    {
        var story = new Story().Opened().Proposed().Running();
        Assert.Equal([RunAction.Pause, RunAction.Cancel, RunAction.Abort], Actions(story));

        story.On(new RunPaused("somebody deployed"), Story.Ic);
        Assert.Equal("Pauses after this step", Next(story).Title);
        Assert.Equal([RunAction.Resume, RunAction.Cancel, RunAction.Abort], Actions(story));
        story.On(new StepSucceeded(2, "done", []));
        Assert.Equal("Paused before step 3", Next(story).Title);
        Assert.Equal([RunAction.Resume, RunAction.DoneByHand, RunAction.Skip, RunAction.Abort], Actions(story));
        Assert.EndsWith("is paused before step 3", IncidentTitle.Of(Of(story)).Text, StringComparison.Ordinal);

        story.On(new RunResumed(), Story.Ic).On(new StepStarted(3)).On(new AbortAsked("wrong plan"), Story.Ic);
        Assert.Equal("The run ends after this step", Next(story).Title);
        Assert.Empty(Actions(story));

        story.On(new StepSucceeded(3, "done", [])).On(new RunAborted("wrong plan"));
        Assert.Equal([RunAction.AskAgain, RunAction.Undo, RunAction.Close], Actions(story));
        Assert.Equal("The rollback of Prod was aborted", IncidentTitle.Of(Of(story)).Text);
    }

    [Fact]
    public void Skipped_IsDrawnAsLeftOutWithItsReason()
    {
        var story = new Story()
            .Opened()
            .Proposed()
            .Running()
            .On(new StepFailed(2, "exit code 1", [], false))
            .On(new StepSkipped(2, "done by the vendor"), Story.Ic);

        var step = Of(story).Steps[1];
        Assert.Equal((StepPhase.Skipped, "done by the vendor"), (step.Phase, step.Detail));
    }

    [Theory]
    [InlineData(true, "The run ends when step 2 ends. What was done stays: ")]
    [InlineData(false, "The run ends now. What was done stays: ")]
    public void Abort_SaysWhatStateItLeaves(bool runs, string text)
    {
        var story = new Story().Opened().Proposed().Running();
        if (!runs)
        {
            story.On(new StepFailed(2, "exit code 1", [], false));
        }

        Assert.StartsWith(text, RunQuestion.Of(RunAction.Abort, story.Incident)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Retried_CountsTheTries()
    {
        var story = new Story()
            .Opened()
            .Proposed()
            .Running()
            .On(new StepFailed(2, "exit code 1", [], false))
            .On(new StepRetried(2))
            .On(new StepStarted(2));
        Assert.StartsWith("try 2:", Of(story).Steps[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Investigating_WithoutAdvice_HasAWayOut()
    {
        var next = NextView.Of(new Story().Opened().Incident, Story.Deputy)!;
        Assert.Equal(("Nothing is proposed", RunAction.Close), (next.Title, Assert.Single(next.Actions).Action));
    }

    [Fact]
    public void Rejected_StaysOpenAndSaysWhy()
    {
        var story = new Story().Opened().Proposed();
        story.On(new ProposalRejected(story.Incident.Proposal!.PlanHash, "It is the network."), Story.Ic, 50);
        Assert.Equal("It is the network.", Of(story).EndedBecause);
        Assert.Equal(
            [RunAction.Close, RunAction.AskAgain],
            NextView.Of(story.Incident, Story.Ic)!.Actions.Select(action => action.Action)
        );
    }

    [Fact]
    public void Closed_HasNothingLeftToDo()
    {
        var story = new Story().Opened().On(new IncidentClosed("over"), Story.Ic, 90);
        Assert.Null(NextView.Of(story.Incident, Story.Ic));
        Assert.Equal("INC-0001 in Prod is closed", IncidentTitle.Of(Of(story)).Text);
    }

    [Fact]
    public void DryRun_IsSaidInTheTitle() =>
        Assert.StartsWith(
            "Dry run",
            IncidentTitle.Of(Of(new Story(Execution.DryRun).Opened().Proposed().Running())).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void DryRunFinished_SaysThatTheFaultIsWhereItWas()
    {
        var story = new Story(Execution.DryRun).Opened().Proposed().Running().On(new DryRunFinished(), Story.Ic, 90);

        Assert.EndsWith("the fault is where it was", IncidentTitle.Of(Of(story)).Text, StringComparison.Ordinal);
        Assert.Equal("Nothing was changed", NextView.Of(story.Incident, Story.Ic)!.Title);
    }

    [Fact]
    public void SinceOpened_NamesNewBreachesAndChangedWords()
    {
        var story = new Story().Opened().Proposed();
        var opened = new SinceOpened(
            story.Incident,
            TriggerSummary.Of([Story.Gap(), Story.Errors(), Story.Ready()]),
            Story.At(40)
        );
        story.On(new BreachJoined(Story.Errors(VerdictState.Breached, 38_000)));
        var changes = opened.Changes(
            story.Incident,
            TriggerSummary.Of([
                Story.Gap(),
                Story.Errors(VerdictState.Breached),
                Story.Ready(state: VerdictState.Pending),
            ])
        );
        Assert.Equal(["error-rate breached, Api, all instances", "availability became Pending"], changes);
    }

    [Fact]
    public void List_PutsOpenOnesFirst()
    {
        var story = new Story().Opened();
        var row = Assert.Single(IncidentListView.Of(story.State, Story.At(90)));
        Assert.Equal((true, "1 min", "nobody"), (row.Open, row.Lasted, row.Approved));
    }

    private static IncidentView Of(Story story) =>
        IncidentView.Of(story.State, story.Incident, Live, story.Entries, Story.At(90));

    private static NextView Next(Story story) => NextView.Of(story.Incident, Story.Ic)!;

    private static IEnumerable<RunAction> Actions(Story story) => Next(story).Actions.Select(action => action.Action);
}
