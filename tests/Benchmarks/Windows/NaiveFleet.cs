namespace Mcpx.Benchmarks.Windows;

/// <summary>
/// The same eight series as one would write them first: a <see cref="List{T}"/> of samples each, and LINQ at every tick.
/// </summary>
internal sealed class NaiveFleet
{
    private const int Samples = 120;
    private const int Measured = 200;
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly List<(DateTimeOffset At, bool Failed)> _healthz = Fill(i => false);
    private readonly List<(DateTimeOffset At, bool Failed)> _ready = Fill(i => false);
    private readonly List<(DateTimeOffset At, long Calls, long Errors)> _traffic =
    [
        .. Times().Select(at => (at, 400L, 1L)),
    ];
    private readonly List<(DateTimeOffset At, long Microseconds)> _calls =
    [
        .. Times().Select((at, i) => (at, 4_000L + (i * 7_919 % 900))),
    ];
    private readonly List<DateTimeOffset> _beats = [.. Times()];
    private readonly List<DateTimeOffset> _events = [.. Times()];

    /// <summary>Milliseconds of one tick, measured on some instances and scaled up.</summary>
    public static double MillisecondsFor(int instances)
    {
        var fleet = Enumerable.Range(0, Measured).Select(_ => new NaiveFleet()).ToList();
        var bad = 0;
        void Tick()
        {
            foreach (var instance in fleet)
            {
                bad += instance.Judge(Now);
            }
        }

        Stopclock.Rounds(20, Tick);
        var times = Stopclock.Rounds(41, Tick);
        GC.KeepAlive(bad);
        return Stopclock.Median(times) * instances / Measured;
    }

    /// <summary>How many of the eight are bad.</summary>
    private int Judge(DateTimeOffset now)
    {
        bool[] bad =
        [
            IsDown(_healthz, now),
            IsDown(_ready, now),
            Outages(_healthz, now) > 3,
            Outages(_ready, now) > 3,
            ErrorRate(now),
            P95(now) > 600_000,
            now - _beats.Where(at => at <= now).Max() > TimeSpan.FromSeconds(15),
            now - _events.Where(at => at <= now).Max() > TimeSpan.FromMinutes(5),
        ];
        return bad.Count(one => one);
    }

    private static bool IsDown(List<(DateTimeOffset At, bool Failed)> probes, DateTimeOffset now)
    {
        var window = probes.Where(probe => IsIn(probe.At, now)).OrderBy(probe => probe.At).ToList();
        return window.TakeLast(3).All(probe => probe.Failed)
            || (window.Count >= 6 && window.Count(probe => probe.Failed) * 2 >= window.Count);
    }

    private static int Outages(List<(DateTimeOffset At, bool Failed)> probes, DateTimeOffset now)
    {
        var window = probes.Where(probe => IsIn(probe.At, now)).OrderBy(probe => probe.At).ToList();
        return window.Zip(window.Skip(1)).Count(two => two is { First.Failed: false, Second.Failed: true });
    }

    private bool ErrorRate(DateTimeOffset now)
    {
        var window = _traffic.Where(growth => IsIn(growth.At, now)).ToList();
        var (calls, errors) = (window.Sum(growth => growth.Calls), window.Sum(growth => growth.Errors));
        return calls >= 50 && errors >= 3 && errors * 100 > calls;
    }

    private long P95(DateTimeOffset now)
    {
        var sorted = _calls.Where(call => IsIn(call.At, now)).Select(call => call.Microseconds).Order().ToList();
        return sorted[(sorted.Count * 95 / 100) - 1];
    }

    private static bool IsIn(DateTimeOffset at, DateTimeOffset now) => at > now - TimeSpan.FromMinutes(2) && at <= now;

    private static List<(DateTimeOffset At, bool Failed)> Fill(Func<int, bool> failed) =>
        [.. Times().Select((at, i) => (at, failed(i)))];

    private static IEnumerable<DateTimeOffset> Times() =>
        Enumerable.Range(0, Samples).Select(i => Now.AddSeconds(i - Samples + 1));
}
