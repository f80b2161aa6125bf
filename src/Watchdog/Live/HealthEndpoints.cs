using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.Heartbeats;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Live;

/// <summary><c>/healthz</c>: the process answers, and says how its anchors and its outgoing heartbeat stand. <c>/ready</c>: it judged in the last five seconds.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(
            "/healthz",
            (AnchorBoard anchors, HeartbeatBoard heartbeat) =>
                Results.Ok(
                    new
                    {
                        status = "alive",
                        anchors = anchors.Standings,
                        heartbeat = heartbeat.Standing,
                    }
                )
        );
        app.MapGet(
            "/ready",
            (LiveBoard board) =>
                board.Age is { } age && age < Late
                    ? Results.Ok(new { status = "ready" })
                    : Results.Json(
                        new
                        {
                            status = board.Age is { } late
                                ? $"the last evaluation is {late.TotalSeconds:0} s old"
                                : "nothing was evaluated yet",
                        },
                        statusCode: StatusCodes.Status503ServiceUnavailable
                    )
        );
    }
}
