using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>latency</c>: "p95 latency breach sustained (JSON &gt; 600 ms for 10 minutes)" (runbook section 3). Hold-for 10 minutes,
/// recover-for 5 minutes, P2.
/// </summary>
public sealed record LatencyOptions : TriggerPolicy
{
    /// <summary>p95 is over the limit exactly when more than this share of calls is: 50 of 1,000.</summary>
    public const int SlowPermille = 50;

    /// <summary>The runbook's numbers.</summary>
    public LatencyOptions()
    {
        Severity = Severity.P2;
        HoldFor = TimeSpan.FromMinutes(10);
        RecoverFor = TimeSpan.FromMinutes(5);
    }

    /// <summary>The limit of p95. Default 600 ms.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Calls in the window below which p95 says nothing. Default 40.</summary>
    public int MinimumCalls { get; init; } = 40;

    internal long LimitMicroseconds => Limit.Ticks / TimeSpan.TicksPerMicrosecond;

    private protected override bool MustHold => true;

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.Positive($"{key}:Limit", Limit);
        errors.AtLeast($"{key}:MinimumCalls", MinimumCalls, 1);
    }
}
