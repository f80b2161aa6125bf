using Mcpx.Dashboard.Auth;
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
}
