namespace Mcpx.Launcher.Up;

/// <summary>What <c>up</c> was asked for, checked.</summary>
/// <param name="Ports">Every port it will use.</param>
/// <param name="Data">Absolute path of the data folder.</param>
/// <param name="Environments">Environments given on the command line; null: the sandbox's own default.</param>
/// <param name="Browser">True to open the dashboard when ready.</param>
internal sealed record UpOptions(PortPlan Ports, string Data, IReadOnlyList<string>? Environments, bool Browser)
{
    /// <summary>API instances of each environment. Default 2.</summary>
    public int Apis { get; init; } = PortPlan.FewestApis;

    /// <summary>Log files of this data folder.</summary>
    public string Logs => Path.Combine(Data, "logs");

    /// <summary>The record of what runs.</summary>
    public string RunFile => Path.Combine(Data, "run.json");
}
