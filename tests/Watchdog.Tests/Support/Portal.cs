using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Wire;
using Microsoft.Extensions.Hosting;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The product's own ways to ask the portal.</summary>
internal static class Portal
{
    private static readonly WireClient Wire = new();

    public static PortalClient Client { get; } = new(Wire);

    public static EventStreams Streams { get; } = new(Wire, new Http2Client());

    public static StreamListener Listener { get; } = new(Streams, TimeProvider.System);
}

/// <summary>The life of a host that is never stopped unless told to.</summary>
internal sealed class Lifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
