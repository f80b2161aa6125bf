using Mcpx.Db;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

/// <summary>How long appends to the journal take; the store itself knows nothing of metrics.</summary>
internal static class JournalTimes
{
    private static readonly Histogram Seconds = Metrics.CreateHistogram(
        "watchdog_journal_append_seconds",
        "Time of one append to the journal, until it is durable.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 12) }
    );

    /// <summary>Times every append from now on.</summary>
    public static void Watch(Journal journal) => journal.Appended += took => Seconds.Observe(took.TotalSeconds);
}
