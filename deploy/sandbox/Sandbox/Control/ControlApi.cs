using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Control;

/// <summary>What <c>POST /break</c> takes.</summary>
internal sealed record BreakRequest(string? Environment, string? Instance, BreakKind Kind);

/// <summary>What <c>POST /heal</c> takes; without an environment all are healed.</summary>
internal sealed record HealRequest(string? Environment);

/// <summary>Looks at the instances, breaks and heals them.</summary>
internal static class ControlApi
{
    public static void Map(WebApplication app)
    {
        var topology = app.Services.GetRequiredService<Topology>();
        var fleet = app.Services.GetRequiredService<Fleet>();
        var paths = app.Services.GetRequiredService<ControlPaths>();
        app.MapGet("/", () => Look(topology, fleet));
        app.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        app.MapGet(
            "/ready",
            () =>
                fleet.IsRunning
                    ? Results.Json(new { status = "ready" })
                    : Results.Json(new { status = "waiting" }, statusCode: 503)
        );
        // Whoever expects the watchdog's heartbeat; here nobody raises an alarm.
        app.MapPost("/heartbeat", () => Results.NoContent());
        app.MapPost("/break", (BreakRequest request) => BreakAsync(topology, fleet, request));
        app.MapPost(
            "/heal",
            (HealRequest request, CancellationToken ct) => HealAsync(topology, fleet, paths, request, ct)
        );
    }

    public static IResult UnknownEnvironment(Topology topology, string? name) =>
        Results.Problem(
            $"There is no environment '{name}' here, only {string.Join(", ", topology.Environments)}.",
            statusCode: 404
        );

    private static SandboxView Look(Topology topology, Fleet fleet) =>
        new([.. topology.Environments.Select(name => new EnvironmentView(name, [.. fleet.Of(name).Select(View)]))]);

    private static InstanceView View(SupervisedInstance instance) =>
        new(
            instance.Spec.Name,
            instance.Spec.Component,
            instance.Spec.Address.GetLeftPart(UriPartial.Authority),
            instance.Tag,
            instance.State.ToString().ToLowerInvariant()
        );

    private static async Task<IResult> BreakAsync(Topology topology, Fleet fleet, BreakRequest request)
    {
        if (
            request.Environment is not { } environment
            || !topology.Environments.Contains(environment, StringComparer.Ordinal)
        )
            return UnknownEnvironment(topology, request.Environment);
        var instances = fleet.Of(environment).ToArray();
        var instance = Array.Find(
            instances,
            one => string.Equals(one.Spec.Name, request.Instance, StringComparison.Ordinal)
        );
        if (instance is null)
            return Results.Problem(
                $"{environment} has no instance '{request.Instance}', only {string.Join(", ", instances.Select(one => one.Spec.Name))}.",
                statusCode: 404
            );
        await instance.BreakAsync(request.Kind);
        return Results.Json(View(instance));
    }

    private static async Task<IResult> HealAsync(
        Topology topology,
        Fleet fleet,
        ControlPaths paths,
        HealRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.Environment is { } asked && !topology.Environments.Contains(asked, StringComparer.Ordinal))
            return UnknownEnvironment(topology, asked);
        foreach (var name in request.Environment is { } one ? [one] : topology.Environments)
            new PortalDatabase(paths.Database(name)).RemoveFaults();
        var instances = request.Environment is { } environment ? fleet.Of(environment) : fleet.All;
        await Task.WhenAll(instances.Select(instance => instance.HealAsync(cancellationToken)));
        return Results.Json(new { healed = true });
    }
}
