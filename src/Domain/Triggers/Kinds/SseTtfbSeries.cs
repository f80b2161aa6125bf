using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>sse-ttfb</c>: the median time to the first event over fresh connections to all instances of a component together; a
/// connection that failed counts as infinitely slow. Each instance's own median is shown beside it.
/// </summary>
/// <param name="component">Whose streams.</param>
/// <param name="options">The numbers.</param>
public sealed class SseTtfbSeries(Component component, SseTtfbOptions options)
    : Series(TriggerNames.SseTtfb, component, instance: null, part: null, options)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ValueWindow> _windows = [];
    private readonly WindowSum _sum = new();

    // When each window's oldest connection leaves: found without walking through the windows.
    private readonly List<long> _exits = [];
    private long[] _values = [];
    private long? _median;

    /// <inheritdoc/>
    protected override long Limit => (long)options.Limit.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    private long LimitMicroseconds => options.Limit.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Begins to watch an instance.</summary>
    /// <param name="instance">Its name.</param>
    /// <param name="capacity">Connections that fit into the window at the configured pace, with room to spare.</param>
    public void Watch(string instance, int capacity = 64)
    {
        _numbers.Add(instance, _windows.Count);
        _windows.Add(new(options.EffectiveWindow, capacity, LimitMicroseconds, _sum));
        _exits.Add(long.MaxValue);
    }

    /// <summary>Takes one fresh connection.</summary>
    public void Add(FirstEventTimed sample, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (_numbers.TryGetValue(sample.Instance, out var number))
        {
            Touch();
            _windows[number].Add(sample.At, sample.Microseconds ?? long.MaxValue, now);
            _exits[number] = _windows[number].NextExit;
        }
    }

    /// <summary>An instance's own median in milliseconds; null without a connection, or when it is infinite.</summary>
    public long? MedianOf(string instance) =>
        _numbers.TryGetValue(instance, out var number)
        && _windows[number] is { Samples: > 0, MedianTimesTwo: < long.MaxValue } window
            ? window.MedianTimesTwo / 2_000
            : null;

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        for (var i = 0; i < _windows.Count; i++)
        {
            _windows[i].Clear();
            _exits[i] = long.MaxValue;
        }
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _median = null;
        for (var i = 0; i < _exits.Count; i++)
        {
            if (_exits[i] <= now.UtcTicks)
            {
                _windows[i].Advance(now);
                _exits[i] = _windows[i].NextExit;
            }
        }

        if (_sum.Samples < options.MinimumConnections)
        {
            return Reading.Missing(_sum.Samples == 0 ? Measured.NoData : Measured.NotEnoughSamples, _sum.Samples);
        }

        // More than half over the limit puts the median over it, less than half under it: only a tie needs the values.
        var bad = 2 * _sum.Bad == _sum.Samples ? MedianTimesTwo() > 2 * LimitMicroseconds : 2 * _sum.Bad > _sum.Samples;
        return new(Measured.Yes, bad, 0, _sum.Samples, _sum.Bad);
    }

    /// <inheritdoc/>
    protected override Reading Shown(in Reading reading, DateTimeOffset? now)
    {
        if (reading.Measured != Measured.Yes)
        {
            return reading;
        }

        _median ??= MedianTimesTwo();
        return reading with { Value = _median == long.MaxValue ? long.MaxValue : _median.Value / 2_000 };
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now)
    {
        var next = long.MaxValue;
        foreach (var exit in _exits)
        {
            next = Math.Min(next, exit);
        }

        return next;
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading)
    {
        var median =
            reading.Value == long.MaxValue
                ? "No first event in half of the connections"
                : $"First event after {Words.Duration(reading.Value)} in the median";
        return $"{median} on {Subject} ({Words.Of(reading.Total, "connection")}); limit {Words.Duration(Limit)}";
    }

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) =>
        $"{Subject}: only {Words.Of(reading.Total, "fresh connection")} in the window; {options.MinimumConnections} are needed";

    /// <summary>Twice the median of all windows' values, so that the mean of the middle two stays an integer.</summary>
    private long MedianTimesTwo()
    {
        _values = _values.Length < _sum.Samples ? new long[2 * _sum.Samples] : _values;
        var count = 0;
        foreach (var window in _windows)
        {
            count += window.CopyTo(_values.AsSpan(count));
        }

        var values = _values.AsSpan(0, count);
        values.Sort();
        var upper = values[count / 2];
        return upper == long.MaxValue ? long.MaxValue : upper + values[(count - 1) / 2];
    }
}
