using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>A component's error rate: people's calls where there are enough, else the newest round of own calls.</summary>
public sealed class ErrorRateTogetherTests
{
    private static readonly ErrorRateOptions Options = new();

    private readonly WindowSum _sum = new();
    private readonly ContractRound _round = new(Options.ContractWithin);
    private readonly ErrorRateSeries _people;
    private readonly ErrorRateTogether _series;

    public ErrorRateTogetherTests()
    {
        var limit = new ErrorRateLimit(Options, aboveNormal: false);
        _people = new(Some.Instance(), Options, limit, _sum);
        _series = new(Component.Api, Options, limit, _sum, _round);
    }

    [Theory]
    [InlineData(1, VerdictState.Healthy, 10_000)] // exactly 1 %
    [InlineData(2, VerdictState.Pending, 20_000)]
    public void Step_OwnCallsOnly_AreHeldToTheRunbooksPercentage(int failed, VerdictState expected, long value)
    {
        for (var i = 0; i < 100; i++)
        {
            Call($"/{i}", failed: i < failed);
        }

        Assert.Equal(expected, _series.Step(Some.At(0), deploying: false));
        Assert.Equal((value, 10_000), (_series.Verdict().Value, _series.Verdict().Limit));
        Assert.StartsWith(
            $"{failed} of the 100 newest contract calls",
            _series.Verdict().Sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(49, "0 of the 1 newest contract call to Api failed; too little traffic to judge people's")]
    [InlineData(50, "0 % of calls answered 5xx on Api, all instances (0 of 50); limit 1 %")]
    public void Step_PeoplesCalls_AreJudgedFromTheMinimumOn(int calls, string expected)
    {
        Call("/x", failed: false);
        _people.Add(Some.At(0), calls, 0, Some.At(0));

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(0), deploying: false));
        Assert.Equal(expected, _series.Verdict().Sentence);
    }

    [Fact]
    public void Step_OwnCallsNotFreshAnyMore_IsNoData()
    {
        Call("/x", failed: false);
        _series.Step(Some.At(0), deploying: false);

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(120), deploying: false));
    }

    [Fact]
    public void Step_NormalIsHigher_HoldsOwnCallsToTheRunbookAndPeoplesToNormal()
    {
        var options = new ErrorRateOptions { Normal = new() { MinimumBuckets = 1 } };
        var limit = new ErrorRateLimit(options, aboveNormal: true);
        var people = new ErrorRateSeries(Some.Instance(), options, limit, _sum);
        var series = new ErrorRateTogether(Component.Api, options, limit, _sum, _round);
        limit.Add(Some.At(-60), 100, 4, Some.At(-60));
        Call("/x", failed: false);
        series.Step(Some.At(0), deploying: false);
        Assert.Equal(10_000, series.Verdict().Limit);

        people.Add(Some.At(0), 100, 3, Some.At(0));

        Assert.Equal(VerdictState.Healthy, series.Step(Some.At(0), deploying: false));
        Assert.Equal((30_000, 40_000), (series.Verdict().Value, series.Verdict().Limit));
    }

    private void Call(string path, bool failed) =>
        _round.Add(
            new(Some.At(0), "api-1", path, failed ? Fault.Refused : Fault.None, failed ? 0 : 200, 900),
            Some.At(0)
        );
}
