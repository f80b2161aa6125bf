using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The product's own HTTP clients for the portal.</summary>
internal static class Portal
{
    public static IHttpClientFactory Clients { get; } =
        AnswerHeaders
            .AddTo(new ServiceCollection().AddPortalHttp())
            .BuildServiceProvider()
            .GetRequiredService<IHttpClientFactory>();

    public static PortalClient Client { get; } = new(Clients);
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
