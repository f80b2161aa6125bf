using System.Text.RegularExpressions;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>
/// Paths that nobody may get, and folders that must not list what lies in them. A web of one page that answers everything
/// with itself gives nothing away.
/// </summary>
internal sealed class ForbiddenPathsCheck : IExposureCheck
{
    private static readonly Regex Listing = new(
        @"(?i)<title>\s*(index of|directory listing|listing of)\b|<h1>\s*(index of|directory listing)\b|\[to parent directory\]|href=""\.\./?""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    public string Name => SecurityChecks.ForbiddenPaths;

    public IEnumerable<string> Places(ExposureRound round) => round.Sites.Select(site => site.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(round.Sites.Select(site => LookAsync(round, site, stopping)))).OfType<Look>()];

    private static async Task<Look?> LookAsync(ExposureRound round, Site site, CancellationToken stopping)
    {
        var findings = new List<string>();
        var silent = round.MadeUp(site) is null;
        foreach (var path in Paths(round, site))
        {
            var page = await round.GetAsync(site.At(path), stopping);
            silent |= page is null;
            if (page is { IsGiven: true } && !page.IsFallback(round.MadeUp(site)))
            {
                findings.Add(FormattableString.Invariant($"GET {path} on {site.Name} answered {page.Status}"));
            }
        }

        foreach (var folder in Folders(round, site))
        {
            var page = await round.GetAsync(site.At(folder), stopping);
            silent |= page is null;
            if (page is { IsGiven: true } && Listing.IsMatch(page.Text))
            {
                findings.Add($"GET {folder} on {site.Name} lists what lies there");
            }
        }

        return findings.Count > 0 ? new(site.Name, string.Join("; ", findings.Take(3)))
            : silent ? null
            : new(site.Name, Finding: null);
    }

    private static IEnumerable<string> Paths(ExposureRound round, Site site) =>
        round.Security.EffectiveForbidden.Concat(
            ExposureRound.IsPublic(site) ? round.Security.EffectiveForbiddenInPublic : []
        );

    private static IEnumerable<string> Folders(ExposureRound round, Site site) =>
        (round.Index(site)?.Scripts ?? [])
            .Select(script => script.AbsolutePath[..(script.AbsolutePath.LastIndexOf('/') + 1)])
            .Where(folder => folder.Length > 1)
            .Concat(round.Security.EffectiveAssetFolders)
            .Distinct(StringComparer.Ordinal);
}
