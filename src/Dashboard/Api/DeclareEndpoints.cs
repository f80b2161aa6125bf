using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;

namespace Mcpx.Dashboard.Api;

/// <summary>What people, and pipelines, say of an environment without being asked.</summary>
internal static class DeclareEndpoints
{
    public static void MapDeclarations(this RouteGroupBuilder api)
    {
        IncidentEndpoints.Describe(
            api.MapPost("/environments/{environment}/declare", Declare),
            "Declares that something is wrong: opens an incident, or joins the open one. Pipelines may; nobody is asked for proof."
        );
        api.MapPost("/environments/{environment}/settle", Settle)
            .WithSummary("Lets a deployment stand that came past the promotion policy; needs a reason.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/environments/{environment}/quarantine/lift", Lift)
            .WithSummary(
                "Lets a rolled-back release come back by the way every release comes; it takes the Decision Owner and a reason."
            )
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Lift(
        string environment,
        LiftRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        EnvironmentLog log
    )
    {
        if (!EnvironmentEndpoints.Names(follower.State).Contains(environment))
        {
            return EnvironmentEndpoints.Unknown(environment, follower.State);
        }

        var actor = ActorOf.From(Person.From(user)!, Role.DecisionOwner);
        Refusal? refusal = null;
        log.Append(
            environment,
            actor,
            state =>
            {
                var decided = Quarantine.Lift(state, request.Component, request.Tag, request.Reason, actor);
                refusal = decided.Refusal;
                return decided.Events;
            }
        );
        return refusal is null ? Results.NoContent() : IncidentEndpoints.Refused(refusal);
    }

    private static IResult Declare(string environment, DeclareRequest request, ClaimsPrincipal user, IncidentLog log) =>
        IncidentEndpoints.Answer(
            log.Declare(
                environment,
                request.Trigger,
                request.Component,
                request.Reason,
                ActorOf.From(Person.From(user)!)
            )
        );

    private static IResult Settle(
        string environment,
        SettleRequest request,
        ClaimsPrincipal user,
        StoreFollower follower,
        EnvironmentLog log
    )
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return Results.Problem("Settling needs a reason.", statusCode: StatusCodes.Status400BadRequest);
        }

        var known = false;
        log.Append(
            environment,
            ActorOf.From(Person.From(user)!),
            state =>
            {
                var open = state.OpenBypasses.Exists(bypass => bypass.Deployment == request.Deployment);
                known = open || state.SettledBypasses.Contains(request.Deployment);
                return open ? [new PromotionSettled(request.Deployment, request.Reason.Trim())] : [];
            }
        );
        return known
            ? Results.NoContent()
            : Results.Problem(
                $"No deployment {request.Deployment} came past the promotion policy of {environment}.",
                statusCode: StatusCodes.Status404NotFound
            );
    }
}
