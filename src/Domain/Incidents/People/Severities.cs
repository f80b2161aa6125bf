using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>How grave a breach is by itself: by its trigger and where it is.</summary>
public static class Severities
{
    /// <summary>What is P1 in Prod where nothing else is configured: people cannot work, or something is exposed.</summary>
    public static IReadOnlyList<string> Gravest { get; } =
    [
        TriggerNames.Availability,
        TriggerNames.Flapping,
        TriggerNames.ErrorRate,
        TriggerNames.SseHeartbeat,
        TriggerNames.Security,
    ];

    /// <summary>As configured for the environment, else the default.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="options">Its configuration; null where it is not known.</param>
    /// <param name="trigger">What breached.</param>
    public static IncidentSeverity Of(string environment, EnvironmentOptions? options, string trigger) =>
        options?.Severity.TryGetValue(trigger, out var configured) == true ? configured : Default(environment, trigger);

    /// <summary>Without configuration; also what events count for that are older than severities.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="trigger">What breached.</param>
    public static IncidentSeverity Default(string environment, string trigger) =>
        environment == "Prod" && Gravest.Contains(trigger, StringComparer.Ordinal)
            ? IncidentSeverity.P1
            : IncidentSeverity.P2;

    /// <summary>The graver of two.</summary>
    internal static IncidentSeverity Graver(IncidentSeverity one, IncidentSeverity other) => one < other ? one : other;
}
