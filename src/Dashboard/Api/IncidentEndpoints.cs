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
        Describe(
            api.MapPost("/incidents/{id}/approve", Approve),
            "Approves exactly the plan with this hash. The same again by the same person changes nothing; another hash is 409. "
                + "With breakGlass, who caused the change may approve alone and owes a review. Where a step-up is asked for, 403 StepUp until the person signed in again."
        );
        Post<ReasonRequest>(
            api,
            "reject",
            request => new IncidentCommand.Reject(request.Reason),
            "Decides against the proposal; needs a reason."
        );
        Post<SnoozeRequest>(
            api,
            "snooze",
            request => new IncidentCommand.Snooze(TimeSpan.FromMinutes(request.Minutes), request.Reason),
            "Decides later: asks again after 1 to 240 minutes, or earlier when a new trigger breaches or a reading doubles."
        );
        Post<NoteRequest>(
            api,
            "review",
            request => new IncidentCommand.Review(request.Text),
            "Reviews an approval by break-glass, as another person; the incident closes only after it."
        );
        Post<ReasonRequest>(
            api,
            "close",
            request => new IncidentCommand.Close(request.Reason),
            "Ends an incident that people took over; needs a reason."
        );
        Post<NoteRequest>(
            api,
            "note",
            request => new IncidentCommand.Note(request.Text),
            "Adds a person's words to the timeline."
        );
        Post<HotfixReview>(
            api,
            "hotfix-review",
            review => new IncidentCommand.ReviewHotfix(review),
            "Keeps the review of a forward hotfix by DBA or SEC: the new migration's file and sha256, who reviewed it, what they say."
        );
        Post<RoleRequest>(
            api,
            "roles",
            request =>
                request.To is { } to
                    ? new IncidentCommand.HandOverRole(request.Role, to)
                    : new IncidentCommand.TakeRole(request.Role, request.From),
            "Takes a role in the incident, or with to gives it to somebody else. Who takes it from somebody says from whom: another one is 409."
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
            "Says how grave the incident is, P1 or P2, with a reason. It then counts whatever joins."
        );
        MapRun(api);
    }

    /// <summary>What people may do to a run.</summary>
    private static void MapRun(RouteGroupBuilder api)
    {
        Post(api, "retry-step", new IncidentCommand.Retry(), "Has the step tried again on which the run stands.");
        Post<ReasonRequest>(
            api,
            "skip-step",
            request => new IncidentCommand.Skip(request.Reason),
            "Leaves the step out on which the run stands, and goes on after it; needs a reason."
        );
        Post<NoteRequest>(
            api,
            "done-by-hand",
            request => new IncidentCommand.DoneByHand(request.Text),
            "Says that a person did the step on which the run stands, and how. A deployment is looked at before the run goes on."
        );
        Post<ReasonRequest>(
            api,
            "pause",
            request => new IncidentCommand.Pause(request.Reason),
            "Begins no further step until somebody resumes; the one that runs goes on to its end."
        );
        Post(api, "resume", new IncidentCommand.Resume(), "Lets a paused run go on.");
        Post<ReasonRequest>(
            api,
            "abort",
            request => new IncidentCommand.Abort(request.Reason),
            "Ends the run after the step that runs. What was done stays; the incident stays open."
        );
        Post<ReasonRequest>(
            api,
            "cancel-step",
            request => new IncidentCommand.CancelStep(request.Reason),
            "Has the deployer asked to end what it does for the step that runs; the step ends as the deployer then says."
        );
        Post<ReasonRequest>(
            api,
            "ask-again",
            request => new IncidentCommand.AskAgain(request.Reason),
            "Asks for a fresh decision after a rejection or an abort."
        );
        Describe(
            api.MapPost(
                "/incidents/{id}/undo",
                (string id, ReasonRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    Answer(log.Undo(id, request.Reason, ActorOf.From(Person.From(user)!)))
            ),
            "Asks to go forward again to what the newest run took back. The answer holds the plan; the Decision Owner approves it like any other."
        );
    }

    private static void Post(RouteGroupBuilder api, string action, IncidentCommand command, string summary) =>
        Describe(
            api.MapPost(
                $"/incidents/{{id}}/{action}",
                (string id, ClaimsPrincipal user, IncidentLog log) => Execute(id, command, user, log)
            ),
            summary
        );

    private static void Post<TRequest>(
        RouteGroupBuilder api,
        string action,
        Func<TRequest, IncidentCommand> command,
        string summary,
        string? example = null
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
