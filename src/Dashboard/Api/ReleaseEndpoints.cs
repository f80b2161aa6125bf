using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Api;

/// <summary>Releases, rollback readiness, promotions, overrides and drills (docs/releases.md).</summary>
internal static class ReleaseEndpoints
{
    private static readonly Component[] Components = [Component.Api, Component.Web];

    public static void MapReleases(this RouteGroupBuilder api)
    {
        api.MapGet("/releases", List).WithSummary("Every registered release, what lies in its folder and where it is.");
        api.MapGet("/readiness", Readiness)
            .WithSummary(
                "Rollback readiness of every component, or of one environment's: facts, drill, other targets, history."
            )
            .Produces<IReadOnlyList<ReadinessAnswer>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe(
            api.MapPut(
                "/environments/{environment}/lkg",
                Decide(
                    (log, environment, asked, by) =>
                        log.Promote(environment, asked.Component, asked.Tag, asked.Reason, by)
                )
            ),
            "Makes a release the one to go back to; needs a reason. Release Manager or Decision Owner; what blocks a rollback is refused."
        );
        Describe(
            api.MapPost(
                "/environments/{environment}/override",
                Decide(
                    (log, environment, asked, by) =>
                        log.Override(environment, asked.Component, asked.Tag, asked.Reason, by)
                )
            ),
            "The Decision Owner stands in for a missing bake or evidence of one target, for a while, with a reason."
        );
        api.MapPost("/environments/{environment}/drills", AskDrill)
            .WithSummary(
                "Asks for a drill: a rollback gone through without touching anything. Ask for its result by its id."
            )
            .Produces<DrillAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/environments/{environment}/drills/{id}", OneDrill)
            .WithSummary("A drill that was held, or is not yet (held: false). The newest ten are kept.")
            .Produces<DrillAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void Describe(RouteHandlerBuilder route, string summary) =>
        route
            .WithSummary(summary)
            .Produces<ReadinessAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static IEnumerable<ReleaseAnswer> List(StoreFollower follower)
    {
        var state = follower.State;
        var names = EnvironmentEndpoints.Names(state);
        return state
            .Releases.Values.OrderBy(release => release.Tag, StringComparer.Ordinal)
            .Select(release => new ReleaseAnswer(
                release.Tag,
                release.BuiltAt,
                release.Contract,
                release.Schema,
                release.WorksWithSchema,
                release.Coupled,
                release.Artifacts,
                release.Migrations,
                release.EvidencePack,
                state.Looks.GetValueOrDefault(release.Tag),
                Where((name, component) => state.Environment(name).Lkg.GetValueOrDefault(component) == release.Tag),
                Where((name, component) => state.Environment(name).Latest(component)?.Tag == release.Tag),
                Where((name, component) => state.Environment(name).Quarantined.Contains((component, release.Tag)))
            ))
            .ToList();

        IReadOnlyList<string> Where(Func<string, Component, bool> holds) =>
            [
                .. names.SelectMany(name =>
                    Components.Where(component => holds(name, component)).Select(component => $"{name} {component}")
                ),
            ];
    }

    private static IResult Readiness(StoreFollower follower, TimeProvider time, string? environment)
    {
        var names = EnvironmentEndpoints.Names(follower.State);
        return environment is not null && !names.Contains(environment)
            ? EnvironmentEndpoints.Unknown(environment, follower.State)
            : Results.Ok(
                names
                    .Where(name => environment is null || name == environment)
                    .SelectMany(name =>
                        Components
                            .Where(component => follower.State.OptionsOf(name)!.Has(component))
                            .Select(component => Answer(follower.State, name, component, time))
                    )
                    .ToList()
            );
    }

    private static ReadinessAnswer Answer(JournalState state, string name, Component component, TimeProvider time)
    {
        var facts = TargetFacts.Of(state, name, [], time.GetUtcNow());
        var line = TargetReadiness.Of(facts, state.OptionsOf(name)!, component);
        var book = state.Environment(name).Targets;
        return new(
            name,
            component,
            line.Running,
            line.Tag,
            line.Word,
            line.Sentence,
            line.Facts,
            line.LastDrill is { } drill ? DrillAnswer.Of(drill) : null,
            book.Bakes.GetValueOrDefault(component),
            [
                .. RankedTargets
                    .Of(facts, component)
                    .Select(other => new TargetAnswer(
                        other.Tag,
                        other.Ready,
                        other.Quarantined || !other.Qualification.Qualified,
                        other.Reason
                    )),
            ],
            [.. book.Moves.Where(move => move.Component == component).Reverse()]
        );
    }

    /// <summary>What a person decides about one target; the answer is the readiness afterwards.</summary>
    private static Delegate Decide(Func<ReleaseLog, string, TargetRequest, Actor, ReleaseOutcome> decide) =>
        (
            string environment,
            TargetRequest request,
            ClaimsPrincipal user,
            StoreFollower follower,
            ReleaseLog log,
            TimeProvider time
        ) =>
            !EnvironmentEndpoints.Names(follower.State).Contains(environment)
                ? EnvironmentEndpoints.Unknown(environment, follower.State)
            : decide(log, environment, request, ActorOf.From(Person.From(user)!, Role.DecisionOwner))
                is { Refusal: { } refusal }
                ? IncidentEndpoints.Refused(refusal)
            : Results.Ok(Answer(follower.State, environment, request.Component, time));

    private static IResult AskDrill(
        string environment,
        DrillRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        ReleaseLog log
    )
    {
        if (!EnvironmentEndpoints.Names(follower.State).Contains(environment))
        {
            return EnvironmentEndpoints.Unknown(environment, follower.State);
        }

        var asked = log.AskDrill(environment, request.Component, request.Tag, ActorOf.From(Person.From(user)!));
        return asked.Refusal is { } refusal
            ? IncidentEndpoints.Refused(refusal)
            : Results.Accepted(
                $"/api/environments/{environment}/drills/{asked.Environment!.Targets.Wishes[^1].Id}",
                DrillAnswer.Of(asked.Environment.Targets.Wishes[^1])
            );
    }

    private static IResult OneDrill(string environment, string id, StoreFollower follower)
    {
        var book = follower.State.Environment(environment).Targets;
        return !EnvironmentEndpoints.Names(follower.State).Contains(environment)
                ? EnvironmentEndpoints.Unknown(environment, follower.State)
            : book.Drills.Find(drill => drill.Id == id) is { } held ? Results.Ok(DrillAnswer.Of(held))
            : book.Wishes.Find(wish => wish.Id == id) is { } waiting ? Results.Ok(DrillAnswer.Of(waiting))
            : Results.Problem($"There is no drill {id} in {environment}.", statusCode: StatusCodes.Status404NotFound);
    }
}
