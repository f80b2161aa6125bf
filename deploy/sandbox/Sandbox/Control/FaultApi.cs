using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Control;

/// <summary>Faults that are not a release's.</summary>
internal enum FaultKind
{
    /// <summary>The event streams of one API instance stay open and fall silent, until its process is another.</summary>
    Stall,

    /// <summary>Writing a key or flag answers 500 and changes nothing.</summary>
    Procedure,

    /// <summary>Keys and flags are written without an audit event.</summary>
    Audit,
}

/// <summary>What <c>POST /fault</c> takes; an instance where it is one instance's.</summary>
internal sealed record FaultRequest(string? Environment, FaultKind Kind, string? Instance);

/// <summary>Makes something of an environment go wrong, whatever release it runs; <c>heal</c> puts it right.</summary>
internal static class FaultApi
{
    public static void Map(WebApplication app)
    {
        var topology = app.Services.GetRequiredService<Topology>();
        var paths = app.Services.GetRequiredService<ControlPaths>();
        app.MapPost("/fault", (FaultRequest request) => Add(topology, paths, request));
    }

    private static IResult Add(Topology topology, ControlPaths paths, FaultRequest request)
    {
        if (request.Environment is not { } name || !topology.Environments.Contains(name, StringComparer.Ordinal))
            return ControlApi.UnknownEnvironment(topology, request.Environment);
        var apis = topology
            .InstancesOf(name)
            .Where(spec => spec.Component == PortalComponent.Api)
            .Select(spec => spec.Name)
            .ToArray();
        if (request.Kind == FaultKind.Stall && !apis.Contains(request.Instance, StringComparer.Ordinal))
            return Results.Problem(
                $"{name} has no API instance '{request.Instance}', only {string.Join(", ", apis)}.",
                statusCode: 404
            );
        if (request is { Kind: not FaultKind.Stall, Instance: { } instance })
            return Results.Problem($"'{instance}': {request.Kind} is the whole environment's.", statusCode: 400);
        new PortalDatabase(paths.Database(name)).AddFault(
            request.Kind switch
            {
                FaultKind.Stall => PortalFault.Stall(request.Instance!),
                FaultKind.Procedure => PortalFault.Procedure,
                _ => PortalFault.Audit,
            }
        );
        return Results.Json(new { faulty = true });
    }
}
