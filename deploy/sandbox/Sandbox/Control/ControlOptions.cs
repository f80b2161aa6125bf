namespace Mcpx.Sandbox.Control;

/// <summary>What <c>control</c> is started with.</summary>
/// <param name="PortBase">First port of the range; see <see cref="Instances.Topology"/>.</param>
/// <param name="Data">Absolute data folder.</param>
/// <param name="Environments">Environments that are switched on.</param>
internal sealed record ControlOptions(int PortBase, string Data, IReadOnlyList<string> Environments);
