using System.Text.RegularExpressions;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Operations;

/// <summary>What <c>PUT /operations/{key}</c> takes: a release of a component, or a setting.</summary>
internal sealed record OperationRequest(
    string? Environment,
    PortalComponent? Component,
    string? Tag,
    Setting? Setting = null
);

/// <summary>Begins operations and tells how far they are.</summary>
internal static partial class OperationApi
{
    public static void Map(WebApplication app)
    {
        var topology = app.Services.GetRequiredService<Topology>();
        var shelf = app.Services.GetRequiredService<ReleaseShelf>();
        var book = app.Services.GetRequiredService<OperationBook>();
        var runner = app.Services.GetRequiredService<OperationRunner>();

        // A key may contain slashes, as the path of a step does.
        app.MapPut(
            "/operations/{**key}",
            (string key, OperationRequest request) =>
                Refusal(topology, shelf, key, request) ?? Begin(book, runner, key, request)
        );
        app.MapGet("/operations/{**key}", (string key) => book.Find(key));
        app.MapGet(
            "/operations",
            (string? environment) =>
                book.Running()
                    .Where(operation =>
                        environment is null
                        || string.Equals(operation.Environment, environment, StringComparison.Ordinal)
                    )
        );
    }

    private static IResult? Refusal(Topology topology, ReleaseShelf shelf, string key, OperationRequest request)
    {
        if (!Key().IsMatch(key))
            return Results.Problem("A key has 1 to 200 letters, digits and . _ : / - only.", statusCode: 400);
        if (request.Environment is not { } name || !topology.Environments.Contains(name, StringComparer.Ordinal))
            return ControlApi.UnknownEnvironment(topology, request.Environment);
        // What may be written is the portal's to say, when it is written.
        return request.Setting is null ? ReleaseRefusal(shelf, request) : null;
    }

    private static IResult? ReleaseRefusal(ReleaseShelf shelf, OperationRequest request)
    {
        if (request.Tag is not { } tag || shelf.Find(tag) is not { } manifest)
            return Results.Problem(
                $"There is no release '{request.Tag}', only {string.Join(", ", shelf.Tags.Order(StringComparer.Ordinal))}.",
                statusCode: 404
            );
        if (request.Component is not { } component || !manifest.Artifacts.ContainsKey(component.ToString()))
            return Results.Problem(
                $"Release {tag} carries no '{request.Component}' artifact, only {string.Join(", ", manifest.Artifacts.Keys)}.",
                statusCode: 404
            );
        return null;
    }

    private static IResult Begin(OperationBook book, OperationRunner runner, string key, OperationRequest request)
    {
        var asked = Operation.NeverStarted(key) with
        {
            Environment = request.Environment,
            Component = request.Component,
            Tag = request.Tag,
            Setting = request.Setting,
        };
        var (outcome, operation) = book.Begin(asked);
        if (outcome == BeginOutcome.Started)
            runner.Start(operation);
        return outcome switch
        {
            BeginOutcome.OtherContent => Results.Problem($"Key {key} was used for another act.", statusCode: 409),
            BeginOutcome.Busy => Results.Problem($"Operation {operation.Key} runs there already.", statusCode: 409),
            _ => Results.Json(operation, statusCode: 202),
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9._:/\-]{1,200}\z", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
