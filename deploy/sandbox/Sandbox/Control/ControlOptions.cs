namespace Mcpx.Sandbox.Control;

/// <summary>What <c>control</c> is started with.</summary>
/// <param name="PortBase">First port of the range; see <see cref="Instances.Topology"/>.</param>
/// <param name="Data">Absolute data folder.</param>
/// <param name="Environments">Environments that are switched on.</param>
/// <param name="ApiInstances">API instances of each environment.</param>
/// <param name="Browser">The check in a real browser that the watchdog shall start; null for none.</param>
internal sealed record ControlOptions(
    int PortBase,
    string Data,
    IReadOnlyList<string> Environments,
    int ApiInstances,
    BrowserCheckFiles? Browser = null
);

/// <summary>Where the check in a real browser is.</summary>
/// <param name="Program">Its assembly.</param>
/// <param name="Chromium">The browser's executable.</param>
internal sealed record BrowserCheckFiles(string Program, string Chromium);
