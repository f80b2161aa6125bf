using System.Security.Claims;

namespace Mcpx.Dashboard.Auth;

/// <summary>Who is signed in, as the journal names an actor.</summary>
/// <param name="Id">Stable name in journal entries: <c>ic</c> in development, the user principal name with Entra.</param>
/// <param name="Name">Name for people, "Release Manager".</param>
/// <param name="Roles">Role claims, see <see cref="Auth.Roles"/>.</param>
public sealed record Person(string Id, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Reads a principal of any of our schemes; null when nobody is signed in.</summary>
    public static Person? From(ClaimsPrincipal principal)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity)
        {
            return null;
        }

        var id =
            principal.FindFirstValue("preferred_username")
            ?? principal.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? principal.FindFirstValue("sub")
            ?? "unknown";
        var roles = identity.FindAll(identity.RoleClaimType).Select(static claim => claim.Value).ToArray();
        return new Person(id, identity.Name ?? id, roles);
    }
}
