namespace Mcpx.Sandbox;

/// <summary>The one secret of the sandbox, which only ever comes from the process environment.</summary>
internal static class Secrets
{
    private const string TokenVariable = "MCPX_PORTAL_TOKEN";

    public static string PortalToken() =>
        Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? token
            : throw new UsageException(
                $"{TokenVariable} is not set: it is the bearer token that the portal's API demands."
            );
}
