using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>The web's scripts come without their source: a source map gives it to everybody.</summary>
internal sealed class SourceMapsCheck : IExposureCheck
{
    public string Name => SecurityChecks.SourceMaps;

    public IEnumerable<string> Places(ExposureRound round) => round.Sites.Select(site => site.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(round.Sites.Select(site => LookAsync(round, site, stopping)))).OfType<Look>()];

    private static async Task<Look?> LookAsync(ExposureRound round, Site site, CancellationToken stopping)
    {
        if (round.Index(site) is not { } index)
        {
            return null;
        }

        var silent = false;
        foreach (var script in index.Scripts)
        {
            var map = await round.GetScriptAsync(new(script.GetLeftPart(UriPartial.Path) + ".map"), stopping);
            silent |= map is null;
            // One that is too long to look at is one: nothing else under that name is so long.
            if (map is { IsGiven: true } && (IsMap(map.Text) || !map.IsWhole))
            {
                return new(site.Name, $"GET {map.Path} on {site.Name} gives the script's source");
            }
        }

        return silent ? null : new(site.Name, Finding: null);
    }

    private static bool IsMap(string text) =>
        text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal)
        && text.Contains("\"mappings\"", StringComparison.Ordinal);
}
