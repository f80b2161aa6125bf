using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Auth;

/// <summary>A signed-in person as the journal names who did something.</summary>
internal static class ActorOf
{
    private static readonly Role[] MostEntitledFirst =
    [
        Role.IncidentCommander,
        Role.DecisionOwner,
        Role.Deputy,
        Role.Admin,
        Role.Sre,
        Role.Deployer,
        Role.Auditor,
    ];

    /// <summary>The person in a role that what they do takes, where they have it; else as everywhere.</summary>
    public static Actor From(Person person, Role? wanted) =>
        wanted is { } role && person.Roles.Contains(role.ToString()) ? Of(person, role) : From(person);

    /// <summary>The person in the most entitled of their roles; a viewer when they have none we know.</summary>
    public static Actor From(Person person)
    {
        var roles = person
            .Roles.Select(name => Enum.TryParse<Role>(name, out var role) ? role : Role.Viewer)
            .ToHashSet();
        return Of(person, MostEntitledFirst.FirstOrDefault(roles.Contains, Role.Viewer));
    }

    private static Actor Of(Person person, Role role) => new(person.Id, role) { AlsoKnownAs = person.AlsoKnownAs };
}
