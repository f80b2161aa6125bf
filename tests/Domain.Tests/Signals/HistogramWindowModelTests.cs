using System.Collections.Immutable;
using System.Numerics;
using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

/// <summary>Histogram windows and their sum against lists of growths and fractions without rounding.</summary>
public sealed class HistogramWindowModelTests
{
    private static readonly TimeSpan Length = Some.Seconds(60);
    private static readonly ImmutableArray<long>[] Layouts =
    [
        [100, 200, 400],
        [150, 300],
        [0, 100],
    ];

    private static readonly long[] Limits = [0, 100, 130, 300, 399, 1_000];

    /// <summary>What happens to a window in one step.</summary>
    private enum Action
    {
        Clear,
        Advance,
        Restart,
        OtherLayout,
        Scrape,
    }

    [Fact]
    public void Add_AnyScrapes_AgreesWithAList() =>
        Gen.Select(
                Gen.Int[0, 2],
                Gen.Int[0, 25],
                Gen.Int[-70, 10],
                Gen.Int[0, 12].Select(drawn => (Action)Math.Min(drawn, (int)Action.Scrape)),
                Gen.Int[0, 4].Array[4]
            )
            .List[0, 60]
            .Select(Gen.Int[0, 5].Select(i => Limits[i]))
            .Sample(Run, iter: 3_000);

    private static void Run(List<(int Which, int Passed, int Offset, Action Action, int[] Calls)> steps, long limit)
    {
        var sum = new HistogramSum(limit);
        int[] capacities = [2, 5, 16];
        var windows = capacities.Select(capacity => new HistogramWindow(Length, capacity, limit, sum)).ToList();
        var models = capacities.Select(capacity => new ListModel(capacity)).ToList();
        var targets = capacities.Select(_ => new Target()).ToList();
        var joined = new HashSet<ListModel>();
        var now = Some.Start;
        foreach (var (which, passed, offset, action, calls) in steps)
        {
            now += Some.Seconds(passed);
            var (window, model, target) = (windows[which], models[which], targets[which]);
            switch (action)
            {
                case Action.Clear:
                    window.Clear();
                    model.Growths.Clear();
                    break;
                case Action.Advance:
                    window.Advance(now);
                    model.Advance(now);
                    break;
                case Action.Restart or Action.OtherLayout:
                    target.Restart(action == Action.OtherLayout);
                    break;
                default:
                    var scrape = target.Serve(calls);
                    model.Advance(now);
                    joined.RemoveWhere(other => other.Growths.Count == 0);
                    var grew = model.Add(now.AddSeconds(offset), scrape, now);
                    Assert.Equal(grew, window.Add(now.AddSeconds(offset), scrape, now));
                    joined.RemoveWhere(other => other.Growths.Count == 0);
                    if (grew && joined.All(other => other.Bounds.SequenceEqual(model.Bounds)))
                    {
                        joined.Add(model);
                    }

                    break;
            }

            joined.RemoveWhere(other => other.Growths.Count == 0);
            AssertSame(model.Growths, model.Bounds, limit, window);
            Assert.Equal(model.NextExit, window.NextExit);
            AssertSame(
                [.. joined.SelectMany(other => other.Growths)],
                joined.FirstOrDefault()?.Bounds ?? [],
                limit,
                sum
            );
            Assert.Equal(models.Count(other => other.Growths.Count > 0 && !joined.Contains(other)), sum.LeftOut);
        }
    }

