using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What an error rate is held against where the environment's own normal counts.</summary>
public sealed class ErrorRateLimitTests
{
    private static readonly ErrorRateOptions Options = new()
    {
        Normal = new()
        {
            MinimumBuckets = 3,
            Minutes = 10,
            Days = 1,
        },
    };

    private readonly ErrorRateLimit _limit = new(Options, aboveNormal: true);

    [Fact]
    public void PartsPerMillion_HeldToTheRunbook_IsItsLimit() =>
        Assert.Equal(10_000, new ErrorRateLimit(Options, aboveNormal: false).PartsPerMillion);

    [Fact]
    public void Shown_NormalUnknown_IsTheRunbooksLimit()
    {
        _limit.Refresh(Some.At(0));

        Assert.Equal((null, 10_000), (_limit.PartsPerMillion, _limit.Shown));
    }

    [Theory]
    [InlineData(4, 40_000)]
    [InlineData(150, 1_000_000)] // more errors than calls: every call
    public void Refresh_EnoughMinutes_IsTheirNormal(long errors, long expected)
    {
        Minutes(0, 3, errors);
        _limit.Refresh(Some.At(180));

        Assert.Equal((expected, expected, 3), (_limit.PartsPerMillion, _limit.Shown, _limit.Buckets));
    }

    [Fact]
    public void Refresh_WithinAMinute_LooksOnlyOnce()
    {
        Minutes(0, 3, 4);
        _limit.Refresh(Some.At(170)); // two whole minutes
        _limit.Refresh(Some.At(229.75));
        Assert.Equal((null, 2), (_limit.PartsPerMillion, _limit.Buckets));

        _limit.Refresh(Some.At(230));
        Assert.Equal(40_000, _limit.PartsPerMillion);
    }

    [Fact]
    public void Refresh_AfterADeployment_IsTheNormalBeforeItAndLooksAtOnce()
    {
        Minutes(0, 3, 4);
        _limit.Refresh(Some.At(180));
        Minutes(3, 12, 50);
        _limit.Refresh(Some.At(900));
        Assert.Equal(500_000, _limit.PartsPerMillion);

        _limit.Deployed(Some.At(185));
        _limit.Refresh(Some.At(901));

        Assert.Equal(40_000, _limit.PartsPerMillion);
    }

    private void Minutes(int from, int count, long errors)
    {
        for (var minute = from + 1; minute <= from + count; minute++)
        {
            _limit.Add(Some.At(60 * minute), 100, errors, Some.At(60 * minute));
        }
    }
}
