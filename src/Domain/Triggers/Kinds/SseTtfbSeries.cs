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
    private const int Few = 1_024;
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ValueWindow> _windows = new(StringComparer.Ordinal);
    private readonly WindowSum _sum = new();
    private long[] _values = [];
    private long _median;
    private DateTimeOffset _taken;

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
        var window = new ValueWindow(options.EffectiveWindow, capacity, LimitMicroseconds, _sum);
        _windows.Add(instance, window);
        _values = new long[_values.Length + Math.Max(capacity, 2) * 2];
    }

    /// <summary>Takes one fresh connection.</summary>
    public void Add(FirstEventTimed sample, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (_windows.TryGetValue(sample.Instance, out var window))
        {
            Touch();
            window.Add(sample.At, sample.Microseconds ?? long.MaxValue, now);
        }
    }

    /// <summary>An instance's own median in milliseconds; null without a connection, or when it is infinite.</summary>
    public long? MedianOf(string instance) =>
        _windows.GetValueOrDefault(instance) is { Samples: > 0 } window && window.MedianTimesTwo < long.MaxValue
            ? window.MedianTimesTwo / 2_000
            : null;

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        foreach (var window in _windows.Values)
        {
            window.Clear();
        }
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        foreach (var window in _windows.Values)
        {
            window.Advance(now);
        }

        if (_sum.Samples < options.MinimumConnections)
        {
            return Reading.Missing(_sum.Samples == 0 ? Measured.NoData : Measured.NotEnoughSamples, _sum.Samples);
        }

        // More than half over the limit puts the median over it, less than half under it: only a tie needs the values. The
        // figure on screen is not taken more often than people can read where there are very many.
        var tie = 2 * _sum.Bad == _sum.Samples;
        if (tie || _sum.Samples <= Few || now - _taken >= Shown)
        {
            (_median, _taken) = (MedianTimesTwo(), now);
        }

        return new(
            Measured.Yes,
            tie ? _median > 2 * LimitMicroseconds : 2 * _sum.Bad > _sum.Samples,
            _median == long.MaxValue ? long.MaxValue : _median / 2_000,
            _sum.Samples,
            _sum.Bad
        );
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now)
    {
        var next = long.MaxValue;
        foreach (var window in _windows.Values)
        {
            next = Math.Min(next, window.NextExit);
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
        var count = 0;
        foreach (var window in _windows.Values)
        {
            count += window.CopyTo(_values.AsSpan(count));
        }

        var values = _values.AsSpan(0, count);
        values.Sort();
        var upper = values[count / 2];
        return upper == long.MaxValue ? long.MaxValue : upper + values[(count - 1) / 2];
    }
}
