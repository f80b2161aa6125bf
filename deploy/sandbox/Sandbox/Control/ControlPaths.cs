using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Control;

/// <summary>Where the control keeps its files, all below <c>DIR/sandbox</c>.</summary>
internal sealed class ControlPaths(string data)
{
    private readonly string _sandbox = Path.Combine(data, "sandbox");

    public string Data => data;

    public string Releases => Path.Combine(_sandbox, "releases");

    public string State => Path.Combine(_sandbox, "state.json");

    public string Inbox => Path.Combine(_sandbox, "inbox.jsonl");

    public string WatchdogConfiguration => Path.Combine(_sandbox, "watchdog.json");

    /// <summary>What an environment's settings shall be, for whoever compares.</summary>
    public string Expected(string environment) => Path.Combine(_sandbox, $"expected-{environment}.json");

    public string Database(string environment) => Path.Combine(_sandbox, "portal", environment + ".db");

    /// <summary>The logs of an environment's APIs, as a pattern.</summary>
    public string ApiLogs(string environment) => Path.Combine(_sandbox, "logs", $"{environment}-api-*.log");

    public string Log(InstanceSpec spec) => Path.Combine(_sandbox, "logs", $"{spec.Environment}-{spec.Name}.log");
}
