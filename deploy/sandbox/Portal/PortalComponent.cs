namespace Mcpx.Sandbox.Portal;

/// <summary>The two parts of a portal that are released and rolled back separately.</summary>
public enum PortalComponent
{
    /// <summary>The JSON and server-sent-events API.</summary>
    Api,

    /// <summary>The web host that people sign in to.</summary>
    Web,
}
