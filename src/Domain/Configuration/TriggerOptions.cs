using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Configuration;

/// <summary>The runbook's thresholds (section 3) for one environment; every number is configuration.</summary>
public sealed record TriggerOptions
{
    /// <summary>Readiness and liveness of every instance.</summary>
    public AvailabilityOptions Availability { get; init; } = new();

    /// <summary>The share of calls answered 5xx.</summary>
    public ErrorRateOptions ErrorRate { get; init; } = new();

    /// <summary>The longest silence on an event stream.</summary>
    public SseHeartbeatOptions SseHeartbeat { get; init; } = new();
}

/// <summary>"/healthz or /ready failing &gt; 5 minutes" (runbook section 3).</summary>
public sealed record AvailabilityOptions
{
    /// <summary>How long an endpoint may fail. Default 5 minutes.</summary>
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it must answer well before the breach is over. Default 2 minutes.</summary>
    public TimeSpan RecoverFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How far back a reading looks, at most a fifth of <see cref="HoldFor"/>. Default: that fifth.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Samples in the window before "half of them failed" counts as bad. Default 6.</summary>
    public int MinimumSamples { get; init; } = 6;

    internal Hold Hold => new(HoldFor, Longer: true, RecoverFor);
    internal TimeSpan EffectiveWindow => Window ?? HoldFor / 5;
}

/// <summary>"5xx &gt; 1 % for 5 minutes" (runbook section 3): ratio and count and minimum traffic together.</summary>
public sealed record ErrorRateOptions
{
    /// <summary>The limit in percent of calls. Default 1, range more than 0 to 100.</summary>
    public decimal LimitPercent { get; init; } = 1m;

    /// <summary>How long the rate must stay above the limit. Default 5 minutes.</summary>
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it must stay below before the breach is over. Default 5 minutes.</summary>
    public TimeSpan RecoverFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far back a reading looks, at most a fifth of <see cref="HoldFor"/>. Default: that fifth.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Calls in the window below which the rate says nothing. Default 50.</summary>
    public int MinimumCalls { get; init; } = 50;

    /// <summary>Failed calls in the window below which the rate is not bad, whatever its ratio. Default 3.</summary>
    public int MinimumErrors { get; init; } = 3;

    internal Hold Hold => new(HoldFor, Longer: false, RecoverFor);
    internal TimeSpan EffectiveWindow => Window ?? HoldFor / 5;
    internal long LimitPartsPerMillion => (long)(LimitPercent * 10_000m);
}

/// <summary>"heartbeat gap &gt; 15 s on any instance" (runbook section 3): breached at once, no hold.</summary>
public sealed record SseHeartbeatOptions
{
    /// <summary>The longest allowed time without a byte. Default 15 seconds.</summary>
    public TimeSpan LimitGap { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long gaps must stay within the limit before the breach is over. Default 1 minute.</summary>
    public TimeSpan RecoverFor { get; init; } = TimeSpan.FromMinutes(1);

    internal Hold Hold => new(TimeSpan.Zero, Longer: true, RecoverFor);
}
