using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class ValueWindowTests
{
    private const long Infinite = long.MaxValue;
    private static readonly TimeSpan Length = Some.Seconds(60);

    [Fact]
    public void Add_ValueAtTheLimit_IsNotOverIt()
    {
        var window = Filled(limit: 600, 599, 600, 601);

        Assert.Equal((3, 1), (window.Samples, window.Over));
    }

    [Fact]
    public void Advance_ValueAtTheStart_IsOutAndAtTheEndIsIn()
    {
        var window = new ValueWindow(Length, 8, 600);
        window.Add(Some.At(0), 5_000, Some.At(0));
        window.Add(Some.At(60), 1, Some.At(60));

        Assert.Equal((1, 0, 1L), (window.Samples, window.Over, window.Quantile(1_000)));
        Assert.Equal(Some.At(120).UtcTicks, window.NextExit);
    }

    [Fact]
    public void Add_SameTwice_CountsOnceForOneSource()
    {
        var window = new ValueWindow(Length, 8, 600);

        Assert.True(window.Add(Some.At(1), 7, Some.At(1)));
        Assert.False(window.Add(Some.At(1), 7, Some.At(3)));
        Assert.True(window.Add(Some.At(1), 7, Some.At(3), source: 65_535));
        Assert.True(window.Add(Some.At(1), 8, Some.At(3)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(100, 10)]
    [InlineData(101, 20)]
    [InlineData(500, 50)]
    [InlineData(900, 90)]
    [InlineData(901, 100)]
    [InlineData(1_000, 100)]
    public void Quantile_TenValues_IsTheNearestRank(int permille, long expected) =>
        Assert.Equal(expected, Filled(600, 50, 10, 40, 20, 100, 30, 90, 60, 80, 70).Quantile(permille));

    [Fact]
    public void MedianTimesTwo_EvenNumber_IsTheSumOfTheMiddleTwo() =>
        Assert.Equal(401, Filled(600, 900, 201, 200, 100).MedianTimesTwo);

    [Fact]
    public void MedianTimesTwo_OddNumber_IsTwiceTheMiddleOne() =>
        Assert.Equal(402, Filled(600, 900, 201, 100).MedianTimesTwo);

    [Fact]
    public void Add_InfinitelySlow_StaysInfiniteAndIsOverEveryLimit()
    {
        var window = Filled(long.MaxValue, 1, Infinite, Infinite);

        Assert.Equal((2, 1L, Infinite), (window.Over, window.Quantile(333), window.Quantile(334)));
        Assert.Equal(Infinite, window.MedianTimesTwo);
        Assert.Equal(Infinite, Filled(600, 1, Infinite).MedianTimesTwo);
        Assert.Equal(4, Filled(600, 1, 2, Infinite).MedianTimesTwo);
    }

    [Fact]
    public void Add_SlowerThanFits_IsTheSlowestFiniteValue()
    {
        var window = Filled(600, 1L << 40, uint.MaxValue, uint.MaxValue - 2L);

        Assert.Equal((3, uint.MaxValue - 2L), (window.Over, window.Quantile(333)));
        Assert.Equal(uint.MaxValue - 1L, window.Quantile(1_000));
        Assert.Equal(2 * (uint.MaxValue - 1L), window.MedianTimesTwo);
    }

    [Fact]
    public void Quantile_Empty_IsNoNumber()
    {
        var window = new ValueWindow(Length, 8, 600);

        Assert.Throws<InvalidOperationException>(() => window.Quantile(950));
        Assert.Throws<InvalidOperationException>(() => window.MedianTimesTwo);
        Assert.Equal((0, 0, long.MaxValue), (window.Samples, window.Over, window.NextExit));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_001)]
    public void Quantile_NoShare_IsRefused(int permille) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(600, 1).Quantile(permille));

    [Fact]
    public void Add_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(600, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(600).Add(Some.At(0), 1, Some.At(0), source: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(600).Add(Some.At(0), 1, Some.At(0), source: 65_536));
    }

    [Fact]
    public void CopyTo_SeveralWindows_PoolsTheirValues()
    {
        var values = new long[8];
        var copied = Filled(600, 30, Infinite, 10).CopyTo(values);
        copied += Filled(600, 20).CopyTo(values.AsSpan(copied));

        Assert.Equal([10, 30, Infinite, 20], values[..copied]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Filled(600, 1, 2).CopyTo(new long[1]));
    }

    [Fact]
    public void Add_Steady_AllocatesNothing()
    {
        var window = new ValueWindow(Length, 64, 600, new());
        var values = new long[64];

        Assert.Equal(0, Allocations.Least(round => Use(window, values, round * 1_000)));
    }

    [Fact]
    public void Add_AnyOrder_AgreesWithAList() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[-90, 15], Gen.Int[0, 8], Gen.Int[0, 1], Gen.Int[0, 12])
            .List[0, 60]
            .Sample(
                steps =>
                {
                    var sum = new WindowSum();
                    int[] capacities = [2, 5, 16];
                    var windows = capacities.Select(capacity => new ValueWindow(Length, capacity, 3, sum)).ToList();
                    var models = capacities.Select(capacity => new ListModel(capacity)).ToList();
                    var now = Some.Start;
                    foreach (var (which, passed, offset, drawn, source, action) in steps)
                    {
                        now += Some.Seconds(passed);
                        var value = drawn == 8 ? Infinite : drawn;
                        switch (action)
                        {
                            case 0:
                                windows[which].Clear();
                                models[which].Clear();
                                break;
                            case 1:
                                windows[which].Advance(now);
                                models[which].Advance(now);
                                break;
                            default:
                                Assert.Equal(
                                    models[which].Add(now.AddSeconds(offset), value, now, source),
                                    windows[which].Add(now.AddSeconds(offset), value, now, source)
                                );
                                break;
                        }

                        models[which].AssertSame(windows[which]);
                        var samples = models.Sum(model => model.Values.Count);
                        Assert.Equal(
                            (samples, samples, models.Sum(model => model.Values.Count(held => held > 3))),
                            (sum.Samples, sum.Total, sum.Bad)
                        );
                    }
                },
                iter: 3_000
            );

    private static ValueWindow Filled(long limit, params long[] values)
    {
        var window = new ValueWindow(Length, 16, limit);
        for (var i = 0; i < values.Length; i++)
        {
            window.Add(Some.At(i), values[i], Some.At(i));
        }

        return window;
    }

    private static void Use(ValueWindow window, long[] values, int from)
    {
        for (var i = from; i < from + 500; i++)
        {
            window.Add(Some.At(i), i * 7 % 1_000, Some.At(i));
            window.Add(Some.At(i - 3), 2, Some.At(i));
            window.Advance(Some.At(i));
            values[0] += window.Quantile(950) + window.MedianTimesTwo + window.CopyTo(values);
        }

        window.Clear();
    }

    /// <summary>The same rules, written down without thinking of speed.</summary>
    private sealed class ListModel(int capacity)
    {
        private readonly int _capacity = capacity;
        private List<(DateTimeOffset At, long Value, int Source)> _all = [];

        public List<long> Values => [.. _all.Select(entry => entry.Value).Order()];

        public bool Add(DateTimeOffset at, long value, DateTimeOffset now, int source)
        {
            Advance(now);
            var entry = (At: at < now ? at : now, value, source);
            if (entry.At <= now - Length || _all.Contains(entry))
            {
                return false;
            }

            _all = [.. _all.Append(entry).OrderBy(other => other.At).TakeLast(_capacity)];
            return _all.Contains(entry);
        }

        public void Advance(DateTimeOffset now) => _all.RemoveAll(entry => entry.At <= now - Length);

        public void Clear() => _all.Clear();

        public void AssertSame(ValueWindow window)
        {
            var values = Values;
            var copied = new long[16];
            Assert.Equal(values, copied[..window.CopyTo(copied)]);
            Assert.Equal((values.Count, values.Count(value => value > 3)), (window.Samples, window.Over));
            Assert.Equal(_all.Count == 0 ? long.MaxValue : (_all[0].At + Length).UtcTicks, window.NextExit);
            if (values.Count == 0)
            {
                return;
            }

            foreach (var permille in (int[])[0, 1, 250, 500, 900, 950, 990, 1_000])
            {
                var rank = Math.Max(1, (int)Math.Ceiling(permille * values.Count / 1_000m));
                Assert.Equal(values[rank - 1], window.Quantile(permille));
            }

            var (lower, upper) = (values[(values.Count - 1) / 2], values[values.Count / 2]);
            Assert.Equal(upper == Infinite ? Infinite : lower + upper, window.MedianTimesTwo);
        }
    }
}
