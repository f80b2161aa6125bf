using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A real server of event streams that speaks HTTP/2 and nothing else.</summary>
internal sealed class Http2Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Http2Server(WebApplication app) => _app = app;

    /// <summary>What the last request came over; null before the first.</summary>
    public string? Protocol { get; private set; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<Http2Server> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        var server = new Http2Server(builder.Build());
        server._app.Run(server.StreamAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task StreamAsync(HttpContext context)
    {
        Protocol = context.Request.Protocol;
        context.Response.ContentType = "text/event-stream";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync("data: x\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(50, context.RequestAborted);
        }
    }
}
