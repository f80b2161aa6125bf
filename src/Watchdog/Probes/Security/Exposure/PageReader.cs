using System.Net.Http.Headers;
using System.Net.Sockets;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>
/// Asks for pages as outsiders do and keeps their headers, which other probes have no use for. Whatever the target does, it
/// comes back in time, with a bounded body or with nothing.
/// </summary>
internal sealed class PageReader(IHttpClientFactory clients)
{
    /// <summary>The longest body looked at; what is longer is looked at up to here.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int MostRedirects = 3;

    /// <summary>The page; null when none came.</summary>
    public async Task<Page?> GetAsync(Uri address, string? token, TimeSpan timeout, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var client = clients.CreateClient(PortalHttp.Probes);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            {
                headers.TryAdd(header.Key, header.Value.ToString());
            }

            return new(address, (int)response.StatusCode, headers, await ReadAsync(response.Content, limit.Token));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    /// <summary>The same, following a few redirects on the same site.</summary>
    public async Task<Page?> FollowAsync(Uri address, TimeSpan timeout, CancellationToken stopping)
    {
        var page = await GetAsync(address, token: null, timeout, stopping);
        for (var redirects = 0; redirects < MostRedirects && page is { Status: >= 300 and < 400 }; redirects++)
        {
            if (
                !page.Headers.TryGetValue("Location", out var location)
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

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        while (
            body.Length < MostBytes
            && await stream.ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(buffer.Length, MostBytes - body.Length)),
                cancellation
            )
                is var read
                    and > 0
        )
        {
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
