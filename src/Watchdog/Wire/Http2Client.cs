using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>Opens streams over HTTP/2, for targets that speak nothing else; the platform's client does it.</summary>
internal sealed class Http2Client : IDisposable
{
    private static readonly HttpRequestOptionsKey<Connected> Moment = new("mcpx-connected");

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = WireReading.LongestHead / 1024,
            // Every stream on a connection of its own, so that what is timed is a new one.
            PooledConnectionLifetime = TimeSpan.Zero,
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            // Whoever has enough of an answer closes; nobody drains what an endless stream still sends.
            ResponseDrainTimeout = TimeSpan.Zero,
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.InitialRequestMessage.Options.TryGetValue(Moment, out var connected))
                {
                    connected.At = Stopwatch.GetTimestamp();
                }

                return ValueTask.FromResult(context.PlaintextStream);
            },
        }
    );

    /// <inheritdoc cref="WireClient.OpenAsync"/>
    public async ValueTask<IByteStream> OpenAsync(
        Uri address,
        IEnumerable<(string Name, string Value)> headers,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        var connected = new Connected { At = Stopwatch.GetTimestamp() };
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Options.Set(Moment, connected);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(RequestText.Product, RequestText.Version));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (RequestText.CookieOf(address, own: null) is { } cookie)
        {
            request.Headers.TryAddWithoutValidation(RequestText.CookieHeader, cookie);
        }

        var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        try
        {
            var response = await _client.SendAsync(request, limit.Token);
            return new Http2Stream(
                response,
                await response.Content.ReadAsStreamAsync(limit.Token),
                Volatile.Read(ref connected.At),
                limit
            );
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            var late = limit.IsCancellationRequested;
            limit.Dispose();
            stopping.ThrowIfCancellationRequested();
            throw new WireFault(late ? Fault.Timeout : FaultOf(problem), problem.Message, problem);
        }
    }

    public void Dispose() => _client.Dispose();

    private static Fault FaultOf(Exception problem) =>
        (problem as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Fault.Dns,
            HttpRequestError.ConnectionError => Fault.Refused,
            HttpRequestError.SecureConnectionError => Fault.Tls,
            HttpRequestError.HttpProtocolError
            or HttpRequestError.VersionNegotiationError
            or HttpRequestError.InvalidResponse
            or HttpRequestError.ConfigurationLimitExceeded => Fault.Body,
            _ => Fault.Closed,
        };

    /// <summary>The moment a connection was ready to be written to.</summary>
    private sealed class Connected
    {
        public long At;
    }

    private sealed class Http2Stream(
        HttpResponseMessage response,
        Stream body,
        long writtenAt,
        CancellationTokenSource limit
    ) : IByteStream
    {
        private readonly byte[] _buffer = new byte[4_096];

        public int Status => (int)response.StatusCode;

        public string? ContentType => response.Content.Headers.ContentType?.ToString();

        public IReadOnlyList<string> CookiesSet { get; } =
            response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];

        public long WrittenAt => writtenAt;

        public void Until(TimeSpan time)
        {
            try
            {
                limit.CancelAfter(time);
            }
            catch (ObjectDisposedException)
            {
                // Whoever doubts a stream is not its owner, who may have ended it meanwhile.
            }
        }

        public async ValueTask<bool> ReadAsync(IBodyReader reader)
        {
            try
            {
                var count = await body.ReadAsync(_buffer, limit.Token);
                reader.Take(_buffer.AsSpan(0, count));
                return count > 0;
            }
            catch (Exception problem)
                when (problem is HttpRequestException or IOException or OperationCanceledException)
            {
                throw new WireFault(
                    limit.IsCancellationRequested ? Fault.Timeout : Fault.Closed,
                    problem.Message,
                    problem
                );
            }
        }

        public async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            response.Dispose();
            limit.Dispose();
        }
    }
}
