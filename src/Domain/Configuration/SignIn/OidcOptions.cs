namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>An OpenID Connect provider other than Entra: authorization code with PKCE and a refresh token.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer's address, where <c>/.well-known/openid-configuration</c> is. http on loopback only.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Our client ID there.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Environment variable with the client's secret. Default MCPX_SIGNIN_SECRET.</summary>
    public string ClientSecretVariable { get; init; } = "MCPX_SIGNIN_SECRET";

    /// <summary>Claim with roles. Default <c>roles</c>.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Claim with the name shown. Default <c>name</c>.</summary>
    public string NameClaim { get; init; } = "name";

    /// <summary>
    /// Claim with the name in the journal: unique, and not the person's own to choose. Default <c>preferred_username</c>; a token
    /// without it is refused.
    /// </summary>
    public string IdClaim { get; init; } = "preferred_username";

    /// <summary>What a pipeline's token is for; null accepts no tokens, which is the default.</summary>
    public string? Audience { get; init; }
}
