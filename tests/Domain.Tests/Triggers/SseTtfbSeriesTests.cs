using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class SseTtfbSeriesTests
{
    private readonly SseTtfbSeries _series = new(Component.Api, new SseTtfbOptions { Window = Some.Seconds(60) });

    public SseTtfbSeriesTests()
    {
        _series.Watch("api-1");
        _series.Watch("api-2");
    }

    [Fact]
    public void Step_TooFewConnections_SaysHowFew()
    {
        Connect(0, 40, 40, 40, 40);

        Assert.Equal(VerdictState.NotEnoughSamples, _series.Step(Some.At(3), deploying: false));
        Assert.Equal(
            "Api, all instances: only 4 fresh connections in the window; 5 are needed",
            _series.Verdict().Sentence
        );
    }

    [Fact]
    public void Step_JustEnoughConnections_IsTheirMedian()
    {
        Connect(0, 40, 40, 40, 40, 40);

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(4), deploying: false));
        Assert.Equal(
            "First event after 40 ms in the median on Api, all instances (5 connections); limit 200 ms",
            _series.Verdict().Sentence
        );
    }

    [Theory]
    [InlineData(300, VerdictState.Healthy)] // the mean of 100 and 300 is exactly the limit
    [InlineData(301, VerdictState.Pending)]
    public void Step_HalfOfThemOverTheLimit_IsTheMeanOfTheMiddleTwo(long slow, VerdictState expected)
    {
        Connect(0, 100, slow, 100, slow, 100, slow);

        Assert.Equal(expected, _series.Step(Some.At(5), deploying: false));
    }

    [Fact]
    public void Step_ConnectionsLeave_IsDueThenAndCountsThemNoMore()
    {
        Connect(0, 40, 40, 40, 40, 40);
        _series.Step(Some.At(4), deploying: false);
        Assert.Equal(Some.At(60).UtcTicks, _series.DueAt);

        Assert.Equal(VerdictState.NotEnoughSamples, _series.Step(Some.At(60), deploying: false));
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(64), deploying: false));
    }

    [Fact]
    public void Clear_EndOfADeployment_StartsEmpty()
    {
        Connect(0, 40, 40, 40, 40, 40);
        _series.Clear(Some.At(5));

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(5), deploying: false));
        Assert.Null(_series.MedianOf("api-1"));
    }

    /// <summary>One connection a second, to both instances in turn.</summary>
    private void Connect(int from, params long[] milliseconds)
    {
        for (var i = 0; i < milliseconds.Length; i++)
        {
            var at = Some.At(from + i);
            _series.Add(new(at, i % 2 == 0 ? "api-1" : "api-2", milliseconds[i] * 1_000), at);
        }
    }
}
