using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>What is answered to a path that nobody has must not show the program's inside.</summary>
/// <param name="name">The check's name.</param>
/// <param name="sites">Whom it asks.</param>
internal sealed class ErrorPagesCheck(string name, Func<ExposureRound, IReadOnlyList<Site>> sites) : IExposureCheck
{
    private static readonly Regex StackTrace = new(
        @"(^|\n|>|\\n|\\r)\s*at [\w.$<>`\[\]]+\.[\w$<>`\[\]]+ ?\([^)\n]*\)"
            + @"|\bat [^\n()]{1,80} \([^)\n]*:[0-9]+:[0-9]+\)"
            + @"|(\b|\\t)at [\w.$]+\([\w.]+\.(java|kt):[0-9]+\)"
            + @"|Traceback \(most recent call last\)"
            + @"|\b(System|Microsoft)\.[\w.]*Exception\b"
            + @"|DeveloperExceptionPage|\bin [^\s<>]+\.cs:line [0-9]+",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    public string Name => name;

    public IEnumerable<string> Places(ExposureRound round) => sites(round).Select(site => site.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(sites(round).Select(site => LookAsync(round, site, stopping)))).OfType<Look>()];

    private static async Task<Look?> LookAsync(ExposureRound round, Site site, CancellationToken stopping)
    {
        var page = round.MadeUp(site) ?? await round.GetWithTokenAsync(site.At($"/api{Site.MadeUp}"), stopping);
        return page is null or { IsWhole: false }
            ? null
            : new(
                site.Name,
                StackTrace.IsMatch(page.Text)
                    ? FormattableString.Invariant(
                        $"GET {page.Path} on {site.Name} answers {page.Status} with a stack trace"
                    )
                    : null
            );
    }
}
