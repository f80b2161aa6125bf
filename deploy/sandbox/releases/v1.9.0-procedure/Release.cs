namespace Mcpx.Sandbox.Releases;

/// <summary>Lets flags run out. The code is well; it is the migration that was never tried with a flag that does not.</summary>
public sealed class Release : PortalRelease;
