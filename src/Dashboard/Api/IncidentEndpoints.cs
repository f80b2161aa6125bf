using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Api;

/// <summary>Incidents and what people decide on them. The domain decides; this only translates.</summary>
internal static class IncidentEndpoints
{
    /// <summary>What a call answers that the state does not allow: the title is the reason's type, the detail its sentence.</summary>
    private static readonly CallExample RefusedExample = new(
        Request: null,
        StatusCodes.Status409Conflict,
        """{"title":"NotNow","status":409,"detail":"INC-0042 is Closed."}"""
    );

    public static void MapIncidents(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents", List).WithSummary("All incidents, newest first.");
        api.MapGet("/incidents/{id}", One)
            .WithSummary("One incident as it stands.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe(
            api.MapPost("/incidents/{id}/approve", Approve)
                .WithMetadata(
                    new CallExample(
                        """{"planHash":"8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d"}"""
                    )
                ),
            "Approves exactly the plan with this hash. The same again by the same person changes nothing; another hash is 409. "
                + "With breakGlass, who caused the change may approve alone and owes a review. Where a step-up is asked for, 403 StepUp until the person signed in again."
        );
        Post<ReasonRequest>(
            api,
            "reject",
            request => new IncidentCommand.Reject(request.Reason),
            "Decides against the proposal; needs a reason.",
            """{"reason":"The vendor is at it; readings recover."}"""
        );
        Post<SnoozeRequest>(
            api,
            "snooze",
            request => new IncidentCommand.Snooze(TimeSpan.FromMinutes(request.Minutes), request.Reason),
            "Decides later: asks again after 1 to 240 minutes, or earlier when a new trigger breaches or a reading doubles.",
            """{"minutes":15,"reason":"Waiting for the vendor's word at 10:00."}"""
        );
        Post<NoteRequest>(
            api,
            "review",
            request => new IncidentCommand.Review(request.Text),
            "Reviews an approval by break-glass, as another person; the incident closes only after it.",
            """{"text":"I read the plan and the readings; it was right to go alone."}"""
        );
        Post<ReasonRequest>(
            api,
            "close",
            request => new IncidentCommand.Close(request.Reason),
            "Ends an incident that people took over; needs a reason.",
            """{"reason":"Mended by hand; nothing is left to watch."}"""
        );
        Post<NoteRequest>(
            api,
            "note",
            request => new IncidentCommand.Note(request.Text),
            "Adds a person's words to the timeline.",
            """{"text":"The pool of connections fills up within a minute of a restart."}"""
        );
        Post<HotfixReview>(
            api,
            "hotfix-review",
            review => new IncidentCommand.ReviewHotfix(review),
            "Keeps the review of a forward hotfix by DBA or SEC: the new migration's file and sha256, who reviewed it, what they say.",
            """{"script":"0043_hotfix_flag_list.sql","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","side":"Dba","reviewer":"dana","text":"Adds a column, touches no data."}"""
        );
        Post<RoleRequest>(
            api,
            "roles",
            request =>
                request.To is { } to
                    ? new IncidentCommand.HandOverRole(request.Role, to)
                    : new IncidentCommand.TakeRole(request.Role, request.From),
            "Takes a role in the incident, or with to gives it to somebody else. Who takes it from somebody says from whom: another one is 409.",
            """{"role":"IncidentCommander","from":"rina","to":"nils"}"""
        );
        Post<TicketRequest>(
            api,
            "ticket",
            request => new IncidentCommand.LinkTicket(request.Address),
            "Links the incident's ticket, also after its end; another address replaces it.",
            """{"address":"https://tickets.example.com/OPS-7"}"""
        );
        Post(
            api,
            "acknowledge",
            new IncidentCommand.Acknowledge(),
            "Takes the proposal that people are called for: nobody else is called. It decides nothing; the same again changes nothing."
        );
        Post<SeverityRequest>(
            api,
            "severity",
            request => new IncidentCommand.SetSeverity(request.Severity, request.Reason),
            "Says how grave the incident is, P1 or P2, with a reason. It then counts whatever joins.",
            """{"severity":"P1","reason":"Every tenant is affected."}"""
        );
    }

    /// <summary>A call without a body.</summary>
    internal static void Post(RouteGroupBuilder api, string action, IncidentCommand command, string summary) =>
        Describe(
            api.MapPost(
                $"/incidents/{{id}}/{action}",
                (string id, ClaimsPrincipal user, IncidentLog log) => Execute(id, command, user, log)
            ),
            summary
        );

    /// <summary>A call with a body, and one as it may look.</summary>
    internal static void Post<TRequest>(
        RouteGroupBuilder api,
        string action,
        Func<TRequest, IncidentCommand> command,
        string summary,
        string example
    ) =>
        Describe(
            api.MapPost(
                    $"/incidents/{{id}}/{action}",
                    (string id, TRequest request, ClaimsPrincipal user, IncidentLog log) =>
                        Execute(id, command(request), user, log)
                )
                .WithMetadata(new CallExample(example)),
            summary
        );

    internal static void Describe(RouteHandlerBuilder route, string summary) =>
        route
            .WithSummary(summary)
            .WithMetadata(RefusedExample)
            .Produces<Incident>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Approve(
        string id,
        ApproveRequest request,
        ClaimsPrincipal user,
        IncidentLog log,
        StepUp stepUp
    ) =>
        stepUp.Problem(user, log.Find(id)?.Environment) is { } problem
            ? Results.Problem(problem, title: nameof(StepUp), statusCode: StatusCodes.Status403Forbidden)
            : Execute(id, new IncidentCommand.Approve(request.PlanHash, request.BreakGlass), user, log);

    private static IEnumerable<IncidentAnswer> List(StoreFollower follower) =>
        follower
            .State.Incidents.Values.Reverse()
            .Select(incident => new IncidentAnswer(
                incident.Id,
                incident.Environment,
                incident.Status,
                incident.Severity,
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
        Answer(log.Execute(id, command, ActorOf.From(Person.From(user)!, Wanted(log.Find(id)))));

    /// <summary>The role that an incident's next decision takes, of whoever has several; null where the most entitled does.</summary>
    internal static Role? Wanted(Incident? incident) => incident is { AsksToUndo: true } ? Role.DecisionOwner : null;

    internal static IResult Answer(CommandOutcome outcome) =>
        outcome.Refusal is { } refusal ? Refused(refusal) : Results.Ok(outcome.Incident);

    internal static IResult Refused(Refusal refusal) => Refused(refusal.Kind, refusal.Text);

    private static IResult Refused(RefusalKind kind, string text) =>
        Results.Problem(
            text,
            title: kind.ToString(),
            statusCode: kind switch
            {
                RefusalKind.Unknown => StatusCodes.Status404NotFound,
                RefusalKind.Role or RefusalKind.CausedTheChange or RefusalKind.ExecutionOff =>
                    StatusCodes.Status403Forbidden,
                RefusalKind.ReasonMissing or RefusalKind.Invalid => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status409Conflict,
            }
        );
}
