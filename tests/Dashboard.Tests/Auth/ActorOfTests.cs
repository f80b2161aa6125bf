using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Tests.Pages;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class ActorOfTests
{
    private static readonly Person Both = new("dora", "Dora", [Roles.IncidentCommander, Roles.DecisionOwner]);

    [Fact]
    public void From_SeveralRoles_TakesTheOneThatTheActTakes()
    {
        Assert.Equal(Role.IncidentCommander, ActorOf.From(Both).Role);
        Assert.Equal(new("dora", Role.DecisionOwner), ActorOf.From(Both, Role.DecisionOwner));
    }

    [Fact]
    public void From_WithoutTheRoleThatTheActTakes_IsNeverGivenIt() =>
        Assert.Equal(Role.Sre, ActorOf.From(new("sam", "Sam", [Roles.Sre]), Role.DecisionOwner).Role);

    [Theory]
    [InlineData(null, Role.IncidentCommander)]
    [InlineData(1, Role.DecisionOwner)]
    public void From_SeveralRolesBeforeAnUndo_DecidesAsTheDecisionOwner(int? undoes, Role role)
    {
        var story = new Story().Opened().Proposed();
        var proposal = story.Incident.Proposal!;
        var incident = story.Incident with
        {
            Proposal = proposal with { Plan = proposal.Plan with { Undoes = undoes } },
        };

        Assert.Equal(role, ActorOf.From(Both, IncidentEndpoints.Wanted(incident)).Role);
    }
}
