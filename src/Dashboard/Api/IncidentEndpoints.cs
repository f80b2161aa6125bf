using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Api;

/// <summary>Incidents and what people decide on them. The domain decides; this only translates.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents", List).WithSummary("All incidents, newest first.");
        api.MapGet("/incidents/{id}", One)
            .WithSummary("One incident as it stands.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Action(
            api.MapPost(
                "/incidents/{id}/approve",
                (string id, ApproveRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    Execute(id, new IncidentCommand.Approve(request.PlanHash), user, log)
            ),
            "Approves exactly the plan with this hash. The same again by the same person changes nothing; another hash is 409."
        );
        Action(
            api.MapPost(
                "/incidents/{id}/reject",
                (string id, ReasonRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    Execute(id, new IncidentCommand.Reject(request.Reason), user, log)
            ),
            "Decides against the proposal; needs a reason."
        );
        Action(
            api.MapPost(
                "/incidents/{id}/retry-step",
                (string id, ClaimsPrincipal user, IncidentLog log) =>
                    Execute(id, new IncidentCommand.Retry(), user, log)
            ),
            "Has the failed or unknown step tried again."
        );
        Action(
            api.MapPost(
                "/incidents/{id}/close",
                (string id, ReasonRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    Execute(id, new IncidentCommand.Close(request.Reason), user, log)
            ),
            "Ends an incident that people took over; needs a reason."
        );
        Action(
            api.MapPost(
                "/incidents/{id}/note",
                (string id, NoteRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    Execute(id, new IncidentCommand.Note(request.Text), user, log)
            ),
            "Adds a person's words to the timeline."
        );
    }

    private static void Action(RouteHandlerBuilder route, string summary) =>
        route
            .WithSummary(summary)
            .Produces<Incident>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IEnumerable<IncidentAnswer> List(StoreFollower follower) =>
        follower
            .State.Incidents.Values.Reverse()
            .Select(incident => new IncidentAnswer(
                incident.Id,
                incident.Environment,
                incident.Status,
                incident.OpenedAt,
                incident.EndedAt,
                incident.Breaches[0].Sentence,
                incident.Proposal?.PlanHash
            ));

    private static IResult One(string id, StoreFollower follower) =>
        follower.State.Incidents.TryGetValue(id, out var incident)
            ? Results.Ok(incident)
            : Refused(RefusalKind.Unknown, "There is no such incident.");

    private static IResult Execute(string id, IncidentCommand command, ClaimsPrincipal user, IncidentLog log) =>
        Answer(log.Execute(id, command, ActorOf.From(Person.From(user)!)));

    private static IResult Answer(CommandOutcome outcome) =>
        outcome.Refusal is { } refusal ? Refused(refusal.Kind, refusal.Text) : Results.Ok(outcome.Incident);

    private static IResult Refused(RefusalKind kind, string text) =>
        Results.Problem(
            text,
            title: kind.ToString(),
            statusCode: kind switch
            {
                RefusalKind.Unknown => StatusCodes.Status404NotFound,
                RefusalKind.Role or RefusalKind.CausedTheChange or RefusalKind.ExecutionOff =>
                    StatusCodes.Status403Forbidden,
                RefusalKind.ReasonMissing => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status409Conflict,
            }
        );
}
