using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Redaction;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Heartbeats;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Live;

/// <summary>
/// <c>GET /live/{env}</c>: live readings as server-sent events for whoever shows the service token. The full picture
/// first, then what changed, twice a second at the most.
/// </summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/live/{environment}",
            async (
                string environment,
                HttpContext http,
                WatchdogOptions options,
                LiveBoard board,
                HeartbeatBoard heartbeat,
                TimeProvider time
            ) =>
            {
                if (!Allowed(http.Request, options))
                {
                    return Results.Unauthorized();
                }

                if (!options.Environments.ContainsKey(environment))
                {
                    return Results.NotFound();
                }

                await SendAsync(http, board, heartbeat, environment, time);
                return Results.Empty;
            }
        );

    private static async Task SendAsync(
        HttpContext http,
        LiveBoard board,
        HeartbeatBoard heartbeat,
        string environment,
        TimeProvider time
    )
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        LivePicture? sent = null;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                if (board.Of(environment) is { } judged && judged.EvaluatedAt != sent?.EvaluatedAt)
                {
                    var picture = judged with { Heartbeat = heartbeat.Standing };
                    await WriteAsync(
                        http.Response,
                        sent is null ? "picture" : "change",
                        sent is null ? picture : picture.Since(sent),
                        ended.Token
                    );
                    sent = picture;
                }
            } while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (OperationCanceledException)
        {
            // The reader left, or we stop.
        }
    }

    private static async Task WriteAsync(
        HttpResponse response,
        string kind,
        LivePicture picture,
        CancellationToken cancellation
    )
    {
        await response.WriteAsync(
            $"event: {kind}\ndata: {Encoding.UTF8.GetString(Body(response.HttpContext, picture))}\n\n",
            cancellation
        );
        await response.Body.FlushAsync(cancellation);
    }

    private static byte[] Body(HttpContext http, LivePicture picture) =>
        RedactedJson.Of(
            JsonSerializer.SerializeToUtf8Bytes(picture, EventBody.Json),
            http.RequestServices.GetService<Secrets>() ?? (IRedaction)ShapeRedaction.Instance
        );

    private static bool Allowed(HttpRequest request, WatchdogOptions options) =>
        Secrets.Read(options.ServiceTokenVariable) is { } token
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()),
            Encoding.UTF8.GetBytes($"Bearer {token}")
        );
}
