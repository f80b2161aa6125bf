using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>Scrapes an API instance's request counters and durations.</summary>
internal sealed class MetricsProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    private const string Path = "/metrics";

    public ProbeKind Kind => ProbeKind.Metrics;

    public Audience Asks => Audience.ApiInstances;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var probes = target.Probes;
        var answer = await portal.GetAsync(
            target.At(Path),
            token: null,
            probes.Timeout,
            PortalClient.LargeBody,
            stopping
        );
        var sum =
            answer.Fault == Fault.None
                ? Exposition.Sum(answer.Body.Span, probes.RequestCounter, probes.StreamPath)
                : null;
        target.Count("metrics", sum is null && answer.Fault == Fault.None ? "no counter" : answer.Fault.ToString());
        if (sum is { } counted)
        {
            inputs.Put(
                target.Environment,
                new TrafficScraped(
                    at,
                    target.Instance.Name,
                    counted.Calls,
                    counted.Errors,
                    Exposition.Durations(answer.Body.Span, probes)
                )
            );
        }
    }
}
