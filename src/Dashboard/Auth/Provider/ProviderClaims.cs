using System.Globalization;
using System.Security.Claims;
using Mcpx.Domain.Configuration.SignIn;

namespace Mcpx.Dashboard.Auth.Provider;

/// <summary>
/// Makes of a provider's claims who somebody is here. Only what is named is taken over, so that nothing a token says can pass for
/// something we say.
/// </summary>
internal sealed class ProviderClaims(SignInMode mode)
{
    private const string Kind = "Mcpx";
    private static readonly string[] ProgramNames = ["azp", "appid", "client_id", "sub"];

    private string RoleClaim => mode.Options.Oidc?.RoleClaim ?? "roles";
    private string NameClaim => mode.Options.Oidc?.NameClaim ?? "name";
    private string IdClaim => mode.Options.Oidc?.IdClaim ?? "preferred_username";

    /// <summary>A person; null when the token does not say who it is.</summary>
    /// <param name="token">The identity token's claims.</param>
    /// <param name="provedAt">When they proved who they are, in Unix seconds; null for what the token says.</param>
    /// <param name="asked">Whether the token answers a challenge to prove it.</param>
    public ClaimsPrincipal? Person(ClaimsPrincipal token, long? provedAt = null, bool asked = false)
    {
        if (token.FindFirstValue(IdClaim) is not { Length: > 0 } id || SubjectOf(token) is not { } subject)
        {
            return null;
        }

        var identity = New(id, token.FindFirstValue(NameClaim) ?? id);
        identity.AddClaim(new("sub", subject));
        identity.AddClaims(RolesOf(token).Select(static role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(NamesOf(token, id).Select(static name => new Claim(PersonClaims.AlsoKnownAs, name)));
        if ((provedAt ?? ProofIn(token, asked)) is { } proof)
        {
            identity.AddClaim(new(PersonClaims.ProvedAt, proof.ToString(CultureInfo.InvariantCulture)));
        }

        return new(identity);
    }

    /// <summary>A program with a token of its own: whatever roles it was given, it decides nothing.</summary>
    public ClaimsPrincipal Program(ClaimsPrincipal token)
    {
        var id = ProgramNames
            .Select(name => token.FindFirstValue(name))
            .FirstOrDefault(static name => name is not null);
        var identity = New($"client:{id ?? "unknown"}", id ?? "unknown");
        identity.AddClaims(
            RolesOf(token)
                .Where(static role => Roles.OfPrograms.Contains(role, StringComparer.Ordinal))
                .Select(static role => new Claim(ClaimTypes.Role, role))
        );
        return new(identity);
    }

    /// <summary>
    /// When the person last proved who they are: <c>auth_time</c>, never later than the token itself. An authentication context must be
    /// named besides; without <c>auth_time</c> the issue of a token that names it counts, where it answers our challenge.
    /// </summary>
    private long? ProofIn(ClaimsPrincipal token, bool asked)
    {
        var (proved, issued) = (Number(token, "auth_time"), Number(token, "iat"));
        return mode.Options.StepUp.AuthenticationContext is not { } context ? proved
            : !token.FindAll("acrs").Any(claim => claim.Value == context) ? null
            : proved is { } at && issued is { } then ? Math.Min(at, then)
            : proved ?? (asked ? issued : null);
    }

    private IEnumerable<string> RolesOf(ClaimsPrincipal token) =>
        token
            .Claims.Where(claim => claim.Type == RoleClaim || claim.Type == ClaimTypes.Role)
            .Select(static claim => claim.Value)
            .Distinct(StringComparer.Ordinal);

    private IEnumerable<string> NamesOf(ClaimsPrincipal token, string id) =>
        mode
            .Options.EffectiveDeployerClaims.SelectMany(type => token.FindAll(type))
            .Select(static claim => claim.Value)
            .Concat(
                mode.Options.DeployerNames.Where(pair =>
                        string.Equals(pair.Value, id, StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(static pair => pair.Key)
            )
            .Where(name => name.Length > 0 && name != id)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whatever a library made of the claim's name.</summary>
    private static string? SubjectOf(ClaimsPrincipal token) =>
        token.FindFirstValue("sub") ?? token.FindFirstValue(ClaimTypes.NameIdentifier);

    private static long? Number(ClaimsPrincipal token, string type) =>
        long.TryParse(token.FindFirstValue(type), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static ClaimsIdentity New(string id, string name)
    {
        var identity = new ClaimsIdentity(Kind, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(PersonClaims.Id, id));
        identity.AddClaim(new(ClaimTypes.Name, name));
        return identity;
    }
}
