namespace Mcpx.Watchdog.Probes;

/// <summary>
/// When each probe of each target is due: soon after the start, then spread evenly over its interval, so that instances are
/// not all asked at once, and each time a little later by chance, so that nothing periodic hides between two probes.
/// </summary>
/// <typeparam name="T">What is started.</typeparam>
internal sealed class ProbeSchedule<T>
{
    private static readonly TimeSpan FirstWithin = TimeSpan.FromSeconds(1);

    private readonly T[] _entries;
    private readonly TimeSpan[] _intervals;
    private readonly TimeSpan[] _due;
    private readonly double _jitter;
    private readonly Random _random;

    /// <param name="entries">What is started, and how often.</param>
    /// <param name="jitter">The longest chance delay, as a part of the interval; 0 to 0.25.</param>
    /// <param name="random">Where chance comes from.</param>
    public ProbeSchedule(IReadOnlyList<(T Entry, TimeSpan Interval)> entries, double jitter, Random random)
    {
        (_jitter, _random) = (jitter, random);
        _entries = [.. entries.Select(entry => entry.Entry)];
        _intervals = [.. entries.Select(entry => entry.Interval)];
        _due = [.. entries.Select((entry, i) => Shorter(entry.Interval, FirstWithin) * Phase(i))];
    }

    /// <summary>Starts what is due.</summary>
    /// <param name="elapsed">Since the schedule began; never less than before.</param>
    /// <param name="start">Starts one; it is told how late that is.</param>
    /// <returns>How many were passed over, because more than a whole interval was slept through.</returns>
    public int Run(TimeSpan elapsed, Action<T, TimeSpan> start)
    {
        var missed = 0;
        for (var i = 0; i < _due.Length; i++)
        {
            if (_due[i] <= elapsed)
            {
                var late = elapsed - _due[i];
                missed += (int)(late / _intervals[i]);
                Plan(i, elapsed);
                start(_entries[i], late);
            }
        }

        return missed;
    }

    /// <summary>Plans the next time at this entry's own place in the interval, half an interval from now at least.</summary>
    private void Plan(int i, TimeSpan elapsed)
    {
        var interval = _intervals[i];
        var turn = Math.Ceiling(((elapsed + (interval / 2)) / interval) - Phase(i));
        _due[i] = interval * (turn + Phase(i) + (_jitter * _random.NextDouble()));
    }

    private double Phase(int i) => (double)i / _entries.Length;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
