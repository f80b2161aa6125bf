namespace Mcpx.Sandbox.Instances;

/// <summary>What the control tells an instance's process on its command line.</summary>
internal sealed record InstanceArguments(
    string Environment,
    string Name,
    PortalComponent Component,
    int Port,
    string Release,
    string Database,
    IReadOnlyList<Uri> ApiAddresses
);
