using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Cors;

/// <summary>Asks an API instance what a browser asks before a call from another origin, for every intended origin.</summary>
internal sealed class PreflightProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    public ProbeKind Kind => ProbeKind.Preflight;

    public Audience Asks => Audience.ApiInstances;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        Task.WhenAll(target.Probes.Cors.IntendedOrigins.Select(origin => PreflightAsync(target, origin, stopping)));

    private async Task PreflightAsync(ProbeTarget target, string origin, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var answer = await Preflight.AskAsync(portal, target, target.Instance, origin, stopping);
        var said = Preflight.Read(answer, origin);
        target.Count("preflight", said.ToString());
        inputs.Put(target.Environment, new Preflighted(at, target.Instance.Name, origin, said));
    }
}
