using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>Answers must carry their security headers, and none that says which version of what is at work.</summary>
/// <param name="name">The check's name.</param>
/// <param name="sites">Whom it asks.</param>
/// <param name="pageAsync">The answer that is looked at.</param>
/// <param name="rules">What it must carry.</param>
internal sealed class HeadersCheck(
    string name,
    Func<ExposureRound, IReadOnlyList<Site>> sites,
    Func<ExposureRound, Site, CancellationToken, Task<Page?>> pageAsync,
    Func<HeaderOptions, IReadOnlyList<HeaderRule>> rules
) : IExposureCheck
{
    private static readonly string[] Talkative = ["Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version"];

    public string Name => name;

    public IEnumerable<string> Places(ExposureRound round) => sites(round).Select(site => site.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(sites(round).Select(site => LookAsync(round, site, stopping)))).OfType<Look>()];

    private async Task<Look?> LookAsync(ExposureRound round, Site site, CancellationToken stopping)
    {
        var page = await pageAsync(round, site, stopping);
        if (page is null)
        {
            return null;
        }

        var headers = round.Security.Headers;
        var missing = rules(headers)
            .Where(rule => !rule.HttpsOnly || page.Address.Scheme == Uri.UriSchemeHttps)
            .Where(rule => !rule.IsKept(page.Header))
            .Select(rule => $"lacks {rule.Header}")
            .Concat(
                Talkative
                    .Where(header => !headers.AllowVersions && TellsVersion(page.Header(header)))
                    .Select(header => $"tells a version in {header}")
            )
            .ToList();
        return new(
            site.Name,
            missing.Count == 0 ? null : $"GET {page.Path} on {site.Name} {string.Join(", ", missing)}"
        );
    }

    private static bool TellsVersion(string? value) => value is not null && value.Any(char.IsAsciiDigit);
}
