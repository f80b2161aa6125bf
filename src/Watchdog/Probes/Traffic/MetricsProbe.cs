using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>Scrapes an API instance's request counters, durations and refusals.</summary>
internal sealed class MetricsProbe(PortalClient portal, TrafficFeed feed, TimeProvider time) : IProbe
{
    public ProbeKind Kind => ProbeKind.Metrics;

    public Audience Asks => Audience.ApiInstances;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var probes = target.Probes;
        var answer = await portal.SendAsync(
            () =>
                new(HttpMethod.Get, target.At(probes.MetricsPath))
                {
                    Headers = { { "Accept", ExpositionFormats.Accept } },
                },
            probes.MetricsTokenVariable is { } variable ? Secrets.Read(variable) : null,
            probes.Timeout,
            PortalClient.LargeBody,
            stopping
        );
        if (answer.Fault != Fault.None)
        {
            feed.Fail(
                target,
                answer.Fault.ToString(),
                answer.StatusCode == 0
                    ? $"{probes.MetricsPath}: {answer.Fault}."
                    : $"{probes.MetricsPath}: {answer.Fault}, HTTP {answer.StatusCode}."
            );
            return;
        }

        feed.Take(target, Exposition.Read(answer.Body.Span, answer.ContentType, TrafficMap.Of(probes), at), at);
    }
}
