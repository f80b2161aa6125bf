using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>Asks for pages as outsiders do.</summary>
internal sealed class PageReader(PortalClient portal)
{
    private const int MostRedirects = 3;

    /// <summary>The page; null when none came. Of one that is too long only the head.</summary>
    public async Task<Page?> GetAsync(Uri address, string? token, TimeSpan timeout, CancellationToken stopping)
    {
        var answer = await portal.GetAsync(address, token, timeout, PortalClient.LargeBody, stopping);
        return answer.Head is { } head && answer.StatusCode > 0
            ? new(address, head, answer.Body) { IsWhole = answer.Fault != Fault.Body }
            : null;
    }

    /// <summary>The same, following a few redirects on the same site.</summary>
    public async Task<Page?> FollowAsync(Uri address, TimeSpan timeout, CancellationToken stopping)
    {
        var page = await GetAsync(address, token: null, timeout, stopping);
        for (var redirects = 0; redirects < MostRedirects && page is { Status: >= 300 and < 400 }; redirects++)
        {
            if (
                page.Header("Location") is not { } location
                || !Uri.TryCreate(page.Address, location, out var next)
                || !IsSameSite(address, next)
            )
            {
                return page;
            }

            page = await GetAsync(next, token: null, timeout, stopping);
        }

        return page;
    }

    /// <summary>Whether an address is on the same host and port: others are not ours to ask.</summary>
    public static bool IsSameSite(Uri site, Uri address) =>
        address.Scheme is "http" or "https"
        && string.Equals(
            site.GetLeftPart(UriPartial.Authority),
            address.GetLeftPart(UriPartial.Authority),
            StringComparison.OrdinalIgnoreCase
        );
}
