using Mcpx.Domain.Live;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>When the watchdog last judged, as far as this process knows.</summary>
/// <param name="EvaluatedAt">The last evaluation; null while none has been heard of.</param>
/// <param name="SilentAfter">Age from which the watchdog counts as silent.</param>
/// <param name="Detail">What hovering says, "40 triggers, 0 missed runs in 24 h"; empty when there is nothing to add.</param>
public sealed record Liveness(DateTimeOffset? EvaluatedAt, TimeSpan SilentAfter, string Detail = "")
{
    /// <summary>Nothing heard yet. Ten seconds of silence are forty missed evaluations.</summary>
    public static Liveness Unknown { get; } = new(null, TimeSpan.FromSeconds(10));

    /// <summary>Whether an outgoing heartbeat is configured, which is known before anything is heard.</summary>
    public bool HeartbeatIsSent { get; init; }

    /// <summary>How its outgoing heartbeat stands; null where none is sent, or nothing is heard.</summary>
    public LiveHeartbeat? Heartbeat { get; init; }

    /// <summary>Age at <paramref name="now"/>; null while no evaluation is known, never negative when clocks differ.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => EvaluatedAt is { } at ? (now > at ? now - at : TimeSpan.Zero) : null;

    /// <summary>Whether a watchdog that had spoken has been silent for too long.</summary>
    public bool IsSilentAt(DateTimeOffset now) => AgeAt(now) > SilentAfter;
}
