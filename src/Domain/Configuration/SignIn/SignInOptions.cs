namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>Who comes in, and how (section <c>Authentication</c> of the dashboard). Exactly one provider.</summary>
public sealed record SignInOptions
{
    /// <summary>Microsoft Entra ID; null when another provider is used.</summary>
    public EntraOptions? Entra { get; init; }

    /// <summary>Any other OpenID Connect provider; null when Entra is used.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>
    /// The named people of development, without a password. Default: where the host's environment is Development and no provider is
    /// configured; true anywhere else is an error.
    /// </summary>
    public bool? Development { get; init; }

    /// <summary>Where people prove once more who they are before they approve.</summary>
    public StepUpOptions StepUp { get; init; } = new();

    /// <summary>How long people stay signed in.</summary>
    public SessionLimits Session { get; init; } = new();

    /// <summary>
    /// Claims whose values are names of the same person in a deployment's report, so that who deployed is known as who approves.
    /// Default: preferred_username, upn, email.
    /// </summary>
    public IReadOnlyList<string> DeployerClaims { get; init; } = [];

    /// <summary>
    /// Names in deployment reports and whose they are, for a forge whose logins no claim carries: <c>"ada-gh": "ada@corp.example"</c>.
    /// Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> DeployerNames { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The claims in effect.</summary>
    public IReadOnlyList<string> EffectiveDeployerClaims =>
        DeployerClaims.Count > 0 ? DeployerClaims : ["preferred_username", "upn", "email"];
}
