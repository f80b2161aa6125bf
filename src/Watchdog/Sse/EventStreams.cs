using System.Diagnostics;
using System.Net.Http.Headers;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Sse;

/// <summary>Opens event streams, for whoever holds one and for whoever only wants to know how soon it speaks.</summary>
internal static class EventStreams
{
    private const string MediaType = "text/event-stream";

    /// <summary>Opens a stream; only an event stream passes: a proxy's page has bytes too, and they are no sign of life.</summary>
    /// <exception cref="HttpRequestException">It cannot be opened, or the answer is none.</exception>
    public static async Task<HttpResponseMessage> OpenStreamAsync(
        this IHttpClientFactory clients,
        Uri address,
        string? token,
        CancellationToken cancellation
    )
    {
        using var request = Request(address, token);
        return await clients.SendAsync(request, cancellation);
    }

    /// <summary>
    /// The time from the request written to the first complete event or comment line on a fresh connection; connecting is
    /// not part of it. Null when there was none in time.
    /// </summary>
    public static async Task<TimeSpan?> TimeFirstEventAsync(
        this IHttpClientFactory clients,
        Uri address,
        string? token,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        var connected = new Connected(Stopwatch.GetTimestamp());
        try
        {
            using var request = Request(address, token);
            request.Options.Set(PortalHttp.Connected, connected);
            using var response = await clients.SendAsync(request, limit.Token);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            var lines = new EventLines();
            var buffer = new byte[4_096];
            while (await body.ReadAsync(buffer, limit.Token) is var read and > 0)
            {
                if (lines.Take(buffer.AsSpan(0, read)) != Completed.Nothing)
                {
                    return Stopwatch.GetElapsedTime(connected.At);
                }
            }
        }
        catch (Exception problem)
            when (problem is HttpRequestException or IOException or OperationCanceledException
                && !stopping.IsCancellationRequested
            )
        {
            // However it failed, there was no first event.
        }

        return null;
    }

    private static HttpRequestMessage Request(Uri address, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new(MediaType));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        this IHttpClientFactory clients,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        // The client does not own what its answers read from; the factory does.
        using var client = clients.CreateClient(PortalHttp.Streams);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        try
        {
            response.EnsureSuccessStatusCode();
            var type = response.Content.Headers.ContentType?.MediaType;
            return string.Equals(type, MediaType, StringComparison.OrdinalIgnoreCase)
                ? response
                : throw new HttpRequestException($"The answer is {type ?? "of no type"}, not an event stream.");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
