using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>Asks for the environment's health as people's browsers do: by its public host name.</summary>
internal sealed class PublicProbe(HealthCaller caller) : IProbe
{
    public ProbeKind Kind => ProbeKind.Public;

    public Audience Asks => Audience.Environment;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        caller.AskAsync(
            target,
            PublicHost.Name,
            new(new Uri(target.Options.PublicAddress!), target.Probes.PublicPath),
            HealthEndpoint.Healthz,
            stopping
        );
}
