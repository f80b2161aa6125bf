using System.Net;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Probes.Http;
using Prometheus;

namespace Mcpx.Watchdog.Discovery;

/// <summary>What the sources of every environment said.</summary>
/// <param name="Options">The options with the instances there are.</param>
/// <param name="Errors">An error for each source of which nothing is known at all.</param>
internal sealed record Found(WatchdogOptions Options, IReadOnlyList<ConfigurationError> Errors);

/// <summary>Asks every source and puts the instances together.</summary>
internal sealed class Discoverer : IDisposable
{
    private static readonly Gauge Doubted = Metrics.CreateGauge(
        "watchdog_discovery_doubted",
        "Sources of instances that could not be asked or named too few at the last look; what was known stays watched.",
        "environment"
    );

    private readonly Dictionary<SourceOptions, IInstanceSource> _sources = new(ReferenceEqualityComparer.Instance);

    public Discoverer(WatchdogOptions options, PortalClient portal)
    {
        foreach (var source in options.Environments.Values.SelectMany(environment => environment.Discovery))
        {
            _sources[source] =
                source.Dns is not null ? new DnsSource(source, Dns.GetHostAddressesAsync)
                : source.Kubernetes is not null ? new KubernetesSource(source)
                : new AppServiceSource(source, portal);
        }
    }

    /// <summary>Whether anything is to be discovered.</summary>
    public bool IsNeeded => _sources.Count > 0;

    /// <summary>A sentence for each source that was not believed at the last look.</summary>
    public IReadOnlyList<string> Doubts { get; private set; } = [];

    /// <summary>Asks them all.</summary>
    /// <param name="watched">What is watched until now.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async Task<Found> AskAsync(WatchdogOptions watched, CancellationToken stopping)
    {
        var environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal);
        var doubts = new List<string>();
        var errors = new List<ConfigurationError>();
        foreach (var (name, environment) in watched.Environments)
        {
            var answers = await Task.WhenAll(
                environment.Discovery.Select(source => AskAsync(source, environment.Instances, stopping))
            );
            var found = FoundInstances.Of(environment.Instances, answers);
            environments[name] = environment with { Instances = found.Instances };
            doubts.AddRange(found.Doubts.Select(doubt => $"{name}: {doubt}"));
            errors.AddRange(
                found.Missing.Select(answer => new ConfigurationError(
                    $"Watchdog:Environments:{name}:Discovery",
                    answer.Source.Label,
                    answer.Problem ?? $"names fewer than {answer.Source.Least}, and none is known from before"
                ))
            );
            if (environment.Discovery.Count > 0)
            {
                Doubted.WithLabels(name).Set(found.Doubts.Count);
            }
        }

        Doubts = doubts;
        return new(watched with { Environments = environments }, errors);
    }

    public void Dispose()
    {
        foreach (var source in _sources.Values.OfType<IDisposable>())
        {
            source.Dispose();
        }
    }

    private async Task<SourceAnswer> AskAsync(
        SourceOptions source,
        IReadOnlyList<InstanceOptions> watched,
        CancellationToken stopping
    )
    {
        try
        {
            var known = watched.Where(instance => instance.Source == source.Label).ToList();
            return new(source, await _sources[source].AskAsync(known, stopping), Problem: null);
        }
        catch (SourceUnavailableException problem)
        {
            return new(source, Instances: null, problem.Message);
        }
    }
}
