using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>One instance: its series, and where each of its samples goes.</summary>
internal sealed class InstanceJudge
{
    private readonly ComponentJudge _component;
    private readonly AvailabilitySeries _healthz;
    private readonly AvailabilitySeries _ready;
    private readonly FlappingSeries _healthzFlaps;
    private readonly FlappingSeries _readyFlaps;
    private readonly CounterGrowth _growth = new();
    private readonly ErrorRateSeries? _errors;
    private readonly LatencySeries? _latency;
    private readonly SseHeartbeatSeries? _heartbeat;
    private readonly SseEventsSeries? _events;
    private readonly int _source;

    /// <param name="id">Which instance.</param>
    /// <param name="options">Its environment's configuration.</param>
    /// <param name="owner">Its component.</param>
    /// <param name="source">Its number in the environment.</param>
    public InstanceJudge(InstanceId id, EnvironmentOptions options, ComponentJudge owner, int source)
    {
        (_component, _source) = (owner, source);
        var (triggers, probes) = (options.Triggers, options.Probes);
        var health = Capacity.Of(triggers.Availability.EffectiveWindow, probes.HealthInterval);
        _healthz = new(id, HealthEndpoint.Healthz, triggers.Availability, health);
        _ready = new(id, HealthEndpoint.Ready, triggers.Availability, health);
        _healthzFlaps = new(id, HealthEndpoint.Healthz, triggers.Flapping, _healthz);
        _readyFlaps = new(id, HealthEndpoint.Ready, triggers.Flapping, _ready);
        (_healthz.Follower, _ready.Follower) = (_healthzFlaps, _readyFlaps);
        if (id.Component != Signals.Component.Api)
        {
            return;
        }

        _errors = new(
            id,
            triggers.ErrorRate,
            owner.ErrorLimit,
            owner.Traffic,
            Capacity.Of(triggers.ErrorRate.EffectiveWindow, probes.TrafficInterval)
        );
        _latency = new(
            id,
            triggers.Latency,
            owner.Latency,
            Capacity.Of(triggers.Latency.EffectiveWindow, probes.TrafficInterval),
            Capacity.Of(triggers.Latency.EffectiveWindow, probes.CallInterval)
        );
        owner.FirstEvents.Watch(id.Name, Capacity.Of(triggers.SseTtfb.EffectiveWindow, probes.FirstEventInterval));
        _heartbeat = new(id, triggers.SseHeartbeat);
        _events = triggers.SseHeartbeat.EventsWithin is { } within ? new(id, triggers.SseHeartbeat, within) : null;
    }

    public ComponentJudge Component => _component;

    /// <summary>Tells instances apart in what is judged together.</summary>
    public int Source => _source;

    /// <summary>Its p95 in milliseconds; null when it was not measured.</summary>
    public long? Latency => _latency?.Value;

    /// <summary>Its series; health first, since flapping reads what it measured.</summary>
    public IEnumerable<Series> All =>
        new Series?[]
        {
            _healthz,
            _ready,
            _healthzFlaps,
            _readyFlaps,
            _errors,
            _latency,
            _heartbeat,
            _events,
        }.OfType<Series>();

    public void Take(InstanceInput input, DateTimeOffset now, bool blind)
    {
        switch (input)
        {
            // Even a scrape that does not count is what the next one grows from.
            case not TrafficScraped and not TagRead when input.At < _component.From:
                break;
            case HealthProbed probe:
                Probed(probe, now, blind);
                break;
            case TrafficScraped scrape:
                Scraped(scrape, now);
                break;
            case ContractCalled call when !(blind && call.Fault != Fault.None):
                _component.Round.Add(call, now);
                _component.Contract.Add(call);
                _component.Latency.Add(call, now);
                _latency?.Add(call, now, _component.NumberOf(call.Path));
                break;
            case StreamLooked:
                _heartbeat?.Look(input.At);
                break;
            case StreamBeat:
                _heartbeat?.Beat(input.At);
                break;
            case StreamEvent:
                _events?.Event(input.At);
                break;
            case FirstEventTimed sample when !(blind && sample.Microseconds is null):
                _component.FirstEvents.Add(sample, now);
                break;
            case TagRead read:
                _component.Tags[read.Instance] = read.Tag;
                break;
            default:
                break;
        }
    }

    /// <summary>What was not seen is nobody's gap.</summary>
    public void Resume(DateTimeOffset now)
    {
        _heartbeat?.Clear(now);
        _events?.Clear(now);
    }

    private void Probed(HealthProbed probe, DateTimeOffset now, bool blind)
    {
        var (health, flaps) =
            probe.Endpoint == HealthEndpoint.Ready ? (_ready, _readyFlaps) : (_healthz, _healthzFlaps);
        if (health.Add(probe, now, blind) && !_component.DeployingAt(now))
        {
            flaps.Opened(now);
        }
    }

    private void Scraped(TrafficScraped scrape, DateTimeOffset now)
    {
        var at = scrape.At < now ? scrape.At : now;
        if (_errors is not null && _growth.Take(at, scrape.Calls, scrape.Errors) is { } growth)
        {
            if (at >= _component.From)
            {
                _errors.Add(at, growth.Calls, growth.Errors, now);
            }

            _component.ErrorLimit.Add(at, growth.Calls, growth.Errors, now);
        }

        if (_latency is not null && scrape.Durations is { } durations)
        {
            _latency.Add(at, durations, now, counts: at >= _component.From);
        }
    }
}
