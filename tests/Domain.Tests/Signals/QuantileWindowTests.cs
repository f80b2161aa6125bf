using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class QuantileWindowTests
{
    private const int Lowest = 1_000;
    private const int Highest = 60_000_000;
    private static readonly int[] Shares = [0, 1, 100, 500, 900, 950, 990, 999, 1_000];
    private static readonly TimeSpan Length = Some.Seconds(60);

    // Where the window's buckets end: the furthest from what the bucket reads as, and so the hardest.
    private static readonly List<long> Edges = MakeEdges();

    public static TheoryData<string> Distributions => [.. Hostile.Keys];

    private static Dictionary<string, long[]> Hostile { get; } =
        new(StringComparer.Ordinal)
        {
            ["constant"] = Many(10_000, _ => 123_456),
            ["one"] = [777_777],
            ["bimodal"] = Many(10_000, i => i % 2 == 0 ? 1_500 : 29_000_000),
            ["bimodal at the quantile"] = Many(1_000, i => i < 950 ? 40_000 : 41_000),
            ["just past the quantile"] = Many(1_000, i => i < 949 ? 40_000 : 5_000_000),
            ["pareto"] = Many(10_000, i => 2_000 * 10_000 / (10_000 - i)),
            ["steep pareto"] = Many(5_000, i => 1_200 + ((long)i * i * i * i / 20_000_000)),
            ["all on an edge"] = Many(5_000, i => Edges[i % Edges.Count]),
            ["all just past an edge"] = Many(5_000, i => Edges[i % Edges.Count] + 1),
            ["one edge"] = Many(500, _ => Edges[300]),
            ["one huge outlier"] = Many(10_000, i => i == 5_000 ? long.MaxValue : 20_000),
            ["ramp"] = Many(10_000, i => 1_000 + (6_000L * i)),
            ["falling ramp"] = Many(10_000, i => 60_001_000 - (6_000L * i)),
            ["below and above"] = Many(
                999,
                i =>
                    i % 3 == 0 ? i % 1_000
                    : i % 3 == 1 ? 60_000_001 + i
                    : 50_000
            ),
            ["all below"] = Many(100, i => i * 10),
            ["all above"] = Many(100, i => 60_000_000L * (i + 2)),
        };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Quantile_HostileDistribution_IsWithinOnePercentOfTheExactOne(string name)
    {
        var values = Hostile[name];
        var window = new QuantileWindow(Length);
        for (var i = 0; i < values.Length; i++)
        {
            // Spread over the sub-windows that are surely kept.
            Assert.True(window.Add(Some.At(i % 50), values[i], Some.At(50)));
        }

        AssertClose(values, window);
    }

    [Fact]
    public void Quantile_EveryEdgeAndItsNeighbours_IsWithinOnePercent()
    {
        var before = 0L;
        foreach (var value in Edges.SelectMany(edge => (long[])[edge - 1, edge, edge + 1]))
        {
            var window = new QuantileWindow(Length);
            window.Add(Some.At(0), value, Some.At(0));
            AssertClose([value], window);

            // What is slower never reads as faster.
            Assert.InRange(window.Quantile(500), before, long.MaxValue);
            before = window.Quantile(500);
        }

        Assert.Equal(552, Edges.Count);
    }

    [Fact]
    public void Quantile_AnyValues_IsWithinOnePercentOfTheExactOne() =>
        Gen.Select(Gen.Int[0, 26], Gen.Long[0, 1L << 27])
            .Select((shift, value) => value >> shift)
            .Array[1, 200]
            .Sample(
                values =>
                {
                    var window = new QuantileWindow(Length);
                    foreach (var value in values)
                    {
                        window.Add(Some.At(0), value, Some.At(0));
                    }

                    AssertClose(values, window);
                },
                iter: 2_000
            );

    [Fact]
    public void Quantile_Empty_IsNoNumber()
    {
        var window = new QuantileWindow(Length);

        Assert.Equal(0, window.Samples);
        Assert.Throws<InvalidOperationException>(() => window.Quantile(950));
    }

    [Fact]
    public void Advance_SubWindows_LeaveWhole()
    {
        // Start is a whole multiple of the sub-windows of 6 s: (0, 6], (6, 12], ...
        var window = new QuantileWindow(Length);
        window.Add(Some.At(0), 5_000, Some.At(0));
        window.Add(Some.At(0.001), 6_000, Some.At(1));
        window.Add(Some.At(6), 7_000, Some.At(6));
        window.Add(Some.At(6.001), 8_000, Some.At(7));

        window.Advance(Some.At(54));
        Assert.Equal(4, window.Samples);
        window.Advance(Some.At(54.001));
        Assert.Equal(3, window.Samples);
        window.Advance(Some.At(60));
        Assert.Equal(3, window.Samples);
        window.Advance(Some.At(60.001));
        Assert.Equal(1, window.Samples);
        window.Advance(Some.At(66.001));
        Assert.Equal(0, window.Samples);
    }

    [Fact]
    public void Advance_SlowOnesLeave_OnlyTheFastOnesAreRead()
    {
        var window = new QuantileWindow(Length);
        for (var i = 0; i < 100; i++)
        {
            window.Add(Some.At(20), 30_000_000 + (100_000 * i), Some.At(20));
            window.Add(Some.At(50), 20_000 + (100 * i), Some.At(50));
        }

        window.Advance(Some.At(80));

        AssertClose([.. Enumerable.Range(0, 100).Select(i => 20_000L + (100 * i))], window);
    }

    [Fact]
    public void Clear_Durations_StartsEmpty()
    {
        var window = new QuantileWindow(Length);
        for (var i = 0; i < 100; i++)
        {
            window.Add(Some.At(i % 50), 30_000_000, Some.At(50));
        }

        window.Clear();
        Assert.Equal(0, window.Samples);
        window.Add(Some.At(50), 20_000, Some.At(50));

        AssertClose([20_000], window);
    }

    [Fact]
    public void Add_Late_CountsInItsOwnSubWindowWhileThatIsKept()
    {
        var window = new QuantileWindow(Length);
        window.Advance(Some.At(120));

        Assert.False(window.Add(Some.At(60), 5_000, Some.At(120)));
        Assert.True(window.Add(Some.At(61), 5_000, Some.At(120)));
        Assert.True(window.Add(Some.At(100), 9_000, Some.At(120)));

        window.Advance(Some.At(121));
        Assert.Equal(1, window.Samples);
        AssertClose([9_000], window);
    }

    [Fact]
    public void Add_FutureDated_CountsAtItsArrival()
    {
        var window = new QuantileWindow(Length);
        window.Add(Some.At(5_000), 5_000, Some.At(3));

        window.Advance(Some.At(60));
        Assert.Equal(1, window.Samples);
        window.Advance(Some.At(61));
        Assert.Equal(0, window.Samples);
    }

    [Fact]
    public void Add_AnyOrder_AgreesWithAListOfSubWindows() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[-80, 15], Gen.Int[1, 60_000])
            .List[1, 80]
            .Sample(
                steps =>
                {
                    var window = new QuantileWindow(Length);
                    var all = new List<(long Sub, long Value)>();
                    var now = Some.Start;
                    foreach (var (passed, offset, milliseconds) in steps)
                    {
                        now += Some.Seconds(passed);
                        var newest = SubWindow(now);
                        var sub = Math.Min(newest, SubWindow(now.AddSeconds(offset)));
                        var counts = sub > newest - 10;
                        Assert.Equal(counts, window.Add(now.AddSeconds(offset), milliseconds * 1_000L, now));
                        if (counts)
                        {
                            all.Add((sub, milliseconds * 1_000L));
                        }

                        all.RemoveAll(entry => entry.Sub <= newest - 10);
                        Assert.Equal(all.Count, window.Samples);
                        if (all.Count > 0)
                        {
                            AssertClose([.. all.Select(entry => entry.Value)], window);
                        }
                    }
                },
                iter: 1_000
            );

    [Fact]
    public void Add_MoreThanACountHolds_StaysExactAndLeavesWhole()
    {
        var window = new QuantileWindow(Length);
        for (var i = 0; i < 1_000_000; i++)
        {
            window.Add(Some.At(i % 2 * 20), i % 100 < 96 ? 4_000 : 2_000_000, Some.At(20));
        }

        Assert.Equal(1_000_000, window.Samples);
        Assert.InRange(window.Quantile(960), 3_960, 4_040);
        Assert.InRange(window.Quantile(961), 1_980_000, 2_020_000);

        window.Advance(Some.At(66));
        Assert.Equal(500_000, window.Samples);
        Assert.InRange(window.Quantile(920), 3_960, 4_040);
        window.Advance(Some.At(90));
        Assert.Equal(0, window.Samples);

        window.Add(Some.At(90), 7_000_000, Some.At(90));
        AssertClose([7_000_000], window);
    }

    [Fact]
    public void Add_MoreThanAllRefillsHold_IsNotCountedAndNothingWraps()
    {
        const int Holds = (QuantileWindow.Refills + 1) * ushort.MaxValue;
        var window = new QuantileWindow(Length);
        for (var i = 0; i < Holds; i++)
        {
            window.Add(Some.At(0), 5_000, Some.At(0));
        }

        Assert.False(window.Add(Some.At(0), 5_000, Some.At(0)));
        Assert.True(window.Add(Some.At(0), 9_000, Some.At(0)));
        Assert.Equal(Holds + 1, window.Samples);
        Assert.InRange(window.Quantile(990), 4_950, 5_050);
        Assert.InRange(window.Quantile(1_000), 8_910, 9_090);

        window.Clear();
        Assert.True(window.Add(Some.At(0), 5_000, Some.At(0)));
        Assert.Equal(1, window.Samples);
    }

    [Fact]
    public void Constructor_NoWindow_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileWindow(TimeSpan.FromTicks(9)));

    [Fact]
    public void Add_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileWindow(Length).Add(Some.At(0), -1, Some.At(0)));

    [Fact]
    public void Add_Steady_AllocatesNothing()
    {
        var window = new QuantileWindow(Length);

        Assert.Equal(0, Allocations.Least(round => Use(window, round * 1_000)));
    }

    private static void Use(QuantileWindow window, int from)
    {
        for (var i = from; i < from + 500; i++)
        {
            window.Add(Some.At(i), i * 7_919L % 70_000_000, Some.At(i));
            window.Add(Some.At(i - 30), 2, Some.At(i));
            window.Advance(Some.At(i));
            window.Quantile(950);
        }

        window.Clear();
    }

    private static void AssertClose(long[] values, QuantileWindow window)
    {
        var sorted = values.Order().ToArray();
        Assert.Equal(sorted.Length, window.Samples);
        foreach (var permille in Shares)
        {
            var exact = sorted[Math.Max(1, (int)Math.Ceiling(permille * sorted.Length / 1_000m)) - 1];
            var read = window.Quantile(permille);
            if (exact is <= Lowest or > Highest)
            {
                Assert.Equal(Math.Clamp(exact, Lowest, Highest), read);
            }
            else
            {
                Assert.True(100 * Math.Abs(read - exact) <= exact, $"{permille} ‰ is {exact} but read as {read}");
            }
        }
    }

    private static long SubWindow(DateTimeOffset time) => (time.UtcTicks - 1) / (Length.Ticks / 10);

    private static long[] Many(int count, Func<int, long> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static List<long> MakeEdges()
    {
        var edges = new List<long> { Lowest };
        while (edges[^1] < Highest)
        {
            edges.Add(Math.Min((edges[^1] + 1) * 101 / 100 * 100 / 99, Highest));
        }

        return edges;
    }
}
