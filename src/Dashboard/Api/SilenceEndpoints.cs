using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Silences;

namespace Mcpx.Dashboard.Api;

/// <summary>Silences and maintenance windows: they mute notices, nothing else, and run out.</summary>
internal static class SilenceEndpoints
{
    public static void MapSilences(this RouteGroupBuilder api)
    {
        api.MapPost("/environments/{environment}/silences", Set)
            .WithSummary(
                "Mutes notices of all or some triggers until a time, with a reason; kind Silence or Maintenance. "
                    + "Evaluation, proposals, evidence and the dashboard go on, and messages of an approved rollback go out."
            )
            .WithMetadata(
                new CallExample(
                    """
                    {"kind":"Maintenance","triggers":["availability","latency"],"from":"2026-12-04T18:00:00Z",
                     "until":"2026-12-04T20:00:00Z","reason":"The database is patched."}
                    """
                )
            )
            .Produces<SilenceAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/environments/{environment}/silences/{id}", End)
            .WithSummary("Ends a silence before it runs out; one that is over stays as it is.")
            .WithMetadata(
                new CallExample(
                    Request: null,
                    StatusCodes.Status404NotFound,
                    """{"title":"Unknown","status":404,"detail":"There is no such silence."}"""
                )
            )
            .Produces<SilenceAnswer>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Set(
        string environment,
        SilenceRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        SilenceLog log,
        TimeProvider time
    ) =>
        Known(environment, follower)
            ? Answer(
                log.Set(environment, request, ActorOf.From(Person.From(user)!)),
                time,
                set => Results.Created($"/api/environments/{environment}", set)
            )
            : EnvironmentEndpoints.Unknown(environment, follower.State);

    private static IResult End(
        string environment,
        string id,
        ClaimsPrincipal user,
        StoreFollower follower,
        SilenceLog log,
        TimeProvider time
    ) =>
        Known(environment, follower)
            ? Answer(log.End(environment, id, ActorOf.From(Person.From(user)!)), time, Results.Ok)
            : EnvironmentEndpoints.Unknown(environment, follower.State);

    private static bool Known(string environment, StoreFollower follower) =>
        EnvironmentEndpoints.Names(follower.State).Contains(environment);

    private static IResult Answer(SilenceOutcome outcome, TimeProvider time, Func<SilenceAnswer, IResult> done) =>
        outcome is { Silence: { } silence }
            ? done(SilenceAnswer.Of(silence, time.GetUtcNow()))
            : IncidentEndpoints.Refused(outcome.Refusal!);
}
