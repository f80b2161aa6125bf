using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class TriggerSummaryTests
{
    [Fact]
    public void Severity_EveryState_IsRankedOnce() =>
        Assert.Equal(Enum.GetValues<VerdictState>().Order(), TriggerSummary.Severity.Order());

    [Fact]
    public void Severity_Order_IsTheSemanticsOrder() =>
        Assert.Equal(
            [
                VerdictState.Breached,
                VerdictState.Pending,
                VerdictState.ProbeError,
                VerdictState.NoData,
                VerdictState.Recovering,
                VerdictState.NotEnoughSamples,
                VerdictState.Healthy,
            ],
            TriggerSummary.Severity.Where(state => state != VerdictState.Deploying)
        );

    [Fact]
    public void WordOf_NothingWatched_IsNoData() => Assert.Equal(VerdictState.NoData, TriggerSummary.WordOf([]));

    [Fact]
    public void WordOf_SeveralTriggers_IsTheWorst() =>
        Assert.Equal(
            VerdictState.Breached,
            TriggerSummary.WordOf(
                TriggerSummary.Of([
                    Some.Verdict(TriggerNames.Availability, state: VerdictState.Healthy),
                    Some.Verdict(TriggerNames.SseHeartbeat, state: VerdictState.Breached),
                    Some.Verdict(state: VerdictState.Pending),
                ])
            )
        );

    [Fact]
    public void Of_AmongEquals_TakesTheHighestReading()
    {
        var summary = Assert.Single(
            TriggerSummary.Of([
                Some.Verdict(instance: "api-1", value: 20_000),
                Some.Verdict(instance: "api-2", value: 90_000),
                Some.Verdict(instance: "api-3", state: VerdictState.Recovering),
            ])
        );

        Assert.Equal("api-2", summary.Worst.Instance);
        Assert.Equal((3, 0, 3), (summary.Broken, summary.Unmeasured, summary.Series));
    }

    [Fact]
    public void Of_OneSeriesMissing_CountsItAndSaysNoData()
    {
        var summary = Assert.Single(
            TriggerSummary.Of([
                Some.Verdict(TriggerNames.Availability, instance: "api-1", state: VerdictState.Healthy),
                Some.Verdict(TriggerNames.Availability, instance: "api-2", state: VerdictState.NoData, value: null),
            ])
        );

        Assert.Equal(VerdictState.NoData, summary.State);
        Assert.Equal(1, summary.Unmeasured);
    }

    [Fact]
    public void Of_QuietInstanceWhileTheSumIsJudged_IsNoWordOfItsOwn()
    {
        var summary = Assert.Single(
            TriggerSummary.Of([
                Some.Verdict(instance: "api-1", state: VerdictState.NotEnoughSamples, value: null),
                Some.Verdict(instance: null, state: VerdictState.Healthy),
            ])
        );

        Assert.Equal(VerdictState.Healthy, summary.State);
        Assert.Equal(0, summary.Unmeasured);
    }

    [Fact]
    public void Of_QuietInstanceAndQuietSum_IsNotEnoughSamples() =>
        Assert.Equal(
            VerdictState.NotEnoughSamples,
            Assert
                .Single(
                    TriggerSummary.Of([
                        Some.Verdict(instance: "api-1", state: VerdictState.NotEnoughSamples, value: null),
                        Some.Verdict(instance: null, state: VerdictState.NotEnoughSamples, value: null),
                    ])
                )
                .State
        );

    [Fact]
    public void Of_Verdicts_KeepsTheScreensOrder() =>
        Assert.Equal(
            TriggerNames.All,
            TriggerSummary
                .Of([.. TriggerNames.All.Reverse().Select(name => Some.Verdict(name))])
                .Select(summary => summary.Trigger)
        );

    [Fact]
    public void Of_OneReadingOfNothingAndOneWithout_TakesTheReading()
    {
        var summary = Assert.Single(
            TriggerSummary.Of([Some.Verdict(instance: "api-1", value: null), Some.Verdict(instance: "api-2", value: 0)])
        );

        Assert.Equal("api-2", summary.Worst.Instance);
    }
}
