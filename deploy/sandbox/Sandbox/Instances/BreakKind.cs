namespace Mcpx.Sandbox.Instances;

/// <summary>Ways to break one instance.</summary>
internal enum BreakKind
{
    /// <summary>Ends the process and does not start it again.</summary>
    Stop,

    /// <summary>Keeps the process and its open port but lets it do nothing.</summary>
    Freeze,
}
