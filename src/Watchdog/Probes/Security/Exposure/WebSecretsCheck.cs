using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>The web's first page and its scripts, which everybody can read, hold no secret.</summary>
internal sealed class WebSecretsCheck(SecretSeals seals) : IExposureCheck
{
    public string Name => SecurityChecks.WebSecrets;

    public IEnumerable<string> Places(ExposureRound round) => round.Sites.Select(site => site.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(round.Sites.Select(site => LookAsync(round, site, stopping)))).OfType<Look>()];

    private async Task<Look?> LookAsync(ExposureRound round, Site site, CancellationToken stopping)
    {
        if (round.Index(site) is not { } index)
        {
            return null;
        }

        var report = new SecretReport(seals, round.Security.AcceptedSecrets);
        var finding = await ScanAsync(report, site, index.Page, stopping);
        var silent = false;
        foreach (var script in index.Scripts)
        {
            if (finding is not null)
            {
                break;
            }

            var page = await round.GetScriptAsync(script, stopping);
            silent |= page is null or { IsWhole: false } or { Status: >= 500 };
            finding = page is { IsGiven: true } ? await ScanAsync(report, site, page, stopping) : null;
        }

        return finding is null && silent ? null : new(site.Name, finding);
    }

    /// <summary>Off the thread that the answer came on: it may be the socket's own.</summary>
    private static Task<string?> ScanAsync(SecretReport report, Site site, Page page, CancellationToken stopping) =>
        Task.Run(() => report.Of($"GET {page.Path} on {site.Name}", page.Body.Span), stopping);
}
