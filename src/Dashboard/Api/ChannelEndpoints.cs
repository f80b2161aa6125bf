using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Comms;

namespace Mcpx.Dashboard.Api;

/// <summary>Whether messages arrive: asked for here, sent by the watchdog, which alone knows the webhook.</summary>
internal static class ChannelEndpoints
{
    public static void MapChannels(this RouteGroupBuilder api)
    {
        api.MapGet("/channels/test", static (StoreFollower follower) => follower.State.ChannelTest)
            .WithSummary("The newest test message: who asked, and whether it arrived, by channel.");
        api.MapPost("/channels/test", Ask)
            .WithSummary(
                "Asks the watchdog to send a test message to every channel. It is sent within a second or so; the answer is in GET."
            )
            .Produces<ChannelTest>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Ask(ClaimsPrincipal user, ChannelLog log)
    {
        var outcome = log.Ask(ActorOf.From(Person.From(user)!));
        return outcome.Refusal is { } refusal
            ? IncidentEndpoints.Refused(refusal)
            : Results.Accepted("/api/channels/test", outcome.Test);
    }
}
