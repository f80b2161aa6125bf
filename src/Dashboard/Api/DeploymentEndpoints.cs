using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
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
            .WithSummary(
                "I deploy, or deployed, X. Phases: started, finished, failed. Idempotent by id and phase; several components in one report. "
                    + "By API key, token, or signed: X-Watchdog-Pipeline, X-Watchdog-Timestamp, X-Watchdog-Signature (docs/pipelines.md)."
            )
            .WithMetadata(
                new CallExample(
                    """
                    {"id":"gh-8817-1","environment":"Prod","components":["Api","Web"],"tag":"v1.9.1","phase":"started",
                     "by":"dev@example.com","detail":"https://ci.example.com/runs/8817"}
                    """
                )
            )
            .Produces<Deployment>()
            .Produces<Deployment>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Report(
        DeploymentReport report,
        ClaimsPrincipal user,
        StoreFollower follower,
        EnvironmentLog log,
        TimeProvider time
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
            return IncidentEndpoints.Refused(new(RefusalKind.Invalid, problem));
        }

        var actor = ActorOf.From(person);
        var said = string.IsNullOrWhiteSpace(report.By) ? null : report.By;
        // A pipeline knows whom it deploys for. A person who named another one would hide who must not approve alone.
        if (said is { } by && actor.Role != Role.Deployer && !actor.Is(by))
        {
            return Results.Problem(
                $"by = {by}: a person reports what they deployed themselves; a pipeline says for whom it did.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "Role"
            );
        }

        Refusal? refusal = null;
        var created = false;
        var within = (follower.State.OptionsOf(report.Environment)?.Deploying ?? new DeployingOptions()).Cap;
        var environment = log.Append(
            report.Environment,
            actor,
            state =>
            {
                (var events, refusal) = Decide(state, report, said ?? actor.Name, within, time.GetUtcNow());
                created = events.Count > 0 && !Find(state, report).Any();
                return events;
            }
        );
        if (refusal is not null)
        {
            return IncidentEndpoints.Refused(refusal);
        }

        var deployments = Find(environment, report).ToList();
        object answer = report.Components is null ? deployments[0] : new DeploymentsAnswer(report.Id, deployments);
        return created ? Results.Created($"/api/environments/{report.Environment}", answer) : Results.Ok(answer);
    }

    private static IEnumerable<Deployment> Find(EnvironmentState state, DeploymentReport report) =>
        report
            .All.Select(component => state.Deployments.LastOrDefault(known => known.Is(report.IdOf(component))))
            .OfType<Deployment>();

    /// <summary>All components of a report or none of them.</summary>
    private static (IReadOnlyList<IEvent> Events, Refusal? Refusal) Decide(
        EnvironmentState state,
        DeploymentReport report,
        string by,
        TimeSpan within,
        DateTimeOffset now
    )
    {
        var events = new List<IEvent>();
        foreach (var component in report.All)
        {
            var decided = DeploymentDecision.Report(
                state,
                new(report.IdOf(component), component, report.Tag, Phase(report)!.Value, by, report.Detail ?? ""),
                within,
                now
            );
            if (decided.Refusal is not null)
            {
                return ([], decided.Refusal);
            }

            events.AddRange(decided.Events);
        }

        return (events, null);
    }

    private static DeploymentPhase? Phase(DeploymentReport report) =>
        report.Phase switch
        {
            "started" => DeploymentPhase.Started,
            "finished" => DeploymentPhase.Finished,
            "failed" => DeploymentPhase.Failed,
            _ => null,
        };

    private static string? Problem(DeploymentReport report) =>
        Phase(report) is null ? $"phase = {report.Phase}: must be started, finished or failed"
        : report.Component is not null && report.Components is not null
            ? "component and components: one report names either"
        : report.All.Count == 0 ? "component is missing: must be Api or Web"
        : report.All.Distinct().Count() != report.All.Count
            ? $"components = {string.Join(", ", report.All)}: names one twice"
        : report.All.Any(component => component is not (Component.Api or Component.Web))
            ? $"component = {string.Join(", ", report.All)}: must be Api or Web"
        : Invalid("id", report.Id)
            ?? Invalid("tag", report.Tag)
            ?? TooLong("by", report.By)
            ?? TooLong("detail", report.Detail);

    private static string? Invalid(string key, string value) =>
        string.IsNullOrWhiteSpace(value) ? $"{key} is missing" : TooLong(key, value);

    private static string? TooLong(string key, string? value) =>
        value?.Length > LongestText ? $"{key} has {value.Length} characters; {LongestText} are the most" : null;
}
