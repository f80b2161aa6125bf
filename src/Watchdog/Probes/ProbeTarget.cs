using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>Whom a probe asks: one instance, or an environment as a whole.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Options">Its configuration.</param>
/// <param name="One">The instance; null for the whole environment.</param>
internal sealed record ProbeTarget(string Environment, EnvironmentOptions Options, InstanceOptions? One = null)
{
    private static readonly Counter Sent = Metrics.CreateCounter(
        "watchdog_probes_total",
        "Probes sent, by kind and outcome.",
        "environment",
        "kind",
        "outcome"
    );

    /// <summary>How the environment is asked.</summary>
    public ProbeOptions Probes => Options.Probes;

    /// <summary>The bearer token for the portal; null where none is needed.</summary>
    public string? Token => Secrets.Read(Probes.TokenVariable);

    /// <summary>The instance asked.</summary>
    public InstanceOptions Instance => One ?? throw new InvalidOperationException("This probe asks instances.");

    /// <summary>The environment's API instances.</summary>
    public IEnumerable<InstanceOptions> Apis =>
        Options.Instances.Where(instance => instance.Component == Component.Api);

    /// <summary>The name in counters and logs.</summary>
    public string Name => One is null ? Environment : $"{Environment}/{One.Component}/{One.Name}";

    /// <summary>A path on the instance asked.</summary>
    public Uri At(string path) => At(Instance, path);

    /// <summary>A path on an instance.</summary>
    public static Uri At(InstanceOptions instance, string path) => new(new Uri(instance.Address), path);

    /// <summary>Counts one probe.</summary>
    public void Count(string kind, string outcome) => Sent.WithLabels(Environment, kind, outcome).Inc();
}
