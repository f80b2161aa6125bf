using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Eyesight;

/// <summary>Looks at the canaries and relays: any HTTP answer tells that our own eyes see.</summary>
internal sealed class VantageProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    public ProbeKind Kind => ProbeKind.Vantage;

    public Audience Asks => Audience.Environment;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        Task.WhenAll(target.Probes.Vantages.Select(vantage => LookAsync(target, vantage.Key, vantage.Value, stopping)));

    private async Task LookAsync(ProbeTarget target, string name, string address, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var answer = await portal.GetAsync(
            new(address),
            token: null,
            target.Probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        var answered = answer.StatusCode > 0;
        target.Count("vantage", answered ? "answered" : answer.Fault.ToString());
        inputs.Put(target.Environment, new Mcpx.Domain.Signals.VantageLooked(at, name, answered));
    }
}
