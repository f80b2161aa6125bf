using System.Diagnostics;
using System.Net.Sockets;

namespace Mcpx.Watchdog.Probes.Http;

/// <summary>
/// The HTTP clients for the portal. Redirects are not followed, nothing is decompressed, headers are bounded: a hostile
/// target is a sample with a fault.
/// </summary>
internal static class PortalHttp
{
    /// <summary>For probes: pooled connections.</summary>
    public const string Probes = "portal-probes";

    /// <summary>For event streams: no timeout, since silence is judged elsewhere, and a new connection each time.</summary>
    public const string Streams = "portal-streams";

    /// <summary>Where a request that wants to know it is told when its new connection was ready to be written to.</summary>
    public static readonly HttpRequestOptionsKey<Connected> Connected = new("mcpx-connected");

    private const string UserAgent = "mcpx-watchdog/0.1";

    public static IServiceCollection AddPortalHttp(this IServiceCollection services)
    {
        services
            .AddHttpClient(Probes, Configure)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(TimeSpan.FromMinutes(5)))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services
            .AddHttpClient(Streams, Configure)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(TimeSpan.Zero))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }

    private static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    private static SocketsHttpHandler Handler(TimeSpan lifetime) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = lifetime,
            // Whoever has enough of an answer closes; nobody drains what an endless stream still sends.
            ResponseDrainTimeout = TimeSpan.Zero,
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.InitialRequestMessage.Options.TryGetValue(Connected, out var connected))
                {
                    connected.At = Stopwatch.GetTimestamp();
                }

                return ValueTask.FromResult(context.PlaintextStream);
            },
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    // A peer that vanished without a word is noticed by the system, not taken for a silent stream for ever.
                    socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}

/// <summary>The moment a connection was ready to be written to, as a stopwatch's timestamp.</summary>
internal sealed class Connected(long at)
{
    private long _at = at;

    public long At
    {
        get => Volatile.Read(ref _at);
        set => Volatile.Write(ref _at, value);
    }
}
