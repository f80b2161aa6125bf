using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>availability</c>: one health endpoint of one instance. Bad while an outage is open (three failures in a row until
/// two successes), or while at least half of the window failed, so that alternating failures count too.
/// </summary>
public sealed class AvailabilitySeries(InstanceId instance, HealthEndpoint endpoint, AvailabilityOptions options)
    : Series(TriggerNames.Availability, instance.Component, instance.Name, PathOf(endpoint), options.Hold)
{
    private readonly OutageMachine _outage = new();
    private readonly SlidingWindow _window = new(options.EffectiveWindow, capacity: 256);
    private DateTimeOffset? _halfBadSince;

    /// <inheritdoc/>
    protected override long Limit => (long)options.HoldFor.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>The path of a health endpoint.</summary>
    public static string PathOf(HealthEndpoint endpoint) => endpoint == HealthEndpoint.Ready ? "/ready" : "/healthz";

    /// <summary>Takes one probe's outcome.</summary>
    public void Add(HealthProbed sample, DateTimeOffset now)
    {
        var failed = sample.Fault != Fault.None;
        var at = sample.At < now ? sample.At : now;
        if (_window.Add(at, total: 1, bad: failed ? 1 : 0, now))
        {
            _outage.Add(at, failed);
        }
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        _outage.Clear();
        _window.Clear();
        _halfBadSince = null;
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now)
    {
        _window.Advance(now);
        if (_window.Samples == 0)
        {
            return Reading.Missing(Measured.NoData);
        }

        // Only two successes in a row clear it: in a window of eleven, alternating failures are five one moment and six the next.
        if (_outage.Settled)
        {
            _halfBadSince = null;
        }
        else if (_window.Samples >= options.MinimumSamples && 2 * _window.Bad >= _window.Samples)
        {
            _halfBadSince ??= now;
        }

        var onset = _outage.OpenSince ?? _halfBadSince;
        if (onset is null && _outage.Undecided)
        {
            return Reading.Missing(Measured.NotEnoughSamples, _window.Samples);
        }

        var failing = onset is { } from ? now - from : TimeSpan.Zero;
        return new(
            Measured.Yes,
            onset is not null,
            (long)failing.TotalMilliseconds,
            _window.Samples,
            _window.Bad,
            onset
        );
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Bad
            ? $"{Part} failed on {Subject} for {Words.Duration(reading.Value)}; limit {Words.Duration(Limit)}"
            : $"{Part} answers on {Subject}";
}
