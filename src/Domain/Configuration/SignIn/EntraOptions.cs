namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>An app registration of Microsoft Entra ID with app roles.</summary>
public sealed record EntraOptions
{
    /// <summary>The cloud's sign-in address. Default: the public cloud.</summary>
    public string Instance { get; init; } = "https://login.microsoftonline.com/";

    /// <summary>Directory (tenant) ID. One tenant: common and organizations are refused.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Application (client) ID.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Environment variable with the client's secret. Default MCPX_SIGNIN_SECRET.</summary>
    public string ClientSecretVariable { get; init; } = "MCPX_SIGNIN_SECRET";

    /// <summary>What a pipeline's token is for, never the client ID itself. Default: <c>api://</c> and the client ID.</summary>
    public string? Audience { get; init; }

    /// <summary>The audience in effect.</summary>
    public string EffectiveAudience => Audience ?? $"api://{ClientId}";
}
