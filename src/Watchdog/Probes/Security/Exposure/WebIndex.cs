using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>The first page of a web and the scripts it loads from its own site.</summary>
/// <param name="Page">The page.</param>
/// <param name="Scripts">The scripts' addresses, in the order of the page, the first twenty.</param>
internal sealed record WebIndex(Page Page, IReadOnlyList<Uri> Scripts)
{
    /// <summary>No more scripts are looked at.</summary>
    public const int MostScripts = 20;

    private static readonly Regex Script = Linear(
        @"(?i)<script\b[^>]*?\bsrc\s*=\s*([""'](?<src>[^""'>]*)|(?<src>[^""'\s>]+))"
    );

    private static readonly Regex Preload = Linear(@"(?i)<link\b[^>]*?\bhref\s*=\s*[""']?(?<src>[^""'\s>]+\.m?js)\b");

    public static WebIndex Of(Page page) =>
        new(
            page,
            [
                .. Script
                    .Matches(page.Text)
                    .Concat(Preload.Matches(page.Text))
                    .Select(match => System.Net.WebUtility.HtmlDecode(match.Groups["src"].Value))
                    .Select(source => Uri.TryCreate(page.Address, source, out var address) ? address : null)
                    .OfType<Uri>()
                    .Where(address => PageReader.IsSameSite(page.Address, address))
                    .Distinct()
                    .Take(MostScripts),
            ]
        );

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
