using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;

namespace Mcpx.Dashboard.Api;

/// <summary>What the incidents of a time teach, and people's word on what was proposed.</summary>
internal static class ScorecardEndpoints
{
    public static void MapScorecard(this RouteGroupBuilder api)
    {
        api.MapGet("/scorecard", Score)
            .WithSummary(
                "How long detecting, deciding, acting and verifying took, proposals right and wrong, noise by trigger, drills. environment and from (a time) narrow it."
            )
            .Produces<Scorecard>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        IncidentEndpoints.Describe(
            api.MapPost(
                "/incidents/{id}/label",
                (string id, LabelRequest asked, ClaimsPrincipal user, IncidentLog log) =>
                    IncidentEndpoints.Answer(
                        log.Execute(
                            id,
                            new IncidentCommand.Label(asked.Right, asked.Text ?? ""),
                            ActorOf.From(Person.From(user)!)
                        )
                    )
            ),
            "Says with hindsight whether the newest proposal was right. The newest word counts."
        );
    }

    /// <summary>Of one environment or all, from a time on.</summary>
    internal static Scorecard Of(JournalState state, string? environment, DateTimeOffset? from) =>
        Scorecard.Of(
            [
                .. state.Incidents.Values.Where(incident =>
                    (environment is null || incident.Environment == environment)
                    && (from is null || incident.OpenedAt >= from)
                ),
            ],
            [
                .. state
                    .Environments.Where(one => environment is null || one.Key == environment)
                    .SelectMany(one => one.Value.Targets.Drills)
                    .Where(drill => from is null || drill.At >= from),
            ]
        );

    private static IResult Score(StoreFollower follower, string? environment, DateTimeOffset? from) =>
        environment is not null && !EnvironmentEndpoints.Names(follower.State).Contains(environment)
            ? EnvironmentEndpoints.Unknown(environment, follower.State)
            : Results.Ok(Of(follower.State, environment, from));
}

/// <summary>A word on a proposal.</summary>
/// <param name="Right">Whether it was right.</param>
/// <param name="Text">Why; may be left out.</param>
internal sealed record LabelRequest(bool Right, string? Text = null);
