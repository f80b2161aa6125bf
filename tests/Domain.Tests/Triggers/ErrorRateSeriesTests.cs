using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class ErrorRateSeriesTests
{
    private static readonly ErrorRateOptions Options = new();

    private readonly ErrorRateSeries _series = new(Some.Instance(), Options, new(Options, aboveNormal: false));

    [Fact]
    public void Step_NoGrowth_IsNoData() =>
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(0), deploying: false));

    [Fact]
    public void Step_BelowMinimumTraffic_IsNotEnoughSamplesWhateverTheRatio()
    {
        Assert.Equal(VerdictState.NotEnoughSamples, Calls(49, 49));
        Assert.Equal("api-1: only 49 calls in the window, too few to judge; 50 are needed", _series.Verdict().Sentence);
    }

    [Theory]
    [InlineData(500, 5, false)] // exactly 1 %
    [InlineData(500, 6, true)]
    [InlineData(50, 2, false)] // 4 %, but only two
    [InlineData(50, 3, true)]
    [InlineData(299, 3, true)] // 1.003 %
    [InlineData(300, 3, false)]
    public void Step_RatioAndCount_DecideTogether(int calls, int errors, bool bad) =>
        Assert.Equal(bad ? VerdictState.Pending : VerdictState.Healthy, Calls(calls, errors));

    [Fact]
    public void Step_FiveMinutes_BreachesAtFiveMinutes()
    {
        for (var second = 0; second < 300; second += 5)
        {
            Assert.Equal(VerdictState.Pending, Calls(500, 19, second));
        }

        Assert.Equal(VerdictState.Breached, Calls(500, 19, 300));
        var verdict = _series.Verdict();
        Assert.Equal("error-rate/Api/api-1", verdict.Series);
        Assert.Equal(38_000, verdict.Value);
        Assert.Equal(10_000, verdict.Limit);
        Assert.Equal("3.8 % of calls answered 5xx on api-1 (228 of 6,000); limit 1 %", verdict.Sentence);
    }

    [Fact]
    public void Step_TrafficStopsWhileBreached_KeepsItBreached()
    {
        for (var second = 0; second <= 300; second += 5)
        {
            Calls(500, 19, second);
        }

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(361), deploying: false));
        Assert.Equal("api-1: breached, and not measured since 09:06:01 UTC", _series.Verdict().Sentence);
    }

    [Fact]
    public void Clear_Window_StartsEmpty()
    {
        Calls(500, 19);
        _series.Clear(Some.At(1));

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(1), deploying: false));
    }

    [Fact]
    public void Step_NormalUnknown_SaysHowMuchHistoryIsMissing()
    {
        var series = new ErrorRateSeries(Some.Instance(), Options, new(Options, aboveNormal: true));
        series.Add(Some.At(0), 50, 0, Some.At(0));

        Assert.Equal(VerdictState.NotEnoughSamples, series.Step(Some.At(0), deploying: false));
        Assert.Equal("api-1: too little history to say what is normal, 0 of 30 minutes", series.Verdict().Sentence);
    }

    [Theory]
    [InlineData(null, "Prod", false)]
    [InlineData(null, "Alpha", true)]
    [InlineData(true, "Prod", true)]
    [InlineData(false, "Alpha", false)]
    public void IsAboveNormal_Configured_GoesBeforeTheEnvironmentsName(bool? configured, string name, bool expected) =>
        Assert.Equal(expected, new ErrorRateOptions { AboveNormal = configured }.IsAboveNormal(name));

    private VerdictState Calls(int calls, int errors, int second = 0)
    {
        _series.Add(Some.At(second), calls, errors, Some.At(second));
        return _series.Step(Some.At(second), deploying: false);
    }
}
