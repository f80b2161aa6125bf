using Mcpx.Dashboard.Auth;
using Microsoft.AspNetCore.Authorization;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class PoliciesTests
{
    [Fact]
    public void Options_WithoutAnything_FallBackToTheTable()
    {
        var options = new AuthorizationOptions();
        Policies.Add(options);
        Assert.Same(options.GetPolicy(Policies.Access), options.FallbackPolicy);
        Assert.NotNull(options.FallbackPolicy);
    }

    [Fact]
    public void Person_OfAPrincipal_IsWhoTheJournalNames()
    {
        var person = Person.From(DevelopmentPeople.Principal("ic", "test")!)!;
        Assert.Equal(
            ("ic", "Release Manager", "IncidentCommander"),
            (person.Id, person.Name, Assert.Single(person.Roles))
        );
    }
}
