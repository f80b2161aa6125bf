using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan Length = Some.Seconds(60);

    [Fact]
    public void Advance_SampleAtTheStart_IsOutAndAtTheEndIsIn()
    {
        var window = new SlidingWindow(Length, 8);
        window.Add(Some.At(0), 1, 1, Some.At(0));
        window.Add(Some.At(60), 1, 0, Some.At(60));

        Assert.Equal((1, 1L, 0L), (window.Samples, window.Total, window.Bad));
    }

    [Fact]
    public void Add_LateSample_LeavesTheWindowInItsOwnTurn()
    {
        var window = new SlidingWindow(Length, 8);
        window.Add(Some.At(50), 10, 0, Some.At(50));
        window.Add(Some.At(20), 10, 5, Some.At(50));

        window.Advance(Some.At(80));

        Assert.Equal((1, 10L, 0L), (window.Samples, window.Total, window.Bad));
    }

    [Fact]
    public void Add_TooLate_DoesNotCount() =>
        Assert.False(new SlidingWindow(Length, 8).Add(Some.At(0), 1, 1, Some.At(60)));

    [Fact]
    public void Add_SameTwice_CountsOnce()
    {
        var window = new SlidingWindow(Length, 8);

        Assert.True(window.Add(Some.At(1), 7, 2, Some.At(1)));
        Assert.False(window.Add(Some.At(1), 7, 2, Some.At(3)));
        Assert.True(window.Add(Some.At(1), 7, 2, Some.At(3), source: 1));
        Assert.Equal(2, window.Samples);
    }

    [Fact]
    public void Add_FutureDated_CountsAtItsArrival()
    {
        var window = new SlidingWindow(Length, 8);
        window.Add(Some.At(500), 1, 1, Some.At(10));

        window.Advance(Some.At(69));
        Assert.Equal(1, window.Samples);
        window.Advance(Some.At(70));
        Assert.Equal(0, window.Samples);
    }

    [Fact]
    public void Add_FullWindow_LosesTheOldestEvenWhenItIsTheNewcomer()
    {
        var window = new SlidingWindow(Length, 2);
        window.Add(Some.At(10), 1, 0, Some.At(10));
        window.Add(Some.At(11), 2, 0, Some.At(11));

        Assert.False(window.Add(Some.At(5), 100, 0, Some.At(12)));
        Assert.True(window.Add(Some.At(12), 4, 0, Some.At(12)));
        Assert.Equal(6, window.Total);
    }

    [Fact]
    public void Add_LateSampleToAFullWindow_TakesItsPlaceInTime()
    {
        var window = new SlidingWindow(Length, 3);
        foreach (var at in new[] { 10, 20, 30 })
        {
            window.Add(Some.At(at), at, 0, Some.At(at));
        }

        window.Add(Some.At(15), 15, 0, Some.At(31));
        window.Advance(Some.At(75));

        Assert.Equal((2, 50L), (window.Samples, window.Total));
    }

    [Fact]
    public void Sum_OfTwoWindows_LosesWhatLeavesOrIsClearedFromOne()
    {
        var sum = new WindowSum();
        var (first, second) = (new SlidingWindow(Length, 8, sum), new SlidingWindow(Length, 8, sum));
        first.Add(Some.At(0), 7, 2, Some.At(0));
        first.Add(Some.At(10), 11, 3, Some.At(10));
        second.Add(Some.At(10), 100, 50, Some.At(10));
        Assert.Equal((3, 118L, 55L), (sum.Samples, sum.Total, sum.Bad));

        first.Advance(Some.At(60));
        Assert.Equal((2, 111L, 53L), (sum.Samples, sum.Total, sum.Bad));
        first.Clear();
        Assert.Equal((1, 100L, 50L), (sum.Samples, sum.Total, sum.Bad));
    }

    [Fact]
    public void Clear_Samples_StartsEmpty()
    {
        var window = new SlidingWindow(Length, 4);
        window.Add(Some.At(1), 3, 3, Some.At(1));

        window.Clear();
        window.Add(Some.At(2), 5, 1, Some.At(2));

        Assert.Equal((1, 5L, 1L), (window.Samples, window.Total, window.Bad));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(-1, 4)]
    [InlineData(60, 1)]
    public void Constructor_NoWindow_IsRefused(int seconds, int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindow(Some.Seconds(seconds), capacity));

    [Fact]
    public void Add_Steady_AllocatesNothing()
    {
        var window = new SlidingWindow(Length, 64, new());

        Assert.Equal(0, Allocations.Least(Refill));

        void Refill(int round)
        {
            Fill(window, round * 1_000);
            window.Clear();
        }
    }

    [Fact]
    public void Constructor_Capacity_IsWhatIsKept()
    {
        var window = new SlidingWindow(Length, 5);
        for (var i = 0; i < 9; i++)
        {
            window.Add(Some.At(i), 1, 0, Some.At(i));
        }

        Assert.Equal(5, window.Samples);
    }

    [Fact]
    public void NextExit_OldestSample_LeavesThenAndNotBefore()
    {
        var window = new SlidingWindow(Length, 8);
        Assert.Equal((long.MaxValue, null), (window.NextExit, window.Newest));

        window.Add(Some.At(10), 1, 0, Some.At(10));
        window.Add(Some.At(4), 1, 0, Some.At(10));

        Assert.Equal((Some.At(64).UtcTicks, Some.At(10)), (window.NextExit, window.Newest));
        window.Advance(Some.At(64).AddTicks(-1));
        Assert.Equal(2, window.Samples);
        window.Advance(Some.At(64));
        Assert.Equal((1, Some.At(70).UtcTicks), (window.Samples, window.NextExit));
    }

    [Fact]
    public void Add_WindowWithoutEnd_LosesNothingAndDoesNotOverflow()
    {
        var window = new SlidingWindow(TimeSpan.MaxValue, 8);
        window.Add(DateTimeOffset.MinValue, 1, 0, DateTimeOffset.MinValue);
        window.Add(DateTimeOffset.MaxValue, 1, 0, DateTimeOffset.MaxValue);

        Assert.Equal(2, window.Samples);
    }

    [Fact]
    public void Add_MoreBadThanFits_CountsAsTheMost()
    {
        var window = new SlidingWindow(Length, 8);
        window.Add(Some.At(0), 1L << 40, 1L << 40, Some.At(0));
        Assert.Equal((1L << 40, uint.MaxValue), (window.Total, window.Bad));

        window.Advance(Some.At(60));
        Assert.Equal((0L, 0L), (window.Total, window.Bad));
    }

    [Fact]
    public void Add_NegativeBad_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new SlidingWindow(Length, 8).Add(Some.At(0), 1, -1, Some.At(0))
        );

    [Fact]
    public void Add_AnyOrder_AgreesWithAList() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[-90, 15], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1])
            .List[0, 60]
            .Select(Gen.Int[2, 12])
            .Sample(
                (steps, capacity) =>
                {
                    var window = new SlidingWindow(Length, capacity);
                    var model = new ListModel(Length, capacity);
                    var now = Some.Start;
                    foreach (var (passed, offset, total, bad, source) in steps)
                    {
                        now += Some.Seconds(passed);
                        var counted = window.Add(now.AddSeconds(offset), total, bad, now, source);
                        Assert.Equal(model.Add(now.AddSeconds(offset), total, bad, now, source), counted);
                        Assert.Equal(model.Sums, (window.Samples, window.Total, window.Bad));
                        Assert.Equal(model.Ends, (window.NextExit, window.Newest));
                        window.Advance(now += Some.Seconds(passed / 2));
                        model.Advance(now);
                        Assert.Equal(model.Sums, (window.Samples, window.Total, window.Bad));
                        Assert.Equal(model.Ends, (window.NextExit, window.Newest));
                    }
                },
                iter: 3_000
            );

    [Fact]
    public void Sum_ManyWindows_IsTheSumOfTheirLists() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[-90, 15], Gen.Int[0, 9], Gen.Int[0, 12])
            .List[0, 60]
            .Sample(
                steps =>
                {
                    var sum = new WindowSum();
                    SlidingWindow[] windows = [new(Length, 2, sum), new(Length, 4, sum), new(Length, 16, sum)];
                    ListModel[] models = [new(Length, 2), new(Length, 4), new(Length, 16)];
                    var now = Some.Start;
                    foreach (var (which, passed, offset, total, action) in steps)
                    {
                        now += Some.Seconds(passed);
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
                                windows[which].Add(now.AddSeconds(offset), total, total / 2, now);
                                models[which].Add(now.AddSeconds(offset), total, total / 2, now, 0);
                                break;
                        }

                        Assert.Equal(
                            (
                                models.Sum(model => model.Sums.Samples),
                                models.Sum(model => model.Sums.Total),
                                models.Sum(model => model.Sums.Bad)
                            ),
                            (sum.Samples, sum.Total, sum.Bad)
                        );
                    }
                },
                iter: 3_000
            );

    private static void Fill(SlidingWindow window, int from)
    {
        for (var i = from; i < from + 500; i++)
        {
            window.Add(Some.At(i), 1, i % 2, Some.At(i));
            window.Add(Some.At(i - 3), 2, 0, Some.At(i));
        }
    }

    /// <summary>The same rules, written down without thinking of speed.</summary>
    private sealed class ListModel(TimeSpan length, int capacity)
    {
        private readonly int _capacity = capacity;
        private List<(DateTimeOffset At, long Total, long Bad, int Source)> _all = [];

        public (int Samples, long Total, long Bad) Sums =>
            (_all.Count, _all.Sum(entry => entry.Total), _all.Sum(entry => entry.Bad));

        public (long NextExit, DateTimeOffset? Newest) Ends =>
            _all.Count == 0 ? (long.MaxValue, null) : ((_all[0].At + length).UtcTicks, _all[^1].At);

        public bool Add(DateTimeOffset at, long total, long bad, DateTimeOffset now, int source)
        {
            Advance(now);
            var entry = (At: at < now ? at : now, total, bad, source);
            if (entry.At <= now - length || _all.Contains(entry))
            {
                return false;
            }

            _all = [.. _all.Append(entry).OrderBy(other => other.At).TakeLast(_capacity)];
            return _all.Contains(entry);
        }

        public void Clear() => _all.Clear();

        public void Advance(DateTimeOffset now) => _all.RemoveAll(entry => entry.At <= now - length);
    }
}
