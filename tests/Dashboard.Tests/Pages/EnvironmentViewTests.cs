using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Environments;
using Mcpx.Dashboard.Components.Pages.Rca;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class EnvironmentViewTests
{
    [Fact]
    public void Title_OfAState_IsASentence()
    {
        Assert.Equal("Prod is breached", Of(Story.Gap()).Title);
        Assert.Equal("Prod is healthy", Of(Story.Errors()).Title);
        Assert.Equal("Prod is not measured", Of(Story.Ready(state: VerdictState.NoData)).Title);
        Assert.Equal("Prod: 1 of 2 not measured", Of(Story.Errors(), Story.Ready(state: VerdictState.NoData)).Title);
    }

    [Fact]
    public void Triggers_AreWorstFirst_WithTheAnchorOnTheFirstRowOfEach()
    {
        var rows = Of(
            Story.Ready(),
            Story.Ready("api-2"),
            Story.Errors(VerdictState.Pending, 20_000),
            Story.Gap()
        ).Triggers;
        Assert.Equal(["sse-heartbeat", "error-rate", "availability", null], rows.Select(row => row.Anchor));
        Assert.Equal("3:00 of 5:00", rows[1].Bar.Text);
        Assert.Equal(["> 15 s, at once", "> 1 % for 5 min"], rows.Take(2).Select(row => row.Limit));
    }

    [Theory]
    [InlineData(Execution.On, "Execution is on")]
    [InlineData(Execution.DryRun, "Dry run")]
    [InlineData(Execution.Off, "Execution is off")]
    public void Execution_IsSaidInWords(Execution execution, string words) =>
        Assert.StartsWith(words, Of(new Story(execution)).Execution, StringComparison.Ordinal);

    [Fact]
    public void Instances_ShowTheirOwnSignals_AndNoneWhereThereIsNone()
    {
        var rows = Of(Story.Gap(), Story.Ready()).Instances;
        Assert.Equal(
            ("api-1", VerdictState.Breached, "answers", "48 s"),
            (rows[0].Name, rows[0].State, rows[0].Health, rows[0].Gap)
        );
        Assert.Equal(
            ("api-2", VerdictState.NoData, "none", null),
            (rows[1].Name, rows[1].State, rows[1].Health, rows[1].Gap)
        );
    }

    [Fact]
    public void Marks_HaveDeploymentAndIncident() =>
        Assert.Equal(["v1.9.0 on Api", "INC-0001"], Of(new Story().Opened()).Marks.Select(mark => mark.Label));

    [Fact]
    public void Phases_AreAsWideAsTheyWereLong_AndTheLongestStandsOut()
    {
        var bar = PhaseBar.Of(
            [new("Detect", Story.At(0), Story.At(10)), new("Decide", Story.At(10), null)],
            Story.At(100)
        );
        Assert.Equal("minmax(64px, 10fr) minmax(64px, 90fr)", bar.Columns);
        Assert.Equal(["0:10", "1:30 so far"], bar.Pieces.Select(piece => piece.Took));
        Assert.True(bar.Pieces[1].Longest);
    }

    [Fact]
    public void RcaChart_WithoutReadings_SaysNotCaptured()
    {
        var chart = RcaChartModel.Of(
            new Story().Opened().Incident,
            new RcaReading("sse-heartbeat", "s", 15_000, Unit.Milliseconds, null, 48_000, null, []),
            Story.At(90)
        );
        Assert.Equal((RcaReport.NotCaptured, "48 s", RcaReport.NotCaptured), (chart.Before, chart.During, chart.After));
        Assert.Equal(("", 1d), (chart.Line.Path, chart.HarmTo));
    }

    private static EnvironmentView Of(params IReadOnlyList<Verdict> verdicts) => Of(new Story(), verdicts);

    private static EnvironmentView Of(Story story, params IReadOnlyList<Verdict> verdicts) =>
        EnvironmentView.Of(
            story.State,
            "Prod",
            new Readings(verdicts, [], Story.At(89), LostSince: null),
            [],
            Story.At(90),
            TimeSpan.FromHours(1)
        );
}
