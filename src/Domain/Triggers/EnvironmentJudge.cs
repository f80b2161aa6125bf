using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// Judges one environment: takes samples and ticks in one order, from one writer, and says what each trigger says.
/// The same inputs give the same verdicts.
/// </summary>
public sealed class EnvironmentJudge
{
    private readonly Dictionary<(string Instance, HealthEndpoint Endpoint), AvailabilitySeries> _health = [];
    private readonly Dictionary<string, InstanceTraffic> _traffic = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SseHeartbeatSeries> _streams = new(StringComparer.Ordinal);
    private readonly ErrorRateSeries _allTraffic;
    private readonly List<Series> _series = [];
    private readonly Dictionary<Component, Deploys> _deploys = [];

    /// <param name="environment">The environment's name.</param>
    /// <param name="options">Its instances and limits, already validated.</param>
    public EnvironmentJudge(string environment, EnvironmentOptions options)
    {
        Environment = environment;
        _allTraffic = new(Component.Api, instance: null, options.Triggers.ErrorRate);
        foreach (var instance in options.Instances)
        {
            Watch(new(environment, instance.Component, instance.Name), options.Triggers);
        }

        if (_traffic.Count > 0)
        {
            _series.Add(_allTraffic);
        }

        foreach (var component in _series.Select(series => series.Component).Distinct())
        {
            _deploys[component] = new(new(options.Deploying.Settle, options.Deploying.Cap));
        }
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; }

    /// <summary>Takes a health probe's outcome.</summary>
    public void Take(string instance, in HealthSample sample, DateTimeOffset now)
    {
        if (_health.TryGetValue((instance, sample.Endpoint), out var series))
        {
            series.Add(sample, now);
        }
    }

    /// <summary>Takes a scrape of the request counters.</summary>
    public void Take(string instance, in TrafficScrape scrape, DateTimeOffset now)
    {
        if (_traffic.TryGetValue(instance, out var traffic) && traffic.Growth.Take(scrape) is { } growth)
        {
            traffic.Series.Add(scrape.At, growth.Calls, growth.Errors, now);
            _allTraffic.Add(scrape.At, growth.Calls, growth.Errors, now, traffic.Source);
        }
    }

    /// <summary>The watchdog began to look at an instance's event stream.</summary>
    public void Look(string instance, DateTimeOffset at) => _streams.GetValueOrDefault(instance)?.Look(at);

    /// <summary>Bytes arrived on an instance's event stream.</summary>
    public void Beat(string instance, DateTimeOffset at) => _streams.GetValueOrDefault(instance)?.Beat(at);

    /// <summary>A deployment on a component started.</summary>
    public void DeploymentStarted(Component component, string id, DateTimeOffset at) =>
        _deploys.GetValueOrDefault(component)?.Window.Started(id, at);

    /// <summary>It finished or failed.</summary>
    public void DeploymentEnded(Component component, string id, DateTimeOffset at) =>
        _deploys.GetValueOrDefault(component)?.Window.Ended(id, at);

    /// <summary>The watchdog itself did not look for a while: what it did not see is nobody's gap.</summary>
    public void Resume(DateTimeOffset now)
    {
        foreach (var stream in _streams.Values)
        {
            stream.Clear(now);
        }
    }

    /// <summary>Takes over verdicts from before a restart.</summary>
    public void Restore(IReadOnlyCollection<Verdict> known, DateTimeOffset asOf)
    {
        var bySeries = known.ToDictionary(verdict => verdict.Series, StringComparer.Ordinal);
        foreach (var series in _series)
        {
            if (bySeries.TryGetValue(series.Verdict().Series, out var verdict))
            {
                series.Restore(verdict, asOf);
            }
        }
    }

    /// <summary>Judges every series at <paramref name="now"/>, without allocating.</summary>
    public void Tick(DateTimeOffset now)
    {
        foreach (var (component, deploys) in _deploys)
        {
            if (deploys.EndsAt(now))
            {
                ClearWindows(component, now);
            }
        }

        foreach (var series in _series)
        {
            series.Step(now, _deploys[series.Component].Covering);
        }
    }

    /// <summary>What every series says as of the last tick, in a fixed order.</summary>
    public IReadOnlyList<Verdict> Verdicts() => [.. _series.Select(series => series.Verdict())];

    private void Watch(InstanceId id, TriggerOptions triggers)
    {
        foreach (var endpoint in (HealthEndpoint[])[HealthEndpoint.Healthz, HealthEndpoint.Ready])
        {
            var health = new AvailabilitySeries(id, endpoint, triggers.Availability);
            _health.Add((id.Name, endpoint), health);
            _series.Add(health);
        }

        if (id.Component != Component.Api)
        {
            return;
        }

        var traffic = new InstanceTraffic(
            new(id.Component, id.Name, triggers.ErrorRate),
            new(),
            Source: _traffic.Count
        );
        var stream = new SseHeartbeatSeries(id, triggers.SseHeartbeat);
        _traffic.Add(id.Name, traffic);
        _streams.Add(id.Name, stream);
        _series.Add(traffic.Series);
        _series.Add(stream);
    }

    private void ClearWindows(Component component, DateTimeOffset now)
    {
        foreach (var series in _series.Where(series => series.Component == component))
        {
            series.Clear(now);
        }
    }

    private sealed record InstanceTraffic(ErrorRateSeries Series, CounterGrowth Growth, int Source);

    private sealed class Deploys(DeployWindow window)
    {
        public DeployWindow Window => window;

        public bool Covering { get; private set; }

        /// <summary>Whether the cover that lay over the last tick is gone at this one.</summary>
        public bool EndsAt(DateTimeOffset now)
        {
            var before = Covering;
            Covering = window.Covers(now);
            return before && !Covering;
        }
    }
}
