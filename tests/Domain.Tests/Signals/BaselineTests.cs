using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class BaselineTests
{
    private const int Day = 24 * 60;
    private static readonly DateTimeOffset Deployed = Minute(100_000);

    [Fact]
    public void Limit_QuietHour_IsTheFloor() =>
        Assert.Equal(new(10_000, 0, 0, 60), Filled(60, _ => 0).Limit(Deployed, 20, 10_000));

    [Fact]
    public void Limit_NoisyHour_IsTheMedianAndFiveDeviations()
    {
        // Every rate from 1 % to 60 % once: the median is 30.5 %, half of them are 15 % or more away from it.
        var limit = Filled(60, i => 10 * (i + 1)).Limit(Deployed, 20, 10_000);

        Assert.Equal(new(1_055_000, 305_000, 150_000, 60), limit);
        Assert.True(limit.Enough);
    }

    [Fact]
    public void Limit_OneTerribleMinute_MovesNothing() =>
        Assert.Equal(
            new(20_000, 20_000, 0, 60),
            Filled(60, i => i == 7 ? 1_000 : 20).Limit(Deployed, minimumCalls: 20, floorPpm: 10_000)
        );

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Limit_FewMinutes_SaysThatTheyAreTooFew(int minutes, bool enough)
    {
        var limit = Filled(minutes, _ => 0).Limit(Deployed, 20, 10_000);

        Assert.Equal((enough, minutes), (limit.Enough, limit.Buckets));
        Assert.Equal(enough ? 10_000 : null, limit.LimitPpm);
    }

    [Theory]
    [InlineData(1_000, 60)]
    [InlineData(1_001, 0)]
    public void Limit_MinutesUnderMinimumTraffic_AreLeftOut(long minimumCalls, int buckets) =>
        Assert.Equal(buckets, Filled(60, _ => 0).Limit(Deployed, minimumCalls, 10_000).Buckets);

    [Fact]
    public void Limit_Moment_LooksAtTheWholeMinutesBeforeIt()
    {
        var baseline = new Baseline(new() { MinimumBuckets = 1 });
        Add(baseline, Deployed.AddHours(-1), 0);
        Assert.Equal(0, baseline.Limit(Deployed, 20, 0).Buckets);
        Add(baseline, Deployed.AddHours(-1).AddTicks(1), 0);
        Assert.Equal(1, baseline.Limit(Deployed, 20, 0).Buckets);
        Add(baseline, Deployed, 0);
        Assert.Equal(2, baseline.Limit(Deployed, 20, 0).Buckets);
        Add(baseline, Deployed.AddTicks(1), 0);
        Assert.Equal(2, baseline.Limit(Deployed, 20, 0).Buckets);
    }

    [Fact]
    public void Add_GrowthsOfOneMinute_AreOneBucketThatEndsWithTheMinute()
    {
        var baseline = new Baseline(new() { MinimumBuckets = 1 });
        baseline.Add(Deployed.AddMinutes(-1).AddTicks(1), 50, 5, Deployed);
        baseline.Add(Deployed, 50, 0, Deployed);
        baseline.Add(Deployed.AddTicks(1), 900, 900, Deployed.AddTicks(1));

        Assert.Equal(new(50_000, 50_000, 0, 1), baseline.Limit(Deployed, 100, 0));
        Assert.Equal(new(50_000, 50_000, 0, 1), baseline.Limit(Deployed.AddSeconds(59), 100, 0));
        Assert.Equal(2, baseline.Limit(Deployed.AddMinutes(1), 100, 0).Buckets);
    }

    [Fact]
    public void Limit_SameHourOfEarlierDays_IsAddedAsFarAsItIsKept()
    {
        var baseline = new Baseline();
        for (var day = 9; day >= 0; day--)
        {
            for (var minute = 120; minute > 0; minute--)
            {
                Add(baseline, Deployed.AddMinutes(-(day * Day) - minute + 1), day == 0 ? 10 : 30);
            }
        }

        Assert.Equal(new(30_000, 30_000, 0, 480), baseline.Limit(Deployed, 20, 10_000));

        // Two days on, the day itself recorded nothing yet.
        Add(baseline, Deployed.AddDays(2), 0);
        Assert.Equal(360, baseline.Limit(Deployed.AddDays(2).AddMinutes(-1), 20, 10_000).Buckets);
    }

    [Fact]
    public void Add_LateMinute_CountsWhileItIsKeptAndNotAfter()
    {
        var baseline = Filled(60, _ => 0);

        Assert.True(baseline.Add(Deployed.AddDays(-8).AddTicks(1), 100, 0, Deployed));
        Assert.False(baseline.Add(Deployed.AddDays(-8), 100, 0, Deployed));
    }

    [Fact]
    public void Add_FutureDated_CountsAtItsArrivalAndWipesNothing()
    {
        var baseline = Filled(60, _ => 0);
        Assert.True(baseline.Add(Deployed.AddYears(1), 1_000, 1_000, Deployed));

        Assert.Equal(60, baseline.Limit(Deployed, 20, 10_000).Buckets);
    }

    [Fact]
    public void Add_MinutesWithoutAnything_AreNotThoseOfARingAgo()
    {
        var baseline = Filled(60, _ => 0);
        Add(baseline, Deployed.AddDays(8), 0);

        Assert.Equal(1, baseline.Limit(Deployed.AddDays(8), 20, 10_000).Buckets);
    }

    [Fact]
    public void Limit_BeforeAllTime_IsNotEnough() =>
        Assert.Equal(new(null, null, null, 0), new Baseline().Limit(DateTimeOffset.MinValue, 20, 10_000));

    [Fact]
    public void Limit_OtherRule_TakesItsNumbers()
    {
        var baseline = new Baseline(
            new()
            {
                Deviations = 0,
                MinimumBuckets = 5,
                Minutes = 10,
                Days = 1,
            }
        );
        for (var i = 59; i >= 0; i--)
        {
            Add(baseline, Deployed.AddMinutes(-i), i);
        }

        Assert.Equal(new(4_500, 4_500, 2_500, 10), baseline.Limit(Deployed, 20, 0));
    }

    [Theory]
    [InlineData(-1, 30, 60, 8)]
    [InlineData(5, 0, 60, 8)]
    [InlineData(5, 30, 0, 8)]
    [InlineData(5, 30, 1_441, 8)]
    [InlineData(5, 30, 60, 0)]
    public void Constructor_NoRule_IsRefused(int deviations, int minimum, int minutes, int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Baseline(
                new()
                {
                    Deviations = deviations,
                    MinimumBuckets = minimum,
                    Minutes = minutes,
                    Days = days,
                }
            )
        );

    [Fact]
    public void Add_OutOfRange_IsRefusedOrHeldAsTheMost()
    {
        var baseline = new Baseline(new() { MinimumBuckets = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => baseline.Add(Deployed, -1, 0, Deployed));
        Assert.Throws<ArgumentOutOfRangeException>(() => baseline.Add(Deployed, 1, -1, Deployed));
        Assert.Throws<ArgumentOutOfRangeException>(() => baseline.Limit(Deployed, 0, 0));

        baseline.Add(Deployed, long.MaxValue, 0, Deployed);
        baseline.Add(Deployed, long.MaxValue, 0, Deployed);
        Assert.Equal(1, baseline.Limit(Deployed, uint.MaxValue, 0).Buckets);
    }

    [Fact]
    public void Use_Steady_AllocatesNothing()
    {
        var baseline = new Baseline();

        Assert.Equal(0, Allocations.Least(round => Use(baseline, round * 1_000)));
    }

    [Fact]
    public void Limit_AnyMinutes_AgreesWithAList() =>
        Gen.Select(Gen.Int[0, 3 * Day], Gen.Int[0, 300], Gen.Int[0, 40])
            .List[0, 400]
            .Select(Gen.Int[0, 3 * Day])
            .Sample(
                (adds, before) =>
                {
                    var baseline = new Baseline(
                        new()
                        {
                            MinimumBuckets = 3,
                            Minutes = 600,
                            Days = 3,
                        }
                    );
                    var minutes = new Dictionary<int, (long Calls, long Errors)>();
                    var now = Minute(3 * Day);
                    baseline.Add(now, 0, 0, now);
                    foreach (var (minute, calls, errors) in adds)
                    {
                        var kept = minute > 0;
                        Assert.Equal(kept, baseline.Add(Minute(minute), calls, errors, now));
                        if (kept)
                        {
                            var (heldCalls, heldErrors) = minutes.GetValueOrDefault(minute);
                            minutes[minute] = (heldCalls + calls, heldErrors + errors);
                        }
                    }

                    var rates = minutes
                        .Where(minute => InHours(before, minute.Key) && minute.Value.Calls >= 50)
                        .Select(minute => minute.Value.Errors * 1_000_000 / minute.Value.Calls)
                        .ToList();
                    var expected = new BaselineLimit(null, null, null, rates.Count);
                    if (rates.Count >= 3)
                    {
                        var median = Median(rates);
                        var mad = Median(rates.Select(rate => Math.Abs(rate - median)));
                        expected = new(Math.Max(70_000, median + (5 * mad)), median, mad, rates.Count);
                    }

                    Assert.Equal(expected, baseline.Limit(Minute(before), 50, 70_000));
                },
                iter: 1_000
            );

    private static bool InHours(int before, int minute) =>
        minute <= before && (before - minute) % Day < 600 && before - minute < 3 * Day;

    private static long Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static DateTimeOffset Minute(int number) => Some.Start.AddMinutes(number);

    /// <summary>The minutes before the deployment, a thousand calls in each.</summary>
    private static Baseline Filled(int minutes, Func<int, int> errors)
    {
        var baseline = new Baseline();
        for (var i = minutes - 1; i >= 0; i--)
        {
            Add(baseline, Deployed.AddMinutes(-i), errors(i));
        }

        return baseline;
    }

    private static void Add(Baseline baseline, DateTimeOffset at, int errors) => baseline.Add(at, 1_000, errors, at);

    private static void Use(Baseline baseline, int from)
    {
        for (var i = from; i < from + 300; i++)
        {
            baseline.Add(Minute(i), 100, i % 7, Minute(i));
            baseline.Limit(Minute(i), 20, 10_000);
        }
    }
}
