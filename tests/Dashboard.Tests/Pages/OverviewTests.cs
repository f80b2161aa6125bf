using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class OverviewTests
{
    [Fact]
    public void Title_CalmNight_IsQuiet() =>
        Assert.Equal(
            new OverviewTitle("All environments are healthy", ""),
            OverviewTitle.Of([new("Prod", VerdictState.Healthy, null), new("Alpha", VerdictState.Healthy, null)])
        );

    [Fact]
    public void Title_Proposal_AsksForADecisionAndSaysTheRest() =>
        Assert.Equal(
            new OverviewTitle("Prod needs a decision", "Alpha: 1 of 9 not measured. Beta: No data."),
            OverviewTitle.Of([
                new("Prod", VerdictState.Breached, new Story().Opened().Proposed().Incident),
                new("Alpha", VerdictState.NoData, null, "1 of 9 not measured"),
                new("Beta", VerdictState.NoData, null),
            ])
        );

    [Fact]
    public void Title_Running_IsNotADecision() =>
        Assert.Equal(
            "Prod is being rolled back",
            OverviewTitle
                .Of([new("Prod", VerdictState.Breached, new Story().Opened().Proposed().Running().Incident)])
                .Title
        );

    [Fact]
    public void Row_OneSeriesMissing_SaysHowManyRatherThanTheWord()
    {
        var row = Row(
            Story.Gap(state: VerdictState.Healthy, value: 900),
            Story.Errors(),
            Story.Ready(state: VerdictState.NoData)
        );
        Assert.Equal((VerdictState.NoData, "1 of 3 not measured"), (row.State, row.StateWord));
    }

    [Fact]
    public void Row_SilentWatchdog_IsNeverHealthy()
    {
        var row = RowMapping.Of(
            new Story().State,
            "Prod",
            new Readings([Story.Errors()], [], Story.At(89), LostSince: null),
            [],
            Story.At(120),
            TimeSpan.FromHours(1)
        );
        Assert.Equal("Was healthy", row.StateWord);
    }

    [Fact]
    public void Row_AllMissing_KeepsTheWord() => Assert.Null(Row(Story.Ready(state: VerdictState.NoData)).StateWord);

    [Fact]
    public void Row_Facts_AreTheJournals()
    {
        var row = Row(Story.Gap());
        Assert.Equal(("v1.9.0", "v1.8.2", "1 min ago by ci"), (row.Release, row.LastKnownGood, row.Deployed));
        Assert.Equal((true, "Rollback ready"), (row.Readiness.Ready, row.Readiness.Text));
        Assert.Equal("Limits are seconds here.", row.Note);
    }

    [Fact]
    public void Chips_SayWordAndReading()
    {
        var chips = Row(
            Story.Gap(),
            Story.Errors(VerdictState.Pending, 20_000),
            Story.Ready(),
            Story.Ready("api-2")
        ).Chips;
        Assert.Equal(TriggerNames.All, chips.Select(chip => chip.Name));
        Assert.Equal(
            ["2 of 2 ready", "Pending 3/5 min", "Breached 48 s"],
            chips.Where(chip => chip.State is not null).Select(chip => chip.Reading)
        );
        Assert.All(chips, chip => Assert.True(chip.Reading.Length <= 17));
    }

    [Fact]
    public void Chips_NotConfigured_AreNotWatchedHereAndHaveNoState()
    {
        var chips = Row(Story.Gap()).Chips;

        Assert.Equal((null, "RTM only"), Of(TriggerNames.Parity));
        Assert.Equal((null, "not watched"), Of(TriggerNames.Cors));

        (VerdictState?, string) Of(string trigger) =>
            chips.Where(chip => chip.Name == trigger).Select(chip => (chip.State, chip.Reading)).Single();
    }

    [Theory]
    [InlineData(TriggerNames.Flapping, 1, 3, "1 of 3 outages")]
    [InlineData(TriggerNames.Latency, 288, 600, "288 ms")]
    [InlineData(TriggerNames.SseTtfb, 94, 200, "94 ms")]
    [InlineData(TriggerNames.Cors, 0, 2, "0 refused")]
    [InlineData(TriggerNames.Parity, 0, 0, "0 critical")]
    [InlineData(TriggerNames.Security, 0, 0, "nothing found")]
    [InlineData(TriggerNames.Business, 0, 1, "1 of 1 pass")]
    public void Chips_Healthy_SayTheReading(string trigger, long value, long limit, string expected)
    {
        var unit = trigger is TriggerNames.Latency or TriggerNames.SseTtfb ? Unit.Milliseconds : Unit.Count;
        var verdict = Story.Gap(state: VerdictState.Healthy, value: value) with
        {
            Trigger = trigger,
            Limit = limit,
            Unit = unit,
        };

        Assert.Equal(expected, Row(verdict).Chips.Single(chip => chip.Name == trigger).Reading);
    }

    [Theory]
    [InlineData(TriggerNames.SseHeartbeat, VerdictState.Breached, 103_000, "Breached 1 min")]
    [InlineData(TriggerNames.SseHeartbeat, VerdictState.Breached, 7_800_000, "Breached 2 h")]
    [InlineData(TriggerNames.SseHeartbeat, VerdictState.Breached, 60_000, "Breached 1 min")]
    [InlineData(TriggerNames.Latency, VerdictState.Recovering, 412, "Recovering 412 ms")]
    [InlineData(TriggerNames.Latency, VerdictState.Breached, long.MaxValue, "Breached no reply")]
    [InlineData(TriggerNames.Flapping, VerdictState.Breached, 3, "Breached 3 times")]
    [InlineData(TriggerNames.Flapping, VerdictState.Recovering, 3, "Recovering 3")]
    [InlineData(TriggerNames.Cors, VerdictState.Breached, 2, "Breached 2 failed")]
    [InlineData(TriggerNames.Parity, VerdictState.Breached, 1, "Breached 1 key")]
    [InlineData(TriggerNames.Security, VerdictState.Breached, 1, "Breached 1 found")]
    [InlineData(TriggerNames.Availability, VerdictState.Recovering, 0, "Recovering")]
    public void Chips_LongReading_IsSaidShorterInsteadOfCut(
        string trigger,
        VerdictState state,
        long value,
        string expected
    )
    {
        var verdict = Story.Gap(state: state, value: value) with { Trigger = trigger, Unit = UnitOf(trigger) };

        Assert.Equal(expected, Row(verdict).Chips.Single(chip => chip.Name == trigger).Reading);
    }

    [Fact]
    public void Chips_EveryTriggerStateAndValue_FitsWhole()
    {
        long?[] values = [null, 0, 1, 3, 12, 250, 4_600, 103_000, 3_700_000, 100_000_000];
        var chips =
            from trigger in TriggerNames.All
            from state in Enum.GetValues<VerdictState>()
            from value in values
            let unit = UnitOf(trigger)
            where unit != Unit.Count || value is null or <= 250
            let verdict = Story.Gap(state: state, value: value) with
            {
                Trigger = trigger,
                Unit = unit,
                Limit = 3,
                Total = 120,
            }
            select Row(verdict).Chips.Single(chip => chip.Name == trigger);

        Assert.All(chips, chip => Assert.Equal(chip.Reading, chip.ShortReading));
    }

    [Fact]
    public void Chips_NothingMeasuredYet_AreNotHealthy() => Assert.All(Row().Chips, chip => Assert.Null(chip.State));

    [Fact]
    public void Band_Proposed_HasTrueFigures()
    {
        var band = BandMapping.Of(new Story().Opened().Proposed().Incident, [], Story.At(90));
        Assert.Equal([("1:20", "in breach"), ("29:00", "left of 30 min")], band.Figures);
        Assert.Equal(("Review rollback", false), (band.Action, band.Calm));
    }

    [Fact]
    public void Band_Running_NamesTheStep()
    {
        var band = BandMapping.Of(new Story().Opened().Proposed().Running().Incident, [], Story.At(90));
        Assert.StartsWith("Step 2 of 5", band.Why, StringComparison.Ordinal);
        Assert.True(band.Calm);
    }

    [Fact]
    public void Events_AreMergedNewestFirst_AndInstancesTogether()
    {
        var story = new Story().Opened();
        VerdictChange Change(string series) =>
            new("Prod", series, Story.At(25), VerdictState.Pending, VerdictState.Breached, "silent");
        var lines = EventWords.Of(
            story.Entries,
            [Change("sse-heartbeat/Api/api-1"), Change("sse-heartbeat/Api/api-2")],
            story.State,
            most: 9
        );
        Assert.Equal(
            [
                "INC-0001: Incident opened by sse-heartbeat: api-1 was silent",
                "sse-heartbeat breached: silent, and 1 more",
            ],
            lines.Select(line => line.Text)
        );
    }

    [Fact]
    public void Readiness_WithoutLkg_IsNotReady()
    {
        var readiness = Readiness.Of(new Story().State, "Alpha", [], Story.At(90));
        Assert.Equal((false, "Not ready: no LKG for Api"), (readiness.Ready, readiness.Text));
    }

    [Fact]
    public void Readiness_EvidenceMissing_AsksForAnOverride()
    {
        var story = new Story().Looked(EvidenceState.Missing);
        var readiness = Readiness.Of(story.State, "Prod", [], Story.At(90));

        Assert.Equal((false, "Override needed: evidence pack of v1.8.2 is missing"), (readiness.Ready, readiness.Text));
    }

    [Fact]
    public void Order_IsProdFirst() => Assert.Equal(["Prod", "Alpha"], EnvironmentOrder.Of(new Story().State));

    private static EnvironmentRowModel Row(params IReadOnlyList<Verdict> verdicts) =>
        RowMapping.Of(
            new Story().State,
            "Prod",
            new Readings(verdicts, [], Story.At(89), LostSince: null),
            [],
            Story.At(90),
            TimeSpan.FromHours(1)
        );

    private static Unit UnitOf(string trigger) =>
        trigger switch
        {
            TriggerNames.ErrorRate => Unit.PartsPerMillion,
            TriggerNames.Availability or TriggerNames.Latency or TriggerNames.SseTtfb or TriggerNames.SseHeartbeat =>
                Unit.Milliseconds,
            _ => Unit.Count,
        };
}
