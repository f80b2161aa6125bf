using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>Asks a Prometheus server; always comes back with an answer or with what is wrong with it.</summary>
internal sealed class PromQlClient(PortalClient http)
{
    /// <summary>What a query gives now, by the server's own clock.</summary>
    public Task<PromQlAnswer> InstantAsync(PrometheusOptions server, string query, CancellationToken stopping) =>
        GetAsync(server, PromQlQuery.Instant(server, query), stopping);

    /// <summary>What a query gave from one whole minute to another, once a minute.</summary>
    public Task<PromQlAnswer> MinutesAsync(
        PrometheusOptions server,
        string query,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken stopping
    ) => GetAsync(server, PromQlQuery.Range(server, query, from, to, TimeSpan.FromMinutes(1)), stopping);

    private async Task<PromQlAnswer> GetAsync(PrometheusOptions server, Uri address, CancellationToken stopping) =>
        PromQlAnswer.Read(
            await http.GetAsync(
                address,
                server.TokenVariable is { } variable ? Secrets.Read(variable) : null,
                server.Timeout,
                PortalClient.LargeBody,
                stopping
            )
        );
}
