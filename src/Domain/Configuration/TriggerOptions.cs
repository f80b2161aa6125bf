using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Configuration;

/// <summary>The runbook's thresholds (section 3) for one environment; every number is configuration.</summary>
public sealed record TriggerOptions
{
    /// <summary>Readiness and liveness of every instance.</summary>
    public AvailabilityOptions Availability { get; init; } = new();

    /// <summary>Outages that open again and again.</summary>
    public FlappingOptions Flapping { get; init; } = new();

    /// <summary>The share of calls answered 5xx.</summary>
    public ErrorRateOptions ErrorRate { get; init; } = new();

    /// <summary>p95 of JSON calls.</summary>
    public LatencyOptions Latency { get; init; } = new();

    /// <summary>The time to a stream's first event.</summary>
    public SseTtfbOptions SseTtfb { get; init; } = new();

    /// <summary>The longest silence on an event stream.</summary>
    public SseHeartbeatOptions SseHeartbeat { get; init; } = new();

    /// <summary>Intended origins refused.</summary>
    public CorsOptions Cors { get; init; } = new();

    /// <summary>Drift and promotion. Judged in RTM only.</summary>
    public ParityOptions Parity { get; init; } = new();

    /// <summary>Exposure and leaks.</summary>
    public SecurityOptions Security { get; init; } = new();

    /// <summary>Workflows of people.</summary>
    public BusinessOptions Business { get; init; } = new();

    /// <summary>The policy of a trigger.</summary>
    /// <param name="trigger">One of <see cref="TriggerNames"/>.</param>
    public TriggerPolicy Of(string trigger) =>
        trigger switch
        {
            TriggerNames.Availability => Availability,
            TriggerNames.Flapping => Flapping,
            TriggerNames.ErrorRate => ErrorRate,
            TriggerNames.Latency => Latency,
            TriggerNames.SseTtfb => SseTtfb,
            TriggerNames.SseHeartbeat => SseHeartbeat,
            TriggerNames.Cors => Cors,
            TriggerNames.Parity => Parity,
            TriggerNames.Security => Security,
            TriggerNames.Business => Business,
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "No trigger of the runbook."),
        };

    internal void Check(List<ConfigurationError> errors, string key)
    {
        Availability.Check(errors, $"{key}:Availability");
        Flapping.Check(errors, $"{key}:Flapping");
        ErrorRate.Check(errors, $"{key}:ErrorRate");
        Latency.Check(errors, $"{key}:Latency");
        SseTtfb.Check(errors, $"{key}:SseTtfb");
        SseHeartbeat.Check(errors, $"{key}:SseHeartbeat");
        Cors.Check(errors, $"{key}:Cors");
        Parity.Check(errors, $"{key}:Parity");
        Security.Check(errors, $"{key}:Security");
        Business.Check(errors, $"{key}:Business");
    }
}
