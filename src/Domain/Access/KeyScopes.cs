namespace Mcpx.Domain.Access;

/// <summary>What an API key may be made for. Nothing that decides: pipelines declare, people approve.</summary>
public static class KeyScopes
{
    /// <summary>Read what the dashboard shows.</summary>
    public const string Read = "read";

    /// <summary>Ask the gate.</summary>
    public const string GateRead = "gate:read";

    /// <summary>Report deployments.</summary>
    public const string DeploymentsWrite = "deployments:write";

    /// <summary>Declare that something is wrong.</summary>
    public const string IncidentsDeclare = "incidents:declare";

    /// <summary>Ask for drills.</summary>
    public const string DrillsAsk = "drills:ask";

    /// <summary>Export the journal.</summary>
    public const string JournalExport = "journal:export";

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Read, GateRead, DeploymentsWrite, IncidentsDeclare, DrillsAsk, JournalExport];
}
