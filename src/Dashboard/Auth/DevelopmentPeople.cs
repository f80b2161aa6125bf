using System.Collections.Immutable;
using System.Security.Claims;

namespace Mcpx.Dashboard.Auth;

/// <summary>The named people of the development sign-in. One role each, so that every refusal can be seen by switching.</summary>
internal static class DevelopmentPeople
{
    public static ImmutableArray<Person> All { get; } =
    [
        new("viewer", "Stakeholder", [Roles.Viewer]),
        new("sre", "SRE on call", [Roles.Sre]),
        new("deputy", "Deputy", [Roles.Deputy]),
        new("ic", "Release Manager", [Roles.IncidentCommander]),
        new("director", "Director", [Roles.DecisionOwner]),
        new("auditor", "Auditor", [Roles.Auditor]),
        new("admin", "Administrator", [Roles.Admin]),
        new("deployer", "CI pipeline", [Roles.Deployer]),
    ];

    /// <summary>The principal of a known name; null for any other, letter case included.</summary>
    public static ClaimsPrincipal? Principal(string name, string scheme)
    {
        var person = All.FirstOrDefault(person => string.Equals(person.Id, name, StringComparison.Ordinal));
        if (person is null)
        {
            return null;
        }

        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.Id));
        identity.AddClaim(new Claim(ClaimTypes.Name, person.Name));
        identity.AddClaims(person.Roles.Select(static role => new Claim(ClaimTypes.Role, role)));
        return new ClaimsPrincipal(identity);
    }
}
