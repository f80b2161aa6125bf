using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Api;

/// <summary>What people may do to a run, and after it.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this RouteGroupBuilder api)
    {
        IncidentEndpoints.Post(
            api,
            "retry-step",
            new IncidentCommand.Retry(),
            "Has the step tried again on which the run stands."
        );
        IncidentEndpoints.Post<ReasonRequest>(
            api,
            "skip-step",
            request => new IncidentCommand.Skip(request.Reason),
            "Leaves the step out on which the run stands, and goes on after it; needs a reason.",
            """{"reason":"The Web runs v1.8.2 already."}"""
        );
        IncidentEndpoints.Post<NoteRequest>(
            api,
            "done-by-hand",
            request => new IncidentCommand.DoneByHand(request.Text),
            "Says that a person did the step on which the run stands, and how. A deployment is looked at before the run goes on.",
            """{"text":"Put v1.8.2 on both Api instances from the jump host."}"""
        );
        IncidentEndpoints.Post<ReasonRequest>(
            api,
            "pause",
            request => new IncidentCommand.Pause(request.Reason),
            "Begins no further step until somebody resumes; the one that runs goes on to its end.",
            """{"reason":"Looking at the error logs first."}"""
        );
        IncidentEndpoints.Post(api, "resume", new IncidentCommand.Resume(), "Lets a paused run go on.");
        IncidentEndpoints.Post<ReasonRequest>(
            api,
            "abort",
            request => new IncidentCommand.Abort(request.Reason),
            "Ends the run after the step that runs. What was done stays; the incident stays open.",
            """{"reason":"The cause is the load balancer, not the release."}"""
        );
        IncidentEndpoints.Post<ReasonRequest>(
            api,
            "cancel-step",
            request => new IncidentCommand.CancelStep(request.Reason),
            "Has the deployer asked to end what it does for the step that runs; the step ends as the deployer then says.",
            """{"reason":"It hangs on the first instance."}"""
        );
        IncidentEndpoints.Post<ReasonRequest>(
            api,
            "ask-again",
            request => new IncidentCommand.AskAgain(request.Reason),
            "Asks for a fresh decision after a rejection or an abort.",
            """{"reason":"Errors rise again."}"""
        );
        IncidentEndpoints.Describe(
            api.MapPost(
                    "/incidents/{id}/undo",
                    (string id, ReasonRequest request, ClaimsPrincipal user, IncidentLog log) =>
                        IncidentEndpoints.Answer(log.Undo(id, request.Reason, ActorOf.From(Person.From(user)!)))
                )
                .WithMetadata(
                    new CallExample("""{"reason":"The fix of the vendor is in; v1.9.0 was not the cause."}""")
                ),
            "Asks to go forward again to what the newest run took back. The answer holds the plan; the Decision Owner approves it like any other."
        );
    }
}
