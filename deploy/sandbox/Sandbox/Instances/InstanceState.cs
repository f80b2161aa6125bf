namespace Mcpx.Sandbox.Instances;

/// <summary>What an instance's process does, as <c>GET /</c> of the control says it in lower case.</summary>
internal enum InstanceState
{
    Starting,
    Running,

    /// <summary>Its process ended by itself and starts again after a pause.</summary>
    Restarting,

    /// <summary>Broken on purpose: ended, and not started again until healed or deployed.</summary>
    Stopped,

    /// <summary>Broken on purpose: the process exists and does nothing.</summary>
    Frozen,
}
