using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Api;

/// <summary>Legal hold: an incident's entries are kept beyond their retention (docs/journal.md).</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this RouteGroupBuilder api)
    {
        Post(
            api,
            "hold",
            reason => new IncidentCommand.Hold(reason),
            "Keeps the incident's entries beyond their retention, by Decision Owner or Auditor, also after its end; needs a reason."
        );
        Post(
            api,
            "lift-hold",
            reason => new IncidentCommand.LiftHold(reason),
            "Lets retention count again, by Decision Owner or Auditor; needs a reason."
        );
    }

    private static void Post(
        RouteGroupBuilder api,
        string action,
        Func<string, IncidentCommand> command,
        string summary
    ) =>
        IncidentEndpoints.Describe(
            api.MapPost(
                $"/incidents/{{id}}/{action}",
                (string id, ReasonRequest request, ClaimsPrincipal user, IncidentLog log) =>
                    IncidentEndpoints.Answer(log.Execute(id, command(request.Reason), Who(Person.From(user)!)))
            ),
            summary
        );

    /// <summary>Whoever has several roles decides in one that may.</summary>
    internal static Actor Who(Person person) =>
        ActorOf.From(person, Role.DecisionOwner) is { Role: Role.DecisionOwner } owner
            ? owner
            : ActorOf.From(person, Role.Auditor);
}
