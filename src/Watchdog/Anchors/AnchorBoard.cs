using System.Collections.Concurrent;
using Prometheus;

namespace Mcpx.Watchdog.Anchors;

/// <summary>How each place outside stands, for <c>/healthz</c> and <c>/metrics</c>.</summary>
internal sealed class AnchorBoard
{
    private static readonly Gauge Failed = Metrics.CreateGauge(
        "watchdog_anchor_failed",
        "1 while the journal's head cannot be anchored there, else 0.",
        "sink"
    );

    private static readonly Gauge Position = Metrics.CreateGauge(
        "watchdog_anchor_position",
        "The journal's newest position that is anchored there.",
        "sink"
    );

    private readonly ConcurrentDictionary<string, AnchorStanding> _standings = new(StringComparer.Ordinal);

    /// <summary>Of each place that was tried, by name.</summary>
    public IReadOnlyDictionary<string, AnchorStanding> Standings => _standings;

    /// <summary>Notes how it went.</summary>
    /// <returns>Whether that is news: it failed first, or it works again.</returns>
    public bool Note(string sink, long position, DateTimeOffset at, string? fault)
    {
        var before = _standings.GetValueOrDefault(sink) ?? new(0, null, null, null);
        _standings[sink] = fault is null
            ? new(position, at, null, null)
            : before with
            {
                Fault = fault,
                FailsSince = before.FailsSince ?? at,
            };
        Failed.WithLabels(sink).Set(fault is null ? 0 : 1);
        if (fault is null)
        {
            Position.WithLabels(sink).Set(position);
        }

        return before.Fault is null != fault is null;
    }
}

/// <summary>How one place stands.</summary>
/// <param name="Position">The newest position that is anchored there; 0 when there is none since the start.</param>
/// <param name="At">When that was; null before.</param>
/// <param name="Fault">Why the newest attempt failed; null when it did not.</param>
/// <param name="FailsSince">Since when; null when it does not.</param>
internal sealed record AnchorStanding(long Position, DateTimeOffset? At, string? Fault, DateTimeOffset? FailsSince);
