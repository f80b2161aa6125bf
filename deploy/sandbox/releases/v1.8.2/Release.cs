namespace Mcpx.Sandbox.Releases;

/// <summary>The last known good release: the portal as it should be.</summary>
public sealed class Release : PortalRelease;
