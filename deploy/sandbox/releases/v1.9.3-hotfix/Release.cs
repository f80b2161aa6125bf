namespace Mcpx.Sandbox.Releases;

/// <summary>The code of v1.8.2 with the forward hotfix of what 0119 left behind.</summary>
public sealed class Release : PortalRelease;
