namespace Mcpx.Domain.Triggers;

/// <summary>The names of the runbook's triggers (section 3), as they stand in events, addresses and on screen.</summary>
public static class TriggerNames
{
    /// <summary>/healthz or /ready failing.</summary>
    public const string Availability = "availability";

    /// <summary>Outages that open again and again.</summary>
    public const string Flapping = "flapping";

    /// <summary>Calls answered 5xx.</summary>
    public const string ErrorRate = "error-rate";

    /// <summary>p95 of JSON calls.</summary>
    public const string Latency = "latency";

    /// <summary>Time to the first event of a stream.</summary>
    public const string SseTtfb = "sse-ttfb";

    /// <summary>Time without a byte on an event stream.</summary>
    public const string SseHeartbeat = "sse-heartbeat";

    /// <summary>Intended origins refused.</summary>
    public const string Cors = "cors";

    /// <summary>Drift against the expected configuration, or a promotion past the policy. RTM only.</summary>
    public const string Parity = "parity";

    /// <summary>Exposure or a suspected leak.</summary>
    public const string Security = "security";

    /// <summary>Regression of core admin workflows.</summary>
    public const string Business = "business";

    /// <summary>All of them, in the order of the runbook and of the screens.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Availability, Flapping, ErrorRate, Latency, SseTtfb, SseHeartbeat, Cors, Parity, Security, Business];

    /// <summary>A trigger as it is said in a sentence after "due to"; what nobody knows is said as it is written.</summary>
    /// <param name="trigger">One of <see cref="All"/>.</param>
    public static string Spoken(string trigger) =>
        trigger switch
        {
            Flapping => "repeated outages",
            ErrorRate => "the error rate",
            Latency => "slow answers",
            SseTtfb => "late first events",
            SseHeartbeat => "silent event streams",
            Cors => "refused origins",
            Parity => "drift from what is expected",
            Security => "a security finding",
            Business => "broken workflows",
            _ => trigger,
        };
}
