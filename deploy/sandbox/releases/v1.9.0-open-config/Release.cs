namespace Mcpx.Sandbox.Releases;

/// <summary>Lets the login page read the configuration schema without a token.</summary>
public sealed class Release : PortalRelease
{
    // Meant for /api/config/schema; the prefix takes in /api/config/effective as well.
    /// <inheritdoc />
    public override bool IsAnonymous(PathString path) =>
        base.IsAnonymous(path) || path.StartsWithSegments("/api/config", StringComparison.OrdinalIgnoreCase);
}
