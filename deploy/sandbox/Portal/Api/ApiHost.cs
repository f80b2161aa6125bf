using Mcpx.Sandbox.Portal.Data;
using Microsoft.Extensions.Logging;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>Puts a release's API on a web application.</summary>
public static class ApiHost
{
    /// <summary>Maps every route of the API; nothing else may be mapped beside it.</summary>
    public static void Map(WebApplication app, PortalRelease release, PortalSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(settings);
        var database = new PortalDatabase(settings.Database);
        var metrics = new RequestMetrics();
        var gates = new Gates(release, settings, database, metrics);

        app.UseApiHeaders();
        app.Use(metrics.MeasureAsync);
        app.Use((context, next) => GuardAsync(context, next, app.Logger, app.Lifetime.ApplicationStopping));
        app.Use(gates.CheckOriginAsync);
        app.Use(gates.CheckTokenAsync);

        app.MapGet("/metrics", metrics.ExportAsync);
        app.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        app.MapGet("/ready", () => Ready(release, database));
        app.MapGet("/api/healthz", () => Results.Json(new { status = "ok" }));
        app.MapGet(
            "/api/version",
            () =>
                Results.Json(
                    new
                    {
                        settings.Tag,
                        settings.Contract,
                        settings.Schema,
                    }
                )
        );
        MapReads(app, release, new ReplicaReads(release, database), settings, database);
        MapWrites(app, settings, database, time);

        var events = new EventStream(release, settings, database);
        app.MapGet("/api/events", context => StreamAsync(events, context, app.Lifetime.ApplicationStopping));
        app.MapFallback(context => Envelope.WriteAsync(context, 404, "not_found", "There is no such route."));
    }

    private static void MapReads(
        WebApplication app,
        PortalRelease release,
        ReplicaReads reads,
        PortalSettings settings,
        PortalDatabase database
    )
    {
        app.MapGet(
            "/api/config/effective",
            (CancellationToken ct) =>
                reads.ReadAsync(() => new { settings.Environment, values = database.ReadConfig() }, ct)
        );
        app.MapGet("/api/flags", (CancellationToken ct) => reads.ReadAsync(database.ReadFlags, ct));
        app.MapGet(
            "/api/jobs",
            (CancellationToken ct) =>
                reads.ReadAsync(() => database.ReadJobs().Select(release.DescribeJob).ToArray(), ct)
        );
        app.MapGet(
            "/api/jobs/{id:long}",
            async (HttpContext context, long id, CancellationToken ct) =>
            {
                var found = (object[])
                    await reads.ReadAsync(
                        () => database.ReadJobs().Where(job => job.Id == id).Select(release.DescribeJob).ToArray(),
                        ct
                    );
                await (
                    found is [var job]
                        ? context.Response.WriteAsJsonAsync(job, ct)
                        : Envelope.WriteAsync(
                            context,
                            StatusCodes.Status404NotFound,
                            "not_found",
                            "There is no such job."
                        )
                );
            }
        );
        app.MapGet("/api/audit", (CancellationToken ct) => reads.ReadAsync(database.ReadAudit, ct));
    }

    private static void MapWrites(
        WebApplication app,
        PortalSettings settings,
        PortalDatabase database,
        TimeProvider time
    )
    {
        app.MapPost(
            "/api/config",
            (HttpContext context, ConfigSetValue call) =>
                WriteAsync(
                    context,
                    ProcedureCheck.Refusal(call, settings.Environment),
                    () => database.SetConfig(call, time.GetUtcNow())
                )
        );
        app.MapPost(
            "/api/flags",
            (HttpContext context, FeatureSet call) =>
                WriteAsync(
                    context,
                    ProcedureCheck.Refusal(call, settings.Environment),
                    () => database.SetFlag(call, time.GetUtcNow())
                )
        );
    }

    private static Task WriteAsync(HttpContext context, string? refusal, Func<AuditEvent> write) =>
        refusal is null
            ? context.Response.WriteAsJsonAsync(write())
            : Envelope.WriteAsync(context, StatusCodes.Status400BadRequest, "invalid_parameter", refusal + ".");

    private static IResult Ready(PortalRelease release, PortalDatabase database)
    {
        var checks = release.CheckReadiness(database.ReadConfig()).ToArray();
        var ready = Array.TrueForAll(checks, check => check.Ok);
        return Results.Json(
            new { status = ready ? "ready" : "not ready", checks },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task StreamAsync(EventStream events, HttpContext context, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await events.RunAsync(context, ending.Token);
    }

    /// <summary>Gives every request an id and turns every failure into an envelope.</summary>
    private static async Task GuardAsync(
        HttpContext context,
        RequestDelegate next,
        ILogger logger,
        CancellationToken stopping
    )
    {
        Envelope.GiveRequestId(context);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException)
            when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            Log.CallEnded(logger, context.TraceIdentifier);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await Envelope.WriteAsync(context, error.StatusCode, "bad_request", error.Message);
        }
#pragma warning disable CA1031 // Whatever a release throws is an answer of that release, never the end of the process.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log.CallFailed(logger, context.Request.Path, context.TraceIdentifier, error);
            await Envelope.WriteAsync(context, 500, "internal_error", "The request could not be completed.");
        }
    }
}
