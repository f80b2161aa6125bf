using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>Where a latency comes from.</summary>
internal enum LatencySource
{
    /// <summary>Too few calls of either kind.</summary>
    None,

    /// <summary>People's calls, from buckets that have the limit as an edge: exact.</summary>
    People,

    /// <summary>People's calls, the limit inside a bucket: estimated.</summary>
    PeopleEstimated,

    /// <summary>The watchdog's own calls: exact.</summary>
    Own,
}

/// <summary>How people's and own calls are read, the same for an instance and for a component.</summary>
internal static class LatencyReading
{
    public static LatencySource SourceOf(HistogramReading people, int own, LatencyOptions options) =>
        people.Samples >= options.MinimumCalls
            ? people.IsEdge
                ? LatencySource.People
                : LatencySource.PeopleEstimated
            : own >= options.MinimumCalls
                ? LatencySource.Own
                : LatencySource.None;

    public static Reading Of(HistogramReading people) =>
        new(Measured.Yes, people.MoreThan(LatencyOptions.SlowPermille), people.Quantile(950) / 1_000, people.Samples);

    public static Reading Of(long calls, long over, long p95) =>
        new(
            Measured.Yes,
            1_000 * over > LatencyOptions.SlowPermille * calls,
            p95 == long.MaxValue ? long.MaxValue : p95 / 1_000,
            calls,
            over
        );

    public static Reading None(HistogramReading people, int own) =>
        people.Scrapes == 0 && own == 0
            ? Reading.Missing(Measured.NoData)
            : Reading.Missing(Measured.NotEnoughSamples, Math.Max(people.Samples, own));

    public static string Words(in Reading reading, string subject, long limit, LatencySource source)
    {
        var p95 = reading.Value == long.MaxValue ? "without an answer" : Domain.Words.Duration(reading.Value);
        var of = source switch
        {
            LatencySource.Own => Domain.Words.Of(reading.Total, "own call"),
            LatencySource.PeopleEstimated => $"{Domain.Words.Of(reading.Total, "call")}, estimated from buckets",
            _ => Domain.Words.Of(reading.Total, "call"),
        };
        return $"p95 {p95} on {subject} ({of}); limit {Domain.Words.Duration(limit)}";
    }

    public static string NotJudged(in Reading reading, string subject, LatencyOptions options) =>
        $"{subject}: only {Domain.Words.Of(reading.Total, "call")} in the window, too few to judge; {options.MinimumCalls} are needed";
}
