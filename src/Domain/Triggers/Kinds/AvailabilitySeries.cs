using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>availability</c>: one health endpoint of one instance. Bad while an outage is open (three failures in a row until
/// two successes), or while at least half of the window failed, so that alternating failures count too.
/// </summary>
/// <param name="instance">Whose endpoint.</param>
/// <param name="endpoint">Which.</param>
/// <param name="options">The numbers.</param>
/// <param name="capacity">Probes that fit into the window at the configured pace, with room to spare.</param>
public sealed class AvailabilitySeries(
    InstanceId instance,
    HealthEndpoint endpoint,
    AvailabilityOptions options,
    int capacity = 256
) : Series(TriggerNames.Availability, instance.Component, instance.Name, PathOf(endpoint), options)
{
    private readonly OutageWindow _window = new(options.EffectiveWindow, capacity);
    private DateTimeOffset? _halfBadSince;
    private bool _blind;

    /// <inheritdoc/>
    protected override long Limit => (long)options.HoldFor.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>The path of a health endpoint.</summary>
    public static string PathOf(HealthEndpoint endpoint) => endpoint == HealthEndpoint.Ready ? "/ready" : "/healthz";

    /// <summary>Takes one probe's outcome.</summary>
    /// <param name="sample">The outcome.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="blind">Whether we were blind when it was taken: then a failure says nothing about the target.</param>
    /// <returns>Whether it opened an outage.</returns>
    public bool Add(HealthProbed sample, DateTimeOffset now, bool blind = false)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var failed = sample.Fault != Fault.None;
        _blind = failed && blind;
        var opened = !_blind && _window.Add(sample.At, failed, sample.LatencyMicroseconds, now);
        if (State == VerdictState.Healthy && !failed && _window is { Samples: > 0, Failed: 0 })
        {
            StayWell(new(Measured.Yes, Bad: false, 0, _window.Samples), _window.LastExit);
        }
        else
        {
            Touch();
        }

        return opened;
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        _window.Clear();
        (_halfBadSince, _blind) = (null, false);
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _window.Advance(now);
        if (_blind || _window.Samples == 0)
        {
            return Reading.Missing(_blind ? Measured.ProbeError : Measured.NoData);
        }

        // Only two successes in a row clear it: in a window of eleven, alternating failures are five one moment and six the next.
        if (_window.Settled || _window.SettledAt > _halfBadSince)
        {
            _halfBadSince = null;
        }

        if (!_window.Settled && _window.Samples >= options.MinimumSamples && 2 * _window.Failed >= _window.Samples)
        {
            _halfBadSince ??= now;
        }

        var onset = _window.OpenSince ?? _halfBadSince;
        if (onset is null && _window.Undecided)
        {
            return Reading.Missing(Measured.NotEnoughSamples, _window.Samples);
        }

        var failing = onset is { } from ? now - from : TimeSpan.Zero;
        return new(
            Measured.Yes,
            onset is not null,
            (long)failing.TotalMilliseconds,
            _window.Samples,
            _window.Failed,
            onset
        );
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) => _window.Failed == 0 ? _window.LastExit : _window.NextExit;

    /// <summary>Good probes that left meanwhile decided nothing.</summary>
    protected override Reading Shown(in Reading reading, DateTimeOffset? now)
    {
        if (now is not { } at || reading is not { Measured: Measured.Yes, Bad: false })
        {
            return reading;
        }

        _window.Advance(at);
        return reading with { Total = _window.Samples, Failed = _window.Failed };
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Bad
            ? $"{Part} failed on {Subject} for {Words.Duration(reading.Value)}; limit {Words.Duration(Limit)}"
            : $"{Part} answers on {Subject}";
}
