using CsCheck;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Tests.Probes;

public sealed class ProbeScheduleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Run_FirstSecond_StartsEveryProbe()
    {
        var started = Walk(Schedule([.. Enumerable.Repeat(30.0, 20)]), seconds: 1);

        Assert.Equal(Enumerable.Range(0, 20), started.Select(start => start.Entry).Order());
    }

    [Fact]
    public void Run_ManyOfOneInterval_AreSpreadOverIt()
    {
        var started = Walk(Schedule([.. Enumerable.Repeat(5.0, 500)]), seconds: 60);

        // 100 a second, 5 a tick.
        var perTick = started.Where(start => start.At > TimeSpan.FromSeconds(10)).GroupBy(start => start.At);
        Assert.All(perTick, tick => Assert.InRange(tick.Count(), 1, 6));
    }

    [Fact]
    public void Run_AnyIntervals_KeepsEachOnesPaceAndNeverHurries() =>
        Gen.Select(Gen.Double[0.3, 30].Array[1, 20], Gen.Double[0, 0.25], Gen.Int)
            .Sample(
                (intervals, jitter, seed) =>
                {
                    var started = Walk(
                        new(
                            [.. intervals.Select((interval, i) => (i, TimeSpan.FromSeconds(interval)))],
                            jitter,
                            new(seed)
                        ),
                        seconds: 90
                    );

                    foreach (var (interval, i) in intervals.Select((interval, i) => (interval, i)))
                    {
                        var times = started
                            .Where(start => start.Entry == i)
                            .Select(start => start.At.TotalSeconds)
                            .ToList();
                        Assert.InRange(times.Count, (90 / interval) - 2, (90 / interval) + 2);
                        Assert.All(
                            times.Zip(times.Skip(1)),
                            pair => Assert.True(pair.Second - pair.First > (interval * 0.5) - 0.06)
                        );
                    }
                },
                iter: 200
            );

    [Fact]
    public void Run_SleptThrough_CountsWhatWasMissedAndDoesNotCatchUp()
    {
        var schedule = Schedule([1.0, 10.0]);
        Walk(schedule, seconds: 20);

        var started = new List<int>();
        var missed = schedule.Run(TimeSpan.FromSeconds(50), (entry, _) => started.Add(entry));

        Assert.Equal([0, 1], started);
        // 30 seconds: 29 of the first, 2 of the second, and whichever began just then.
        Assert.InRange(missed, 30, 32);
        Assert.Equal(0, schedule.Run(TimeSpan.FromSeconds(50.05), (_, _) => Assert.Fail("Nothing is due again yet.")));
    }

    [Fact]
    public void Run_Late_SaysHowLate()
    {
        var schedule = Schedule([5.0]);

        schedule.Run(TimeSpan.FromMilliseconds(300), (_, late) => Assert.Equal(300, late.TotalMilliseconds));
    }

    private static ProbeSchedule<int> Schedule(IReadOnlyList<double> intervals) =>
        new([.. intervals.Select((interval, i) => (i, TimeSpan.FromSeconds(interval)))], jitter: 0, new(1));

    private static List<(int Entry, TimeSpan At)> Walk(ProbeSchedule<int> schedule, int seconds)
    {
        var started = new List<(int, TimeSpan)>();
        for (var now = TimeSpan.Zero; now <= TimeSpan.FromSeconds(seconds); now += Tick)
        {
            var at = now;
            Assert.Equal(0, schedule.Run(now, (entry, _) => started.Add((entry, at))));
        }

        return started;
    }
}
