using System.Security.Claims;

namespace Mcpx.Dashboard.Auth;

/// <summary>Who is signed in, as the journal names an actor.</summary>
/// <param name="Id">Stable name in journal entries: <c>ic</c> in development, the user principal name with Entra.</param>
/// <param name="Name">Name for people, "Release Manager".</param>
/// <param name="Roles">Role claims that are roles of ours, see <see cref="Auth.Roles"/>.</param>
public sealed record Person(string Id, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Role claims that nobody defined here; they give nothing.</summary>
    public IReadOnlyList<string> UnknownRoles { get; init; } = [];

    /// <summary>Other names the configured claims give them, by which a deployment may name them.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>What their API key allows; null for people and tokens.</summary>
    public KeyHolder? Key { get; init; }

    internal bool HasNoRole => Roles.Count == 0 && Key is null;

    internal string WithoutRole =>
        (
            UnknownRoles.Count == 0
                ? $"{Name} is signed in without a role."
                : $"{Name} is signed in with {(UnknownRoles.Count == 1 ? "the role" : "the roles")} {string.Join(", ", UnknownRoles)}, which nobody defined here."
        ) + $" Roles are {string.Join(", ", Auth.Roles.All)}; whoever runs the directory hands them out.";

    /// <summary>Reads a principal of any of our schemes; null when nobody is signed in.</summary>
    public static Person? From(ClaimsPrincipal principal)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity)
        {
            return null;
        }

        var id =
            principal.FindFirstValue(PersonClaims.Id)
            ?? principal.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? principal.FindFirstValue("sub")
            ?? "unknown";
        var roles = identity.FindAll(identity.RoleClaimType).Select(static claim => claim.Value).Distinct().ToArray();
        return new Person(
            id,
            identity.Name ?? id,
            [.. roles.Where(static role => Auth.Roles.All.Contains(role, StringComparer.Ordinal))]
        )
        {
            UnknownRoles = [.. roles.Where(static role => !Auth.Roles.All.Contains(role, StringComparer.Ordinal))],
            AlsoKnownAs = Values(identity, PersonClaims.AlsoKnownAs),
            Key = principal.FindFirstValue(PersonClaims.Key) is { } key
                ? new(key, Values(identity, PersonClaims.Scope), Values(identity, PersonClaims.Environment))
                : null,
        };
    }

    private static string[] Values(ClaimsIdentity identity, string type) =>
        [.. identity.FindAll(type).Select(static claim => claim.Value)];
}
