using Mcpx.Domain.Incidents;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Replay;

public sealed class BacktestTests
{
    private static readonly RecordingLabel Rollback = new(Expectation.Rollback, Onset: Some.At(100));

    [Fact]
    public void Result_ProposedAfterTheOnset_IsRightWithItsDelay()
    {
        var result = Count(Rollback, Opened(120), Proposed(130));

        Assert.Equal((BacktestWord.Right, 1, 1), (result.Word, result.Proposals, result.Incidents));
        Assert.Equal(Some.Seconds(30), result.Delay);
    }

    [Fact]
    public void Result_NoOnset_CountsFromTheFirstBadVerdict()
    {
        var result = Count(
            Rollback with
            {
                Onset = null,
            },
            Turned(90, VerdictState.Healthy),
            Turned(110, VerdictState.Pending),
            Turned(120, VerdictState.Breached),
            Proposed(130)
        );

        Assert.Equal(Some.Seconds(20), result.Delay);
    }

    [Theory]
    [InlineData(Expectation.Rollback, false, BacktestWord.Missed)]
    [InlineData(Expectation.Rollback, true, BacktestWord.Right)]
    [InlineData(Expectation.Investigate, false, BacktestWord.Right)]
    [InlineData(Expectation.Investigate, true, BacktestWord.False)]
    [InlineData(Expectation.Nothing, false, BacktestWord.Right)]
    [InlineData(Expectation.Nothing, true, BacktestWord.False)]
    public void Result_ByItsLabel_HasItsWord(Expectation expected, bool proposed, BacktestWord word) =>
        Assert.Equal(word, Count(new(expected), proposed ? [Opened(1), Proposed(2)] : [Opened(1), Advised(2)]).Word);

    [Fact]
    public void Result_ProposedBeforeTheFault_IsFalse() =>
        Assert.Equal(BacktestWord.False, Count(Rollback, Proposed(99)).Word);

    [Fact]
    public void Result_NoLabel_IsUnlabelledAndStillCounted()
    {
        var result = Count(label: null, Proposed(5));

        Assert.Equal((BacktestWord.Unlabelled, 1), (result.Word, result.Proposals));
    }

    [Fact]
    public void Result_IssuedAnew_CountsOnceAndTheNextRungCountsAgain() =>
        Assert.Equal(2, Count(Rollback, Proposed(130), Proposed(1_930), Proposed(4_000, Component.Web)).Proposals);

    [Fact]
    public void Summary_AddsUp()
    {
        var summary = new BacktestSummary([
            Count(Rollback, Proposed(130)),
            Count(Rollback, Proposed(150)),
            Count(Rollback),
            Count(new(Expectation.Nothing), Proposed(5_000)),
            Count(label: null, Proposed(5)),
        ]);

        Assert.Equal((4, 1, 1), (summary.Proposals, summary.False, summary.Missed));
        Assert.Equal(Some.Seconds(50), summary.Slowest);
        Assert.False(summary.Passed);
        Assert.Equal(
            "With the thresholds of tight.json you would have had 4 proposals, 1 false, 1 missed.",
            summary.Sentence("tight.json")
        );
    }

    [Fact]
    public void Summary_Empty_Passes()
    {
        var summary = new BacktestSummary([]);

        Assert.True(summary.Passed);
        Assert.Null(summary.Slowest);
    }

    private static BacktestResult Count(RecordingLabel? label, params ReplayEntry[] entries)
    {
        var count = new BacktestCount("a.jsonl", label);
        foreach (var entry in entries)
        {
            count.Add(entry);
        }

        return count.Result();
    }

    private static VerdictTurned Turned(double at, VerdictState state) =>
        new(Some.At(at), Some.Verdict(state: state), VerdictState.Healthy);

    private static IncidentMoved Opened(double at) =>
        new(Some.At(at), "INC-0001", new IncidentOpened("INC-0001", "Prod", Some.Verdict()), "");

    private static IncidentMoved Advised(double at) =>
        new(Some.At(at), "INC-0001", new InvestigationAdvised("no", []), "");

    private static IncidentMoved Proposed(double at, Component component = Component.Api)
    {
        var plan = Some.Plan(targets: [Some.Target(component)]);
        return new(
            Some.At(at),
            "INC-0001",
            new RollbackProposed(plan, PlanHash.Of(plan), "", [], "ci", Some.At(at + 1_800)),
            ""
        );
    }
}