    private static void AssertSame(
        List<(DateTimeOffset At, long[] Calls)> growths,
        ImmutableArray<long> bounds,
        long limit,
        HistogramReading reading
    )
    {
        Assert.Equal(growths.Count, reading.Scrapes);
        Assert.Equal(growths.Sum(growth => growth.Calls.Sum()), reading.Samples);
        if (reading.Samples == 0)
        {
            Assert.False(reading.MoreThan(0));
            return;
        }

        Assert.Equal(bounds.Contains(limit), reading.IsEdge);
        Assert.False(reading.MoreThan(1_000));
        var calls = bounds.Select((_, i) => growths.Sum(growth => growth.Calls[i])).ToList();
        foreach (var permille in (int[])[1, 50, 333, 500, 950, 999])
        {
            var (most, parts) = Quantile(calls, bounds, reading.Samples, permille);
            Assert.Equal((long)((most + parts - 1) / parts), reading.Quantile(permille));

            // More than 5 % above the limit and p95 above the limit are one thing said twice.
            var slow = limit < bounds[^1] ? reading.Quantile(1_000 - permille) > limit : MoreBeyond(permille);
            Assert.Equal(slow, reading.MoreThan(permille));
        }

        bool MoreBeyond(int permille) => 1_000 * (reading.Samples - calls.Sum()) > permille * reading.Samples;
    }

    /// <summary>The quantile as a fraction.</summary>
    private static (BigInteger Most, BigInteger Parts) Quantile(
        List<long> calls,
        ImmutableArray<long> bounds,
        long samples,
        int permille
    )
    {
        var below = 0L;
        for (var i = 0; i < bounds.Length; i++)
        {
            var upTo = below + calls[i];
            if (calls[i] > 0 && 1_000 * upTo >= permille * samples)
            {
                var lower = i == 0 ? 0 : bounds[i - 1];
                BigInteger parts = 1_000 * calls[i];
                return ((lower * parts) + ((bounds[i] - lower) * ((permille * samples) - (1_000 * below))), parts);
            }

            below = upTo;
        }

        return (bounds[^1], 1);
    }

    /// <summary>A process that counts its calls.</summary>
    private sealed class Target
    {
        private int _layout;
        private long[] _calls = new long[4];

        public void Restart(bool otherLayout)
        {
            _layout = otherLayout ? (_layout + 1) % Layouts.Length : _layout;
            _calls = new long[4];
        }

        public DurationHistogram Serve(int[] more)
        {
            _calls = [.. _calls.Select((calls, i) => calls + more[i])];
            var bounds = Layouts[_layout];
            return new(bounds, [.. Enumerable.Range(1, bounds.Length + 1).Select(upTo => _calls.Take(upTo).Sum())]);
        }
    }

    /// <summary>The same rules, written down without thinking of speed.</summary>
    private sealed class ListModel(int capacity)
    {
        private readonly int _capacity = capacity;
        private (DateTimeOffset At, DurationHistogram Scrape)? _last;

        public List<(DateTimeOffset At, long[] Calls)> Growths { get; private set; } = [];

        public ImmutableArray<long> Bounds => _last?.Scrape.Bounds ?? [];

        public long NextExit => Growths.Count == 0 ? long.MaxValue : (Growths[0].At + Length).UtcTicks;

        public bool Add(DateTimeOffset at, DurationHistogram scrape, DateTimeOffset now)
        {
            at = at < now ? at : now;
            if (at <= _last?.At)
            {
                return false;
            }

            var before = _last?.Scrape;
            _last = (at, scrape);
            if (before is null || !before.Bounds.SequenceEqual(scrape.Bounds))
            {
                Growths.Clear();
                return false;
            }

            if (at <= now - Length)
            {
                return false;
            }

            var (old, calls) = (PerBucket(before), PerBucket(scrape));
            var reset = calls.Zip(old).Any(pair => pair.First < pair.Second);
            Growths.Add((at, reset ? calls : [.. calls.Zip(old, (more, less) => more - less)]));
            Growths = [.. Growths.TakeLast(_capacity)];
            return true;
        }

        public void Advance(DateTimeOffset now) => Growths.RemoveAll(growth => growth.At <= now - Length);

        private static long[] PerBucket(DurationHistogram scrape) =>
            [.. scrape.Counts.Select((count, i) => i == 0 ? count : count - scrape.Counts[i - 1])];
    }
}
