namespace Mcpx.Domain.Journal;

/// <summary>Names of the journal's streams: one chain, many streams.</summary>
public static class Streams
{
    /// <summary>Everything decided and done in one incident.</summary>
    public static string Incident(string id) => $"incident/{id}";

    /// <summary>Deployments, freezes, pointers and the open incident of one environment.</summary>
    public static string Environment(string name) => $"environment/{name}";

    /// <summary>One release.</summary>
    public static string Release(string tag) => $"release/{tag}";

    /// <summary>API keys, made and revoked.</summary>
    public const string Keys = "keys";

    /// <summary>The watchdog's own starts and configurations.</summary>
    public const string Node = "node/watchdog";

    /// <summary>Messages to the channels that belong to no incident: tests.</summary>
    public const string Channels = "node/channels";
}
