namespace Mcpx.Domain.Live;

/// <summary>How the outgoing heartbeat stands, as the watchdog says it with its readings.</summary>
/// <param name="AcknowledgedAt">When one was last taken by whoever expects it; null for none since the watchdog's start.</param>
/// <param name="Interval">How often one is due.</param>
/// <param name="Fault">Why the newest was not sent or not taken; null when it was.</param>
public sealed record LiveHeartbeat(DateTimeOffset? AcknowledgedAt, TimeSpan Interval, string? Fault)
{
    /// <summary>The age from which it counts as missed: two of them and what sending one may take.</summary>
    public TimeSpan LateAfter => (2 * Interval) + TimeSpan.FromSeconds(10);

    /// <summary>Whether it is missed: none was ever taken, or the last one too long ago.</summary>
    /// <param name="now">When.</param>
    public bool IsMissedAt(DateTimeOffset now) => AcknowledgedAt is not { } at || now - at > LateAfter;
}
