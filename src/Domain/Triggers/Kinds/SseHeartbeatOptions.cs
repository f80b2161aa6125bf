using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>sse-heartbeat</c>: "heartbeat gap &gt; 15 s on any instance" (runbook section 3): breached at once, no hold, no window.
/// Recover-for 1 minute, P1.
/// </summary>
public sealed record SseHeartbeatOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public SseHeartbeatOptions() => RecoverFor = TimeSpan.FromMinutes(1);

    /// <summary>The longest allowed time without a byte. Default 15 seconds.</summary>
    public TimeSpan LimitGap { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long real events may stay away once there had been some; for streams that promise events, whose comments go on
    /// while the events are stuck. Default: not judged.
    /// </summary>
    public TimeSpan? EventsWithin { get; init; }

    /// <inheritdoc/>
    protected override bool Longer => true;

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.Positive($"{key}:LimitGap", LimitGap);
        if (EventsWithin is { } within)
        {
            errors.Positive($"{key}:EventsWithin", within);
        }
    }
}
