using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class AvailabilitySeriesTests
{
    private readonly AvailabilitySeries _series = new(Some.Instance(), HealthEndpoint.Ready, new AvailabilityOptions());

    [Fact]
    public void Step_NothingYet_IsNoData()
    {
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(0), deploying: false));
        Assert.Equal("api-1: nothing measured in the window", _series.Verdict().Sentence);
        Assert.Null(_series.Verdict().Value);
    }

    [Fact]
    public void Step_NothingOnAndOn_IsUnmeasuredSinceTheFirstTick()
    {
        _series.Step(Some.At(0), deploying: false);
        _series.Step(Some.At(10), deploying: false);

        Assert.Equal(Some.At(0), _series.Verdict().UnmeasuredSince);
    }

    [Fact]
    public void Step_GoodAnswers_AreHealthy()
    {
        Assert.Equal(VerdictState.Healthy, Probe("gg"));

        var verdict = _series.Verdict();
        Assert.Equal("availability/Api/api-1/ready", verdict.Series);
        Assert.Equal("/ready answers on api-1", verdict.Sentence);
    }

    [Fact]
    public void Step_SingleLostProbes_StayHealthy() =>
        Assert.Equal(VerdictState.Healthy, Probe("ggggggggfggggggggggfggggg"));

    [Fact]
    public void Step_FirstProbeFails_IsNotHealthAndNotAnOutageYet()
    {
        Assert.Equal(VerdictState.NotEnoughSamples, Probe("f"));
        Assert.Equal(VerdictState.NotEnoughSamples, Probe("f", from: 5));
        Assert.Equal(VerdictState.Pending, Probe("f", from: 10));
    }

    [Fact]
    public void Step_ThreeFailures_ArePendingFromTheFirst()
    {
        Assert.Equal(VerdictState.Pending, Probe("ggfff"));

        var verdict = _series.Verdict();
        Assert.Equal(Some.At(10), verdict.Onset);
        Assert.Equal(10_000, verdict.Value);
        Assert.Equal("/ready failed on api-1 for 10 s; limit 5 min", verdict.Sentence);
        Assert.Equal(Some.At(310), verdict.BreachesAt);
    }

    [Fact]
    public void Step_DownForFiveMinutes_BreachesOnlyAfterMoreThanThat()
    {
        Probe("gg" + new string('f', 61));
        Assert.Equal(VerdictState.Pending, _series.Step(Some.At(310), deploying: false));
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(310.25), deploying: false));
    }

    [Fact]
    public void Step_OutageOf4Minutes45_DoesNotBreach()
    {
        var probes = "gg" + new string('f', 57) + new string('g', 40);
        for (var i = 0; i < probes.Length; i++)
        {
            Assert.NotEqual(VerdictState.Breached, Probe(probes[i..(i + 1)], from: 5 * i));
        }

        Assert.Equal(VerdictState.Healthy, _series.Verdict().State);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void Step_AlternatingFailures_BreachInTheEnd(int interval)
    {
        var pending = (int?)null;
        for (var second = 0; second <= 420; second++)
        {
            if (second % interval == 0)
            {
                Add(second, failed: second / interval % 2 == 0);
            }

            var state = _series.Step(Some.At(second), deploying: false);
            pending ??= state == VerdictState.Pending ? second : null;
            var held = second - pending;
            Assert.Equal(held > 300, state == VerdictState.Breached);
        }

        Assert.NotNull(pending);
    }

    [Fact]
    public void Step_HalfFailedThenTwoGood_IsHealthyAtOnce()
    {
        Assert.Equal(VerdictState.Pending, Probe("gfgfgf"));

        Assert.Equal(VerdictState.Pending, Probe("g", from: 30));
        Assert.Equal(VerdictState.Healthy, Probe("g", from: 35));
    }

    [Fact]
    public void Step_HalfOfFive_IsTooFewToCount() => Assert.Equal(VerdictState.Healthy, Probe("gfgff"));

    [Fact]
    public void Add_SameFailureThreeTimes_IsOneFailure()
    {
        Probe("gg");
        for (var i = 0; i < 3; i++)
        {
            Add(10, failed: true);
        }

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(11), deploying: false));
    }

    [Fact]
    public void Add_FutureDatedFailures_CountAtTheirArrival()
    {
        Probe("gg");
        for (var i = 0; i < 3; i++)
        {
            Probe(500 + i, Some.At(10 + i));
        }

        _series.Step(Some.At(12), deploying: false);
        Assert.Equal(Some.At(10), _series.Verdict().Onset);
        Assert.Equal(Some.Seconds(2), _series.Verdict().Held);
    }

    [Fact]
    public void Step_NoMoreSamplesWhileBreached_SaysSoAndStaysBreached()
    {
        Probe("gg" + new string('f', 63));

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(900), deploying: false));
        Assert.Equal("api-1: breached, and /ready not measured since 09:15:00 UTC", _series.Verdict().Sentence);
    }

    [Fact]
    public void Step_Deploying_SaysSo()
    {
        Add(0, failed: true);

        Assert.Equal(VerdictState.Deploying, _series.Step(Some.At(0), deploying: true));
        Assert.Equal("api-1: a deployment is under way", _series.Verdict().Sentence);
    }

    [Fact]
    public void Add_FailureWhileBlind_IsOurErrorAndNotTheTargets()
    {
        Probe("gg");
        _series.Add(new(Some.At(10), "api-1", HealthEndpoint.Ready, Fault.Timeout, 0, 0), Some.At(10), blind: true);

        Assert.Equal(VerdictState.ProbeError, _series.Step(Some.At(10), deploying: false));
        Assert.Equal("api-1: the watchdog is blind", _series.Verdict().Sentence);
    }

    [Fact]
    public void Step_TwoGoodThenAFailureBetweenTwoTicks_HasSettledTheHalf()
    {
        Assert.Equal(VerdictState.Pending, Probe("gfgfgf"));
        Add(30, failed: false);
        Add(35, failed: false);
        Add(40, failed: true);

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(40), deploying: false));
    }

    [Fact]
    public void Step_HalfFailedOnAndOn_IsDatedAtTheFirstTickThatSawIt()
    {
        Assert.Equal(VerdictState.Pending, Probe("gfgfgff"));

        Assert.Equal((Some.At(25), 5_000), (_series.Verdict().Onset, _series.Verdict().Value));
    }

    [Fact]
    public void Step_OutageOpensAfterHalfFailed_SaysHowLongTheOutageLasts()
    {
        Assert.Equal(VerdictState.Pending, Probe("gfgfgfgfff"));

        Assert.Equal(10_000, _series.Verdict().Value);
    }

    [Fact]
    public void Verdict_GoodProbesLeftSinceTheLastJudging_AreNotShown()
    {
        Probe("ggg");

        Assert.Equal(3, _series.Verdict(Some.At(10)).Total);
        Assert.Equal(1, _series.Verdict(Some.At(65)).Total);
    }

    private VerdictState Probe(string probes, int from = 0)
    {
        for (var i = 0; i < probes.Length; i++)
        {
            Add(from + 5 * i, probes[i] == 'f');
            _series.Step(Some.At(from + 5 * i), deploying: false);
        }

        return _series.Verdict().State;
    }

    private void Add(int second, bool failed) =>
        _series.Add(
            new(Some.At(second), "api-1", HealthEndpoint.Ready, failed ? Fault.Timeout : Fault.None, 0, 0),
            Some.At(second)
        );

    private void Probe(int second, DateTimeOffset arrival) =>
        _series.Add(new(Some.At(second), "api-1", HealthEndpoint.Ready, Fault.Refused, 0, 0), arrival);
}
