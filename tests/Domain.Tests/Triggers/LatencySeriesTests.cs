using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>p95 of one instance: people's calls from 40 in the window on, else the watchdog's own. The window is two minutes.</summary>
public sealed class LatencySeriesTests
{
    private readonly LatencySeries _series = new(Some.Instance(), new LatencyOptions());

    [Theory]
    [InlineData(39, 600_000, "api-1: only 39 calls in the window, too few to judge; 40 are needed")]
    [InlineData(40, 600_000, "p95 95 ms on api-1 (40 calls); limit 600 ms")]
    [InlineData(40, 900_000, "p95 95 ms on api-1 (40 calls, estimated from buckets); limit 600 ms")]
    public void Step_PeoplesCalls_AreJudgedFromTheMinimumOn(int calls, int edge, string expected)
    {
        People(0, 0, edge);
        People(5, calls, edge);
        _series.Step(Some.At(5), deploying: false);

        Assert.Equal(expected, _series.Verdict().Sentence);
    }

    [Theory]
    [InlineData(39, 0, VerdictState.NotEnoughSamples)]
    [InlineData(40, 0, VerdictState.Healthy)]
    [InlineData(40, 1, VerdictState.Healthy)]
    [InlineData(40, 2, VerdictState.Healthy)] // exactly 5 %
    [InlineData(40, 3, VerdictState.Pending)]
    public void Step_OwnCalls_AreBadWhenMoreThanFivePercentAreSlow(int calls, int slow, VerdictState expected)
    {
        Own(from: 0, calls, slow);

        Assert.Equal(expected, _series.Step(Some.At(calls), deploying: false));
    }

    [Fact]
    public void Add_SlowOwnCallsWhileOwnCallsDecide_AreDueWhenTheyTipIt()
    {
        Own(from: 0, 40, slow: 0);
        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(39), deploying: false));
        Assert.Equal(Some.At(120).UtcTicks, _series.DueAt);

        Own(from: 40, 2, slow: 2);
        Assert.Equal(Some.At(120).UtcTicks, _series.DueAt);
        Own(from: 42, 1, slow: 1);

        Assert.True(_series.DueAt <= Some.At(42).UtcTicks);
        Assert.Equal(VerdictState.Pending, _series.Step(Some.At(42), deploying: false));
    }

    [Fact]
    public void Step_PeoplesCallsDecide_IsDueWhenOneOfTheirsLeaves()
    {
        Own(from: 1, 1, slow: 0);
        People(0, 0, 600_000);
        People(5, 40, 600_000);
        _series.Step(Some.At(5), deploying: false);

        Assert.Equal(Some.At(125).UtcTicks, _series.DueAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_CallsLeftTheWindow_IsNoData(bool own)
    {
        Fill(own);

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(160), deploying: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Clear_EndOfADeployment_ForgetsCallsOfEitherKind(bool own)
    {
        Fill(own);
        _series.Clear(Some.At(41));

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(41), deploying: false));
    }

    private void Fill(bool own)
    {
        if (own)
        {
            Own(from: 0, 40, slow: 0);
        }
        else
        {
            People(0, 0, 600_000);
            People(40, 40, 600_000);
        }

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(40), deploying: false));
    }

    private void Own(int from, int calls, int slow)
    {
        for (var i = 0; i < calls; i++)
        {
            var at = Some.At(from + i);
            _series.Add(new(at, "api-1", "/x", Fault.None, 200, i < slow ? 900_000 : 80_000), at);
        }
    }

    private void People(int second, long calls, int edge) =>
        _series.Add(Some.At(second), new([100_000, edge], [calls, calls, calls]), Some.At(second));
}
