using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class SseHeartbeatSeriesTests
{
    private readonly SseHeartbeatSeries _series = new(Some.Instance(), new SseHeartbeatOptions());

    [Fact]
    public void Step_NotLooking_IsNoData() =>
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(0), deploying: false));

    [Fact]
    public void Step_GapOfExactlyTheLimit_IsHealthy()
    {
        _series.Look(Some.At(0));

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(15), deploying: false));
        Assert.Equal("15 s without a byte on api-1's event stream; limit 15 s", _series.Verdict().Sentence);
        Assert.Equal("sse-heartbeat/Api/api-1", _series.Verdict().Series);
    }

    [Fact]
    public void Step_GapOverTheLimit_BreachesAtOnceDatedAtTheLastByte()
    {
        _series.Look(Some.At(0));
        _series.Beat(Some.At(7));

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(22.001), deploying: false));
        Assert.Equal(Some.At(7), _series.Verdict().Onset);
    }

    [Fact]
    public void Step_GapEndedBetweenTwoTicks_IsJudged()
    {
        _series.Look(Some.At(0));
        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(14.9), deploying: false));
        _series.Beat(Some.At(15.1));

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(15.15), deploying: false));
        Assert.Equal(VerdictState.Recovering, _series.Step(Some.At(15.4), deploying: false));
    }

    [Fact]
    public void Step_BytesAgainForAMinute_IsHealthy()
    {
        _series.Look(Some.At(0));
        _series.Step(Some.At(16), deploying: false);
        for (var second = 17; second <= 77; second++)
        {
            _series.Beat(Some.At(second));
            Assert.NotEqual(VerdictState.Healthy, _series.Step(Some.At(second), deploying: false));
        }

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(78.1), deploying: false));
    }

    [Fact]
    public void Clear_EndOfADeployment_StartsTheGapThere()
    {
        _series.Look(Some.At(0));
        _series.Step(Some.At(100), deploying: true);
        _series.Clear(Some.At(100));

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(110), deploying: false));
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(115.25), deploying: false));
        Assert.Equal(Some.At(100), _series.Verdict().Onset);
    }

    [Fact]
    public void Verdict_OpenSilence_GrowsInWholeSecondsFromASecondOn()
    {
        _series.Look(Some.At(0));
        _series.Step(Some.At(0), deploying: false);

        Assert.Equal(750, _series.Verdict(Some.At(0.75)).Value);
        Assert.Equal(2_000, _series.Verdict(Some.At(2.5)).Value);
        _series.Beat(Some.At(3));
        Assert.Equal(0, _series.Verdict(Some.At(2.75)).Value);
    }

    [Fact]
    public void Step_HoldConfigured_BreachesOnlyAfterMoreThanThat()
    {
        var series = new SseHeartbeatSeries(Some.Instance(), new SseHeartbeatOptions { HoldFor = Some.Seconds(20) });
        series.Look(Some.At(0));

        Assert.Equal(VerdictState.Pending, series.Step(Some.At(16), deploying: false));
        Assert.Equal(VerdictState.Pending, series.Step(Some.At(20), deploying: false));
        Assert.Equal(VerdictState.Breached, series.Step(Some.At(20.25), deploying: false));
    }
}

public sealed class SseEventsSeriesTests
{
    private readonly SseEventsSeries _series = new(Some.Instance(), new SseHeartbeatOptions(), Some.Seconds(60));

    [Fact]
    public void Step_NoEventEver_IsNotEnoughRatherThanSilent() =>
        Assert.Equal(VerdictState.NotEnoughSamples, _series.Step(Some.At(900), deploying: false));

    [Fact]
    public void Step_EventsStuckBehindComments_BreachesAfterTheirTime()
    {
        _series.Event(Some.At(0));
        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(60), deploying: false));
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(60.25), deploying: false));
        Assert.Equal("1 min without an event on api-1's stream; limit 1 min", _series.Verdict().Sentence);
    }

    [Fact]
    public void Step_Blind_IsNobodysSilence()
    {
        _series.Event(Some.At(0));
        Assert.Equal(VerdictState.ProbeError, _series.Step(Some.At(10), deploying: false, blind: true));
        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(300), deploying: false));
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(361), deploying: false));
    }

    [Fact]
    public void Event_Again_StartsTheSilenceAnew()
    {
        _series.Event(Some.At(0));
        _series.Step(Some.At(0), deploying: false);
        _series.Event(Some.At(50));

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(110), deploying: false));
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(110.25), deploying: false));
    }
}
