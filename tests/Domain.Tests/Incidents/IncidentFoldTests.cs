using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class IncidentFoldTests
{
    private static readonly Actor[] People = [Actor.Watchdog, Some.Ic, Some.Deputy, Some.Owner, Some.Viewer];

    [Fact]
    public void Of_NoEvents_IsNothing() => Assert.Null(IncidentFold.Of([]));

    [Fact]
    public void Evolve_FirstEventIsNotTheOpening_IsRefused() =>
        Assert.Throws<ArgumentNullException>(() => IncidentFold.Evolve(null, Some.Entry(new NoteAdded("hi"))));

    [Fact]
    public void Of_WholeStory_SaysWhatTheStepsSaid()
    {
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        var incident = IncidentFold.Of(story.Entries)!;

        Assert.Equal((IncidentStatus.Closed, "INC-0001", "Prod"), (incident.Status, incident.Id, incident.Environment));
        Assert.Equal(story.Entries.Count, incident.Version);
        Assert.Equal(story.Entries[0].At, incident.OpenedAt);
        Assert.Equal(story.Now, incident.EndedAt);
        Assert.False(incident.IsOpen);
        Assert.Equal(Some.At(0), incident.Onset);
    }

    [Fact]
    public void Evolve_Reports_KeepTheNewestLines()
    {
        var story = new Story().Running().Then(new IncidentCommand.StartStep(1));
        for (var i = 0; i < 30; i++)
        {
            story.Then(new IncidentCommand.Report(1, [.. Enumerable.Range(10 * i, 10).Select(n => $"{n}")]));
        }

        var output = story.State!.Steps[0].Output;
        Assert.Equal(Incident.OutputKept, output.Count);
        Assert.Equal(("100", "299"), (output[0], output[^1]));
    }

    [Fact]
    public void Evolve_Message_CountsOnlyWhenItArrived()
    {
        var opened = Story.Opened().State;
        var lost = IncidentFold.Evolve(opened, Some.Entry(new MessageSent("start", "#release", "x", "timeout"), 2));
        var sent = IncidentFold.Evolve(lost, Some.Entry(new MessageSent("start", "#release", "x", null), 3));

        Assert.Empty(lost.Messages);
        Assert.Contains(("start", "#release"), sent.Messages);
    }

    [Fact]
    public void Evolve_EvidenceAndNotes_AreTaken()
    {
        var pack = new EvidenceSealed(1, "ab", 10, 3, ["pictures: no browser"]);
        var incident = IncidentFold.Evolve(Story.Opened().State, Some.Entry(pack, 2));

        Assert.Same(pack, incident.Evidence);
        Assert.Equal(3, IncidentFold.Evolve(incident, Some.Entry(new NoteAdded("hi"), 3)).Version);
    }

    [Fact]
    public void Decide_AnyCommands_NeverMakeAStoryThatCannotBeFolded() =>
        Gen.Select(Gen.Int[0, 25], Gen.Int[0, 6], Gen.Int[0, People.Length - 1], Gen.Int[0, 30])
            .Array[0, 60]
            .Select(Gen.Int[1, 2])
            .Sample(
                (moves, required) =>
                {
                    var story = new Story(required: required, causedBy: "ben");
                    var entries = 0;
                    foreach (var (kind, number, who, pause) in moves)
                    {
                        story.Wait(pause == 0 ? 1_900 : pause);
                        var decided = story.Try(Command(story, kind, number), People[who]);
                        Assert.True(decided.Refusal is null || decided.Events.Count == 0);
                        entries += decided.Events.Count;
                    }

                    Assert.Equal(entries, story.Entries.Count);
                    CheckPrefixes(story);
                },
                iter: 1_500
            );

    private static void CheckPrefixes(Story story)
    {
        for (var length = 1; length <= story.Entries.Count; length++)
        {
            var incident = IncidentFold.Of(story.Entries.Take(length))!;
            Assert.Equal(length, incident.Version);
            var running = incident.Steps.Count(step => step.Status == StepStatus.Running);
            Assert.InRange(running, 0, 1);
            Assert.True(running == 0 || incident.Status == IncidentStatus.RollingBack);
            Assert.True(incident.Steps.All(step => step.StartedAt is null) || incident.Decision is not null);
            var distinct = incident.Approvals.Select(approval => approval.By.Name).Distinct().Count();
            Assert.Equal(incident.Approvals.Count, distinct);
            Assert.True(incident.Decision is null || distinct >= incident.Proposal!.Plan.Policy.Required);
            Assert.Equal(incident.Breaches.Count, incident.Breaches.Select(breach => breach.Series).Distinct().Count());
        }

        Assert.Equal(story.State is { IsOpen: true }, story.Environment.OpenIncident is not null);
    }

    /// <summary>Kinds of a run come up more often than once, so that random stories get somewhere.</summary>
    private static IncidentCommand Command(Story story, int kind, int number) =>
        kind switch
        {
            0 or 1 => new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()),
            2 => new IncidentCommand.Join(Some.Verdict(TriggerNames.All[number % 3])),
            3 => new IncidentCommand.Advise("look", []),
            4 or 5 or 6 => story.Proposal,
            7 => new IncidentCommand.Expire(),
            8 => number > 4 ? new IncidentCommand.Withdraw("recovered") : new IncidentCommand.StartRun(),
            9 or 10 or 11 => new IncidentCommand.Approve(story.Hash),
            12 => number > 4 ? new IncidentCommand.Reject("no") : new IncidentCommand.StartRun(),
            13 or 14 => new IncidentCommand.StartRun(),
            15 or 16 => new IncidentCommand.StartStep(story.State?.NextStep?.Step.Number ?? number),
            17 => new IncidentCommand.StartStep(number),
            18 => new IncidentCommand.Report(number, ["line"]),
            19 or 20 => new IncidentCommand.Succeed(story.State?.NextStep?.Step.Number ?? number, "done", []),
            21 => new IncidentCommand.Succeed(number, "done", []),
            22 => new IncidentCommand.Fail(number, "no", [], number % 2 == 0),
            23 => new IncidentCommand.Retry(),
            24 => new IncidentCommand.FinishRun(),
            _ => number > 4 ? new IncidentCommand.Close("over") : new IncidentCommand.Retry(),
        };
}
