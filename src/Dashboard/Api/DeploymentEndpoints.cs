using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Api;

/// <summary>Pipelines report what they deploy; the same report again changes nothing.</summary>
internal static class DeploymentEndpoints
{
    private const int LongestText = 500;

    public static void MapDeployments(this RouteGroupBuilder api) =>
        api.MapPost("/deployments", Report)
            .WithSummary("I deploy, or deployed, X. Phases: started, finished, failed. Idempotent by id and phase.")
            .Produces<Deployment>()
            .Produces<Deployment>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Report(
        DeploymentReport report,
        ClaimsPrincipal user,
        StoreFollower follower,
        EnvironmentLog log
    )
    {
        if (!EnvironmentEndpoints.Names(follower.State).Contains(report.Environment))
        {
            return EnvironmentEndpoints.Unknown(report.Environment, follower.State);
        }

        var person = Person.From(user)!;
        if (KeyReach.Problem(person.Key, report.Environment) is { } reach)
        {
            return Results.Problem(reach, statusCode: StatusCodes.Status403Forbidden, title: "Role");
        }

        if (Problem(report) is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var actor = ActorOf.From(person);
        // A pipeline knows whom it deploys for. A person who named another one would hide who must not approve alone.
        if (report.By is { } by && actor.Role != Role.Deployer && !actor.Is(by))
        {
            return Results.Problem(
                $"by = {by}: a person reports what they deployed themselves; a pipeline says for whom it did.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "Role"
            );
        }

        string? conflict = null;
        var (written, created) = (0, false);
        var environment = log.Append(
            report.Environment,
            actor,
            state =>
            {
                var known = state.Deployments.LastOrDefault(deployment => deployment.Id == report.Id);
                (var events, conflict) = Decide(known, report, report.By ?? actor.Name);
                (written, created) = (events.Count, known is null);
                return events;
            }
        );
        if (conflict is not null)
        {
            return Results.Problem(conflict, statusCode: StatusCodes.Status409Conflict);
        }

        var deployment = environment.Deployments.Last(deployment => deployment.Id == report.Id);
        return created && written > 0
            ? Results.Created($"/api/environments/{report.Environment}", deployment)
            : Results.Ok(deployment);
    }

    /// <summary>What a report adds to what is known of its deployment.</summary>
    internal static (IReadOnlyList<IEvent> Events, string? Conflict) Decide(
        Deployment? known,
        DeploymentReport report,
        string by
    )
    {
        if (known is not null && (known.Tag != report.Tag || known.Component != report.Component))
        {
            return ([], $"{report.Id} is {known.Tag} on {known.Component}; a deployment's id cannot mean another one.");
        }

        var started = new DeploymentStarted(report.Id, report.Component, report.Tag, by);
        if (report.Phase == "started")
        {
            return (known is null ? [started] : [], null);
        }

        var succeeded = report.Phase == "finished";
        var ended = new DeploymentEnded(report.Id, report.Component, report.Tag, succeeded, report.Detail ?? "");
        return known switch
        {
            // A finish without a start: both were now, and excuse nothing that was before.
            null => ([started, ended], null),
            { EndedAt: null } => ([ended], null),
            _ when known.Succeeded == succeeded => ([], null),
            _ => ([], $"{report.Id} {(known.Succeeded == true ? "finished" : "failed")} already."),
        };
    }

    private static string? Problem(DeploymentReport report) =>
        report.Phase is not ("started" or "finished" or "failed")
            ? $"phase = {report.Phase}: must be started, finished or failed"
        : report.Component is not (Component.Api or Component.Web)
            ? $"component = {report.Component}: must be Api or Web"
        : Invalid("id", report.Id)
            ?? Invalid("tag", report.Tag)
            ?? TooLong("by", report.By)
            ?? TooLong("detail", report.Detail);

    private static string? Invalid(string key, string value) =>
        string.IsNullOrWhiteSpace(value) ? $"{key} is missing" : TooLong(key, value);

    private static string? TooLong(string key, string? value) =>
        value?.Length > LongestText ? $"{key} has {value.Length} characters; {LongestText} are the most" : null;
}
