using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Http;

/// <summary>One answer of the portal: a fault, or a bounded body.</summary>
/// <param name="Fault">How it failed.</param>
/// <param name="StatusCode">0 when there was no answer.</param>
/// <param name="Body">What came, up to the bound.</param>
/// <param name="Latency">From the request to the complete answer.</param>
/// <param name="Location">Where a redirect pointed; null when it was none.</param>
/// <param name="Cookies">Cookies set by the answer, as <c>name=value</c>.</param>
/// <param name="AllowedOrigin">The one origin the answer lets call, or <c>*</c>; null when it names none or several.</param>
internal sealed record PortalAnswer(
    Fault Fault,
    int StatusCode,
    ReadOnlyMemory<byte> Body,
    TimeSpan Latency,
    string? Location = null,
    IReadOnlyList<string>? Cookies = null,
    string? AllowedOrigin = null
);

/// <summary>Asks the portal one thing and always comes back with an answer, however the target behaves.</summary>
internal sealed class PortalClient(IHttpClientFactory clients)
{
    /// <summary>The longest body of a health answer.</summary>
    public const int SmallBody = 64 * 1024;

    /// <summary>The longest body of a scrape or a page.</summary>
    public const int LargeBody = 4 * 1024 * 1024;

    public Task<PortalAnswer> GetAsync(
        Uri address,
        string? token,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    ) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), token, timeout, most, stopping);

    public async Task<PortalAnswer> SendAsync(
        Func<HttpRequestMessage> create,
        string? token,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        using var request = create();
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var client = clients.CreateClient(PortalHttp.Probes);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(response.Content, most, limit.Token);
            var status = (int)response.StatusCode;
            return new(
                body is null ? Fault.Body
                    : status is >= 200 and < 300 ? Fault.None
                    : Fault.Status,
                status,
                body ?? [],
                Stopwatch.GetElapsedTime(started),
                response.Headers.Location?.OriginalString,
                response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies.Select(NameAndValue)] : null,
                AllowedOrigin(response.Headers)
            );
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(Fault.Timeout, 0, default, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException)
        {
            return new(FaultOf(problem), 0, default, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>What kind of failure an exception of the HTTP client is.</summary>
    internal static Fault FaultOf(Exception problem) =>
        problem switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Fault.Dns,
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Fault.Tls,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
            } => Fault.Body,
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Fault.Refused,
            AuthenticationException => Fault.Tls,
            SocketException
            {
                SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
            } => Fault.Dns,
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Fault.Refused,
            { InnerException: SocketException or AuthenticationException } => FaultOf(problem.InnerException),
            _ => Fault.Closed,
        };

    private static async Task<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(16_384);
        try
        {
            using var body = new MemoryStream();
            while (await stream.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                if (body.Length + read > most)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? AllowedOrigin(HttpResponseHeaders headers) =>
        headers.TryGetValues("Access-Control-Allow-Origin", out var origins) && origins.ToArray() is [var only]
            ? only
            : null;

    private static string NameAndValue(string cookie) => cookie.Split(';', 2)[0];
}
