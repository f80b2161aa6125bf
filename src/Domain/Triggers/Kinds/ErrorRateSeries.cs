using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>error-rate</c>: the share of calls answered 5xx on one instance, or on all of a component together. Ratio and
/// count and minimum traffic decide together; cross-multiplied integers, so that no rounding does.
/// </summary>
public sealed class ErrorRateSeries(Component component, string? instance, ErrorRateOptions options)
    : Series(TriggerNames.ErrorRate, component, instance, part: null, options.Hold)
{
    private readonly SlidingWindow _window = new(options.EffectiveWindow, capacity: 1024);

    /// <inheritdoc/>
    protected override long Limit => options.LimitPartsPerMillion;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.PartsPerMillion;

    /// <summary>Takes the growth between two scrapes, dated at the later one.</summary>
    /// <param name="at">The later scrape's time.</param>
    /// <param name="calls">Calls between the two.</param>
    /// <param name="errors">Those of them answered 5xx.</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="source">Which instance, where several are judged together.</param>
    public void Add(DateTimeOffset at, long calls, long errors, DateTimeOffset now, int source = 0) =>
        _window.Add(at, calls, errors, now, source);

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now) => _window.Clear();

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now)
    {
        _window.Advance(now);
        if (_window.Samples == 0)
        {
            return Reading.Missing(Measured.NoData);
        }

        if (_window.Total < options.MinimumCalls)
        {
            return Reading.Missing(Measured.NotEnoughSamples, _window.Total);
        }

        var bad = _window.Bad >= options.MinimumErrors && _window.Bad * 1_000_000 > Limit * _window.Total;
        return new(Measured.Yes, bad, _window.Bad * 1_000_000 / _window.Total, _window.Total, _window.Bad);
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Percent(reading.Value)} of calls answered 5xx on {Subject} "
        + $"({Words.Count(reading.Failed)} of {Words.Count(reading.Total)}); limit {Words.Percent(Limit)}";
}
