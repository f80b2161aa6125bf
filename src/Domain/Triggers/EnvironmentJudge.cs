using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
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

    /// <summary>Takes one input.</summary>
    /// <param name="input">What was measured or happened.</param>
    /// <param name="now">The time of the tick that takes it.</param>
    public void Take(JudgingInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case HealthProbed probe:
                _health.GetValueOrDefault((probe.Instance, probe.Endpoint))?.Add(probe, now);
                break;
            case TrafficScraped scrape:
                Scrape(scrape, now);
                break;
            case StreamLooked look:
                _streams.GetValueOrDefault(look.Instance)?.Look(look.At);
                break;
            case StreamBeat beat:
                _streams.GetValueOrDefault(beat.Instance)?.Beat(beat.At);
                break;
            case Resumed:
                foreach (var stream in _streams.Values)
                {
                    stream.Clear(now);
                }

                break;
            case JournalFact { Entry: var entry }:
                Happened(entry);
                break;
            default:
                break;
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

    private void Scrape(TrafficScraped scrape, DateTimeOffset now)
    {
        if (
            _traffic.TryGetValue(scrape.Instance, out var traffic)
            && traffic.Growth.Take(scrape.At, scrape.Calls, scrape.Errors) is { } growth
        )
        {
            traffic.Series.Add(scrape.At, growth.Calls, growth.Errors, now);
            _allTraffic.Add(scrape.At, growth.Calls, growth.Errors, now, traffic.Source);
        }
    }

    private void Happened(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case DeploymentStarted e:
                _deploys.GetValueOrDefault(e.Component)?.Window.Started(e.Id, entry.At);
                break;
            case DeploymentEnded e:
                _deploys.GetValueOrDefault(e.Component)?.Window.Ended(e.Id, entry.At);
                break;
            default:
                break;
        }
    }

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
