using System.Collections.Immutable;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class HistogramWindowTests
{
    private static readonly TimeSpan Length = Some.Seconds(60);

    [Fact]
    public void Add_FirstScrape_GivesNoGrowth()
    {
        var window = new HistogramWindow(Length, 8, 200);

        Assert.False(window.Add(Some.At(0), Scrape(10, 20, 30), Some.At(0)));
        Assert.Equal((0, 0L, long.MaxValue), (window.Scrapes, window.Samples, window.NextExit));
        Assert.False(window.MoreThan(0));
    }

    [Fact]
    public void Add_SecondScrape_GivesTheDifferenceAtItsOwnTime()
    {
        var window = Scraped(200, Scrape(10, 20, 30), Scrape(11, 21, 36));

        Assert.Equal((1, 6L, Some.At(65).UtcTicks), (window.Scrapes, window.Samples, window.NextExit));
        window.Advance(Some.At(65).AddTicks(-1));
        Assert.Equal(6, window.Samples);
        window.Advance(Some.At(65));
        Assert.Equal((0, 0L), (window.Scrapes, window.Samples));
    }

    [Fact]
    public void Add_NoCallsBetweenTwoScrapes_IsDataWithoutCalls()
    {
        var window = Scraped(200, Scrape(10, 20, 30), Scrape(10, 20, 30));

        Assert.Equal((1, 0L), (window.Scrapes, window.Samples));
        Assert.Throws<InvalidOperationException>(() => window.Quantile(950));
    }

    [Fact]
    public void Add_TotalFell_TakesTheNewValuesAsGrowth() =>
        Assert.Equal(6, Scraped(200, Scrape(10, 20, 30), Scrape(1, 3, 6)).Samples);

    [Fact]
    public void Add_OneBucketFell_TakesTheNewValuesAsGrowth()
    {
        // 10, 10 and 10 calls a bucket, then 30, 9 and 1: more calls in all, and yet another process.
        var window = Scraped(200, Scrape(10, 20, 30), Scrape(30, 39, 40));

        Assert.Equal(40, window.Samples);
        Assert.True(window.MoreThan(24));
        Assert.False(window.MoreThan(25));
    }

    [Fact]
    public void Add_LateOrTheSameAgain_GivesNoneAndLosesNothing()
    {
        var window = Scraped(200, Scrape(0, 0, 0), Scrape(10, 10, 10));

        Assert.False(window.Add(Some.At(3), Scrape(5, 5, 5), Some.At(6)));
        Assert.False(window.Add(Some.At(5), Scrape(10, 10, 10), Some.At(6)));
        Assert.True(window.Add(Some.At(10), Scrape(12, 12, 12), Some.At(10)));
        Assert.Equal(12, window.Samples);
    }

    [Fact]
    public void Add_FutureDated_CountsAtItsArrivalAndHidesNothing()
    {
        var window = new HistogramWindow(Length, 8, 200);
        window.Add(Some.At(900), Scrape(0, 0, 0), Some.At(0));
        window.Add(Some.At(900), Scrape(1, 1, 1), Some.At(5));

        Assert.Equal(Some.At(65).UtcTicks, window.NextExit);
        Assert.True(window.Add(Some.At(10), Scrape(3, 3, 3), Some.At(10)));
        Assert.Equal(3, window.Samples);
    }

    [Fact]
    public void Add_ArrivedAfterItsWindow_IsNotGrownAgainByTheNext()
    {
        var window = Scraped(200, Scrape(0, 0, 0));

        Assert.False(window.Add(Some.At(10), Scrape(100, 100, 100), Some.At(70)));
        Assert.True(window.Add(Some.At(71), Scrape(101, 101, 101), Some.At(71)));
        Assert.Equal(1, window.Samples);
    }

    [Fact]
    public void Add_FullWindow_LosesTheOldest()
    {
        var window = new HistogramWindow(Length, 2, 200);
        for (var i = 0; i < 5; i++)
        {
            window.Add(Some.At(i), Scrape(1 << i, 1 << i, 1 << i), Some.At(i));
        }

        Assert.Equal((2, 12L), (window.Scrapes, window.Samples));
    }

    [Fact]
    public void Add_OtherLayout_StartsAnew()
    {
        var window = Scraped(200, Scrape(0, 0, 0), Scrape(10, 10, 10));

        Assert.False(window.Add(Some.At(10), new([300], [50, 60]), Some.At(10)));
        Assert.Equal((0, 0L, false), (window.Scrapes, window.Samples, window.IsEdge));
        Assert.True(window.Add(Some.At(15), new([300], [51, 62]), Some.At(15)));
        Assert.Equal(2, window.Samples);
    }

    [Fact]
    public void Clear_Calls_AreForgottenAndTheLastScrapeIsNot()
    {
        var window = Scraped(200, Scrape(0, 0, 0), Scrape(10, 10, 10));

        window.Clear();
        Assert.Equal((0, 0L, long.MaxValue), (window.Scrapes, window.Samples, window.NextExit));
        Assert.True(window.Add(Some.At(10), Scrape(13, 13, 13), Some.At(10)));
        Assert.Equal(3, window.Samples);
    }

    [Fact]
    public void Add_MoreThanFits_CountsAsTheMost()
    {
        var window = Scraped(200, Scrape(0, 0, 0), Scrape(1L << 50, 1L << 50, 1L << 50));
        Assert.Equal(uint.MaxValue, window.Samples);

        window.Advance(Some.At(65));
        Assert.Equal(0, window.Samples);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(200, true)]
    [InlineData(0, false)]
    [InlineData(150, false)]
    [InlineData(201, false)]
    public void IsEdge_Limit_IsOneOfTheBounds(long limit, bool edge) =>
        Assert.Equal(edge, Scraped(limit, Scrape(0, 0, 0)).IsEdge);

    [Fact]
    public void MoreThan_ExactlyTheShareOnAnEdge_IsNotMore()
    {
        Assert.False(Scraped(200, Scrape(0, 0, 0), Scrape(0, 95, 100)).MoreThan(50));
        Assert.True(Scraped(200, Scrape(0, 0, 0), Scrape(0, 94, 100)).MoreThan(50));
        Assert.True(Scraped(200, Scrape(0, 0, 0), Scrape(0, 949_999, 1_000_000)).MoreThan(50));
    }

    [Theory]
    [InlineData(149, true)]
    [InlineData(150, false)]
    public void MoreThan_LimitInsideABucket_TakesTheShareOfItAbove(long limit, bool more) =>
        // 10 of 100 calls lie between 100 and 200; above 150 there are 5 of them.
        Assert.Equal(more, Scraped(limit, Scrape(0, 0, 0), Scrape(90, 100, 100)).MoreThan(50));

    [Fact]
    public void MoreThan_LimitBeyondTheLastBound_TakesAllBeyondThatBound()
    {
        Assert.True(Scraped(5_000, Scrape(0, 0, 0), Scrape(0, 94, 100)).MoreThan(50));
        Assert.False(Scraped(5_000, Scrape(0, 0, 0), Scrape(0, 95, 100)).MoreThan(50));
    }

    [Fact]
    public void MoreThan_FirstBoundIsZero_IsAnEdgeToo()
    {
        var window = new HistogramWindow(Length, 8, 0);
        window.Add(Some.At(0), new([0, 10], [0, 0, 0]), Some.At(0));
        window.Add(Some.At(5), new([0, 10], [90, 100, 100]), Some.At(5));

        Assert.True(window.MoreThan(99));
        Assert.False(window.MoreThan(100));
        Assert.Equal((0L, 5L), (window.Quantile(900), window.Quantile(950)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(250, 50)]
    [InlineData(500, 100)]
    [InlineData(501, 101)]
    [InlineData(700, 150)]
    [InlineData(900, 200)]
    [InlineData(901, 200)]
    [InlineData(1_000, 200)]
    public void Quantile_Calls_IsLinearInsideTheBucketAndTheLastBoundBeyondIt(int permille, long expected) =>
        Assert.Equal(expected, Scraped(200, Scrape(0, 0, 0), Scrape(50, 90, 100)).Quantile(permille));

    [Fact]
    public void Add_MoreBucketsThanKept_MergesTheTopmostButNotAroundTheLimit()
    {
        ImmutableArray<long> bounds = [.. Enumerable.Range(1, 40).Select(i => i * 100L)];
        ImmutableArray<long> none = [.. Enumerable.Repeat(0L, 41)];
        ImmutableArray<long> counts = [.. Enumerable.Range(1, 41).Select(i => i * 10L)];
        for (var limit = 0L; limit <= 4_100; limit += 25)
        {
            var window = Scraped(limit, new(bounds, none), new(bounds, counts));

            // Ten calls in each of the 41 buckets, evenly; those beyond the last bound are all above a limit there.
            var above = limit <= 4_000 ? (410 * 100) - (limit * 10) : 10 * 100;
            Assert.Equal(bounds.Contains(limit), window.IsEdge);
            for (var permille = 0; permille <= 1_000; permille += 5)
            {
                Assert.Equal(1_000 * above > permille * 410 * 100, window.MoreThan(permille));
            }
        }

        // 21 low bounds and the limit's own two make 23, and with +Inf 24.
        Assert.Equal(2_100, Scraped(3_950, new(bounds, none), new(bounds, counts)).Quantile(512));
        Assert.Equal(4_000, Scraped(3_950, new(bounds, none), new(bounds, counts)).Quantile(999));
        Assert.Equal(2_300, Scraped(100, new(bounds, none), new(bounds, counts)).Quantile(999));
    }

    [Fact]
    public void Sum_OfAnotherLimit_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramWindow(Length, 8, 200, new(100)));

    [Fact]
    public void Sum_OtherLayouts_AreLeftOutAndSaidSoUntilTheyAgree()
    {
        var sum = new HistogramSum(200);
        var (one, two) = (new HistogramWindow(Length, 8, 200, sum), new HistogramWindow(Length, 8, 200, sum));
        one.Add(Some.At(0), Scrape(0, 0, 0), Some.At(0));
        two.Add(Some.At(0), new([200], [0, 0]), Some.At(0));
        one.Add(Some.At(5), Scrape(1, 2, 3), Some.At(5));
        two.Add(Some.At(5), new([200], [10, 20]), Some.At(5));
        Assert.Equal((3L, 1, 1), (sum.Samples, sum.Scrapes, sum.LeftOut));

        // The first restarts with the other's buckets, and the other joins with all that it has.
        one.Add(Some.At(10), new([200], [0, 0]), Some.At(10));
        Assert.Equal((0L, 0, 1), (sum.Samples, sum.Scrapes, sum.LeftOut));
        two.Add(Some.At(10), new([200], [11, 22]), Some.At(10));
        one.Add(Some.At(15), new([200], [5, 5]), Some.At(15));
        Assert.Equal((27L, 3, 0), (sum.Samples, sum.Scrapes, sum.LeftOut));
        Assert.True(sum.MoreThan(407));
        Assert.False(sum.MoreThan(408));
    }

    [Fact]
    public void Add_Steady_AllocatesNothing()
    {
        var scrapes = Enumerable.Range(0, 500).Select(i => Scrape(i, 2 * i, 3 * i)).ToArray();
        var sum = new HistogramSum(150);
        var window = new HistogramWindow(Length, 16, 150, sum);

        Assert.Equal(0, Allocations.Least(round => Use(window, sum, scrapes, round * 10_000)));
    }

    private static void Use(HistogramWindow window, HistogramSum sum, DurationHistogram[] scrapes, int from)
    {
        for (var i = 0; i < scrapes.Length; i++)
        {
            window.Add(Some.At(from + (5 * i)), scrapes[i], Some.At(from + (5 * i)));
            if (sum.Samples > 0 && window.MoreThan(50) == sum.MoreThan(50))
            {
                window.Quantile(950);
            }

            window.Advance(Some.At(from + (5 * i) + 3));
        }

        window.Clear();
    }

    private static DurationHistogram Scrape(long upTo100, long upTo200, long all) =>
        new([100, 200], [upTo100, upTo200, all]);

    /// <summary>A window that took these scrapes, 5 s apart.</summary>
    private static HistogramWindow Scraped(long limit, params DurationHistogram[] scrapes)
    {
        var window = new HistogramWindow(Length, 8, limit);
        for (var i = 0; i < scrapes.Length; i++)
        {
            window.Add(Some.At(5 * i), scrapes[i], Some.At(5 * i));
        }

        return window;
    }
}
