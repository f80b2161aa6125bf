namespace Mcpx.Domain.Signals;

/// <summary>What was normal, in errors per million calls, rounded down; or that there is too little history to say.</summary>
/// <param name="LimitPpm">More than this is not normal; null when there is too little history.</param>
/// <param name="MedianPpm">The usable minutes' median; null with the limit.</param>
/// <param name="MadPpm">Their median absolute deviation from it; null with the limit.</param>
/// <param name="Buckets">How many minutes were usable.</param>
public readonly record struct BaselineLimit(long? LimitPpm, long? MedianPpm, long? MadPpm, int Buckets)
{
    /// <summary>Whether the history sufficed.</summary>
    public bool Enough => LimitPpm is not null;
}

/// <summary>
/// A series' own normal error rate, for environments that have no fixed limit: one-minute buckets of calls and errors of the
/// last days in fixed memory (8 bytes a minute: 96 KB with the default rule), nothing allocated after construction.
/// </summary>
/// <remarks>
/// A bucket ends at a whole minute, inclusive. Growths are added as they come or minute by minute from a record, with the
/// minute's end as their time; whoever adds them leaves duplicates out.
/// </remarks>
public sealed class Baseline
{
    private const int MinutesOfDay = 24 * 60;

    private readonly BaselineRule _rule;
    private readonly (uint Calls, uint Errors)[] _ring;
    private readonly long[] _sorted;
    private long _newest;

    /// <param name="rule">How it is taken; the defaults when left out.</param>
    public Baseline(BaselineRule? rule = null)
    {
        _rule = rule ?? new();
        ArgumentOutOfRangeException.ThrowIfNegative(_rule.Deviations, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfLessThan(_rule.MinimumBuckets, 1, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfLessThan(_rule.Days, 1, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfLessThan(_rule.Minutes, 1, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_rule.Minutes, MinutesOfDay, nameof(rule));
        _ring = new (uint, uint)[_rule.Days * MinutesOfDay];
        _sorted = new long[_rule.Days * _rule.Minutes];
    }

    /// <summary>Adds calls to their minute.</summary>
    /// <param name="at">Their time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="calls">Calls, not negative; a minute holds up to 4,294,967,295.</param>
    /// <param name="errors">Those of them that failed.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>Whether their minute is still kept.</returns>
    public bool Add(DateTimeOffset at, long calls, long errors, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        var minute = (Math.Min(at.UtcTicks, now.UtcTicks) - 1) / TimeSpan.TicksPerMinute;
        if (minute <= _newest - _ring.Length)
        {
            return false;
        }

        // Minutes that nothing came in are empty, not what was there a ring ago.
        for (var skipped = Math.Max(_newest + 1, minute - _ring.Length + 1); skipped <= minute; skipped++)
        {
            Bucket(skipped) = default;
        }

        _newest = Math.Max(_newest, minute);
        ref var bucket = ref Bucket(minute);
        bucket = (Sum(bucket.Calls, calls), Sum(bucket.Errors, errors));
        return true;
    }

    /// <summary>
    /// What was normal in the whole minutes before a moment, and in the same minutes of the days before it as far as they are
    /// kept: <c>max(floor, median + deviations × MAD)</c>, every minute weighing the same.
    /// </summary>
    /// <param name="before">The moment: the newest deployment. The minute that it lies in is left out.</param>
    /// <param name="minimumCalls">Minutes with fewer calls say nothing; at least 1.</param>
    /// <param name="floorPpm">The limit is never less, errors per million calls.</param>
    public BaselineLimit Limit(DateTimeOffset before, long minimumCalls, long floorPpm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCalls, 1);
        var usable = 0;
        var end = before.UtcTicks / TimeSpan.TicksPerMinute;
        for (var day = 0; day < _rule.Days; day++)
        {
            var last = end - (day * MinutesOfDay) - 1;
            for (var minute = last; minute > last - _rule.Minutes; minute--)
            {
                if (Holds(minute) && Bucket(minute) is var (calls, errors) && calls >= minimumCalls)
                {
                    _sorted[usable++] = errors * 1_000_000L / calls;
                }
            }
        }

        if (usable < _rule.MinimumBuckets)
        {
            return new(null, null, null, usable);
        }

        var rates = _sorted.AsSpan(0, usable);
        var median = SortedMedian(rates);
        foreach (ref var rate in rates)
        {
            rate = Math.Abs(rate - median);
        }

        var mad = SortedMedian(rates);
        return new(Math.Max(floorPpm, median + (_rule.Deviations * mad)), median, mad, usable);
    }

    private static long SortedMedian(Span<long> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static uint Sum(uint held, long more) =>
        (uint)Math.Min(held + Math.Min(more, uint.MaxValue), uint.MaxValue);

    private bool Holds(long minute) => minute <= _newest && minute > Math.Max(-1, _newest - _ring.Length);

    private ref (uint Calls, uint Errors) Bucket(long minute) => ref _ring[minute % _ring.Length];
}
