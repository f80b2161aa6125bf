using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>
/// Availability, error-rate and latency of the API instances as semantics.md has them, without any regard for speed: it
/// keeps everything and forgets nothing, and finds every reading anew at each tick.
/// </summary>
internal sealed class ReferenceJudge(EnvironmentOptions options)
{
    private readonly SortedDictionary<string, ReferenceTraffic> _traffic = new(
        options.Instances.ToDictionary(one => one.Name, _ => new ReferenceTraffic())
    );
    private readonly Dictionary<(string, HealthEndpoint), ReferenceAvailability> _probes = options
        .Instances.SelectMany(one => new[] { (one.Name, HealthEndpoint.Healthz), (one.Name, HealthEndpoint.Ready) })
        .ToDictionary(one => one, _ => new ReferenceAvailability(options.Triggers.Availability));
    private readonly ReferenceErrorRate _errors = new(options.Triggers.ErrorRate);
    private readonly ReferenceLatency _latency = new(options.Triggers.Latency);
    private readonly ReferenceDeployments _deploys = new(options.Deploying.Settle, options.Deploying.Cap);
    private readonly Dictionary<string, ReferenceHold> _holds = [];

    public void Take(JudgingInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case HealthProbed probe:
                _probes[(probe.Instance, probe.Endpoint)].Take(probe, now);
                break;
            case TrafficScraped scrape:
                _traffic[scrape.Instance].Scrapes.Take(scrape, now);
                break;
            case ContractCalled call:
                _traffic[call.Instance].Calls.Take(call, now);
                break;
            case JournalFact { Entry: { Event: DeploymentStarted { Component: Component.Api } started } entry }:
                _deploys.Started(started.Id, entry.At);
                break;
            case JournalFact { Entry: { Event: DeploymentEnded { Component: Component.Api } ended } entry }:
                _deploys.Ended(ended.Id, entry.At);
                break;
        }
    }

    /// <summary>What it says of each series at one tick.</summary>
    public IEnumerable<ReferenceVerdict> Tick(DateTimeOffset now)
    {
        var (deploying, from) = (_deploys.Covers(now), _deploys.Until(now));
        ReferenceVerdict Judge(string series, TriggerPolicy policy, Reading reading)
        {
            if (!_holds.TryGetValue(series, out var hold))
            {
                _holds[series] = hold = new(policy, longer: policy is AvailabilityOptions);
            }

            return new(series, hold.Step(reading, now, deploying, from), reading, deploying);
        }

        var triggers = options.Triggers;
        foreach (var ((name, endpoint), probes) in _probes)
        {
            var path = AvailabilitySeries.PathOf(endpoint);
            yield return Judge($"availability/Api/{name}{path}", triggers.Availability, probes.Judge(now, from));
        }

        foreach (var (name, one) in _traffic)
        {
            yield return Judge($"error-rate/Api/{name}", triggers.ErrorRate, _errors.Judge(one, now, from));
            yield return Judge($"latency/Api/{name}", triggers.Latency, _latency.Judge([one], now, from));
        }

        ReferenceTraffic[] all = [.. _traffic.Values];
        yield return Judge("error-rate/Api/all", triggers.ErrorRate, _errors.Judge(all, now, from));
        yield return Judge("latency/Api/all", triggers.Latency, _latency.Judge(all, now, from));
    }
}

/// <summary>What the reference says of one series at one tick.</summary>
/// <param name="Series">As in <see cref="Verdict.Series"/>.</param>
/// <param name="State">The word.</param>
/// <param name="Reading">Behind it.</param>
/// <param name="Covered">Whether a deployment covers the tick: then nothing is said about the reading.</param>
internal sealed record ReferenceVerdict(string Series, VerdictState State, Reading Reading, bool Covered);
