using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Api;

/// <summary>Freezes deploys in a person's own name; needs no incident and outlives one.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when it is expected to last; null where nobody knows. It does not end by itself.</param>
public sealed record FreezeRequest(string Reason, DateTimeOffset? Until = null);

/// <summary>Lets exactly one release on one component pass a freeze.</summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">The release.</param>
/// <param name="Reason">Why it cannot wait.</param>
/// <param name="Minutes">For how long, 5 to 1440.</param>
public sealed record HotfixRequest(Component Component, string Tag, string Reason, int Minutes = 240);

/// <summary>What keeps deploys out of an environment, and what passes.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Frozen">Whether deploys are refused.</param>
/// <param name="Freezes">The freezes in effect, the incident's first.</param>
/// <param name="Hotfixes">What may pass now.</param>
public sealed record FreezeAnswer(
    string Environment,
    bool Frozen,
    IReadOnlyList<Freeze> Freezes,
    IReadOnlyList<Hotfix> Hotfixes
)
{
    internal static FreezeAnswer Of(string environment, FreezeBook book, DateTimeOffset now) =>
        new(environment, book.InEffect is not null, [.. book.All], [.. book.Passing(now)]);
}

/// <summary>The gate's keepers: freezing, lifting, and the one hotfix that passes.</summary>
internal static class FreezeEndpoints
{
    public static void MapFreezes(this RouteGroupBuilder api)
    {
        Describe(
            api.MapPost("/environments/{environment}/freeze", Freeze),
            "Freezes deploys in your name, with a reason; no incident is needed and none lifts it. The same again changes nothing.",
            """{"reason":"audit week","until":"2026-12-04T16:00:00Z"}"""
        );
        Describe(
            api.MapPost("/environments/{environment}/unfreeze", Lift),
            "Lifts every freeze of the environment, with a reason, also in spite of its open incident; not while a rollback runs.",
            """{"reason":"The vendor mended it; INC-0042 stays open to watch."}"""
        );
        Describe(
            api.MapPost("/environments/{environment}/authorise-hotfix", Authorise),
            "Lets exactly one release on one component pass the freeze for 5 to 1440 minutes. It takes the Incident Commander, or who leads the open incident.",
            """{"component":"Api","tag":"v1.9.2","reason":"mends the pool that INC-0042 is about","minutes":120}"""
        );
    }

    private static void Describe(RouteHandlerBuilder route, string summary, string example) =>
        route
            .WithSummary(summary)
            .WithMetadata(new CallExample(example))
            .Produces<FreezeAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Freeze(
        string environment,
        FreezeRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        FreezeLog log,
        TimeProvider time
    ) => Answer(environment, follower, time, () => log.Freeze(environment, request.Reason, request.Until, Who(user)));

    private static IResult Lift(
        string environment,
        ReasonRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        FreezeLog log,
        TimeProvider time
    ) => Answer(environment, follower, time, () => log.Lift(environment, request.Reason, Who(user)));

    private static IResult Authorise(
        string environment,
        HotfixRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        FreezeLog log,
        TimeProvider time
    ) =>
        Answer(
            environment,
            follower,
            time,
            () =>
                log.Authorise(
                    environment,
                    request.Component,
                    request.Tag,
                    request.Reason,
                    TimeSpan.FromMinutes(request.Minutes),
                    Who(user)
                )
        );

    private static Actor Who(ClaimsPrincipal user) => ActorOf.From(Person.From(user)!);

    private static IResult Answer(
        string environment,
        StoreFollower follower,
        TimeProvider time,
        Func<FreezeOutcome> write
    )
    {
        if (!EnvironmentEndpoints.Names(follower.State).Contains(environment))
        {
            return EnvironmentEndpoints.Unknown(environment, follower.State);
        }

        var outcome = write();
        return outcome.Refusal is { } refusal
            ? IncidentEndpoints.Refused(refusal)
            : Results.Ok(FreezeAnswer.Of(environment, outcome.Freezes, time.GetUtcNow()));
    }
}
