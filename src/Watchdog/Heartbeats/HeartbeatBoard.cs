using Mcpx.Domain.Configuration;
using Mcpx.Domain.Live;
using Prometheus;

namespace Mcpx.Watchdog.Heartbeats;

/// <summary>How the outgoing heartbeat stands, for <c>/live</c>, <c>/healthz</c> and <c>/metrics</c>.</summary>
internal sealed class HeartbeatBoard(WatchdogOptions options)
{
    private static readonly Counter Heartbeats = Metrics.CreateCounter(
        "watchdog_heartbeats_total",
        "Outgoing heartbeats, by outcome: Acknowledged, Failed, or Withheld because evaluation was late.",
        "outcome"
    );

    private volatile LiveHeartbeat? _standing = options.Heartbeat.IsSent
        ? new(AcknowledgedAt: null, options.Heartbeat.Interval, Fault: null)
        : null;

    /// <summary>As it stands; null where none is sent.</summary>
    public LiveHeartbeat? Standing => _standing;

    /// <summary>Notes one that was taken.</summary>
    public void Acknowledged(DateTimeOffset at) => Note("Acknowledged", at, fault: null);

    /// <summary>Notes one that was not taken.</summary>
    public void Failed(string fault) => Note("Failed", at: null, fault);

    /// <summary>Notes one that was held back.</summary>
    public void Withheld(string fault) => Note("Withheld", at: null, fault);

    private void Note(string outcome, DateTimeOffset? at, string? fault)
    {
        Heartbeats.WithLabels(outcome).Inc();
        _standing = new(at ?? _standing?.AcknowledgedAt, options.Heartbeat.Interval, fault);
    }
}
