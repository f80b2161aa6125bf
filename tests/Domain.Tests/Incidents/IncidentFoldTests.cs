using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class IncidentFoldTests
{
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
        Assert.Contains(new("start", "#release"), sent.Messages);
        Assert.Contains(
            "\"channel\":\"#release\"",
            JsonSerializer.Serialize(sent, EventBody.Json),
            StringComparison.Ordinal
        );
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
    public void Evolve_EvidenceItself_IsNoNews()
    {
        var opened = Story.Opened().State!;
        var told = opened.ToldThrough;

        var sealedOne = IncidentFold.Evolve(
            opened,
            Some.Entry(new EvidenceSealed(1, "ab", 10, 3, [], Through: told), told + 1)
        );
        var copied = IncidentFold.Evolve(sealedOne, Some.Entry(new EvidenceCopied(1, "/copies", null), told + 2));
        var noted = IncidentFold.Evolve(copied, Some.Entry(new NoteAdded("hi"), told + 3));

        Assert.Equal((told, told), (copied.ToldThrough, copied.SealedThrough));
        Assert.Equal("/copies", copied.Copies[1].Place);
        Assert.Equal((told + 3, told), (noted.ToldThrough, noted.SealedThrough));
    }

    [Fact]
    public void Evolve_EvidenceOfAnOlderVersion_CoversWhatWasBeforeIt() =>
        Assert.Equal(
            9,
            IncidentFold
                .Evolve(Story.Opened().State, Some.Entry(new EvidenceSealed(1, "ab", 10, 3, []), 9))
                .SealedThrough
        );
}
