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
    public void Add(in HealthSample sample, DateTimeOffset now)
    {
        var failed = sample.Fault != Fault.None;
        _outage.Add(sample.At, failed);
        _window.Add(sample.At, total: 1, bad: failed ? 1 : 0, now);
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

        var halfBad =
            !_outage.Settled && _window.Samples >= options.MinimumSamples && 2 * _window.Bad >= _window.Samples;
        _halfBadSince = halfBad ? _halfBadSince ?? now : null;
        var onset = _outage.OpenSince ?? _halfBadSince;
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
