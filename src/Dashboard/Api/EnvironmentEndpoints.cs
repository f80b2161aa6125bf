using Mcpx.Dashboard.Store;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Api;

/// <summary>Environments and the gate.</summary>
internal static class EnvironmentEndpoints
{
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(10);

    public static void MapEnvironments(this RouteGroupBuilder api)
    {
        api.MapGet("/environments", List).WithSummary("Every environment watched, with its worst trigger's word.");
        api.MapGet("/environments/{environment}", One)
            .WithSummary("One environment with every verdict, its newest deployments and its silences.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/gate/{environment}", Ask)
            .WithSummary(
                "May I deploy? 200 when open, 423 when not, with owner, reason, since, incident, and until when if known; 503 when the "
                    + "watchdog is silent and nobody can say (docs/pipelines.md says what to do then). A quarantined release is refused, "
                    + "an authorised hotfix passes a freeze, and what the open incident's plan puts in place always passes."
            )
            .Produces<GateAnswer>()
            .Produces<GateAnswer>(StatusCodes.Status423Locked)
            .Produces<GateAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithMetadata(
                new CallExample(
                    Request: null,
                    StatusCodes.Status423Locked,
                    """
                    {"open":false,"reason":"Prod is frozen by ada: INC-0042: 5xx above 1 % since 09:14","owner":"ada",
                     "since":"2026-11-26T09:16:02Z","incident":"INC-0042"}
                    """
                )
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IEnumerable<EnvironmentAnswer> List(StoreFollower follower, Db.Store store, TimeProvider time) =>
        Names(follower.State).Select(name => Answer(name, follower.State, Verdicts(store, name), time)).ToList();

    private static IResult One(string environment, StoreFollower follower, Db.Store store, TimeProvider time)
    {
        if (!Names(follower.State).Contains(environment))
        {
            return Unknown(environment, follower.State);
        }

        var verdicts = Verdicts(store, environment);
        return Results.Ok(
            new EnvironmentDetail(
                Answer(environment, follower.State, verdicts, time),
                [.. verdicts.Select(verdict => verdict.Verdict)],
                [.. follower.State.Environment(environment).Deployments.Reverse()],
                [
                    .. follower
                        .State.Environment(environment)
                        .Silences.All.Reverse()
                        .Select(silence => SilenceAnswer.Of(silence, time.GetUtcNow())),
                ]
            )
        );
    }

    private static IResult Ask(
        string environment,
        StoreFollower follower,
        Db.Store store,
        TimeProvider time,
        Component? component,
        string? release
    )
    {
        var state = follower.State;
        if (!Names(state).Contains(environment))
        {
            return Unknown(environment, state);
        }

        var answer = Gate.Ask(
            state.Environment(environment),
            state.OpenIncident(environment),
            component,
            release,
            isJudged: !IsSilent(EvaluatedAt(Verdicts(store, environment)), time),
            time.GetUtcNow()
        );
        return Results.Json(
            answer,
            statusCode: answer.Open ? StatusCodes.Status200OK
                : answer.IsKnown ? StatusCodes.Status423Locked
                : StatusCodes.Status503ServiceUnavailable
        );
    }

    internal static IResult Unknown(string environment, JournalState state) =>
        Results.Problem(
            $"There is no environment {environment}; watched are {string.Join(", ", Names(state))}.",
            statusCode: StatusCodes.Status404NotFound
        );

    internal static IReadOnlyCollection<string> Names(JournalState state) =>
        [.. OptionsValidator.KnownEnvironments.Where(name => state.OptionsOf(name) is not null)];

    private static IReadOnlyList<(Verdict Verdict, DateTimeOffset AsOf)> Verdicts(Db.Store store, string name) =>
        store.Samples.LastVerdicts(name);

    private static DateTimeOffset? EvaluatedAt(IReadOnlyList<(Verdict Verdict, DateTimeOffset AsOf)> verdicts) =>
        verdicts.Count == 0 ? null : verdicts.Max(verdict => verdict.AsOf);

    private static bool IsSilent(DateTimeOffset? evaluated, TimeProvider time) =>
        evaluated is null || time.GetUtcNow() - evaluated > SilentAfter;

    private static EnvironmentAnswer Answer(
        string name,
        JournalState state,
        IReadOnlyList<(Verdict Verdict, DateTimeOffset AsOf)> verdicts,
        TimeProvider time
    )
    {
        var environment = state.Environment(name);
        var evaluated = EvaluatedAt(verdicts);
        var summaries = TriggerSummary.Of([.. verdicts.Select(verdict => verdict.Verdict)]);
        return new(
            name,
            TriggerSummary.WordOf(summaries),
            evaluated,
            IsSilent(evaluated, time),
            new[] { Component.Api, Component.Web }
                .Where(component => environment.Latest(component) is not null)
                .ToDictionary(
                    component => component.ToString(),
                    component => environment.Latest(component)!.Tag,
                    StringComparer.Ordinal
                ),
            environment.Lkg.ToDictionary(lkg => lkg.Key.ToString(), lkg => lkg.Value, StringComparer.Ordinal),
            state.OptionsOf(name)!.Execution.ToString(),
            environment.OpenIncident,
            environment.Freeze?.Reason
        );
    }
}
