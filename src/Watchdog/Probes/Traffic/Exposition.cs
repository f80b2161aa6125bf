namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>Reads an instance's traffic out of a scrape, in either format.</summary>
internal static class Exposition
{
    /// <summary>Reads a scrape.</summary>
    /// <param name="body">What the instance answered, bounded.</param>
    /// <param name="contentType">Its content type; null when it is not known.</param>
    /// <param name="map">What the series mean.</param>
    /// <param name="now">When it was asked.</param>
    public static TrafficReading Read(ReadOnlySpan<byte> body, string? contentType, TrafficMap map, DateTimeOffset now)
    {
        var (requests, durations, refusals) = (
            new RequestSum(map, now),
            new DurationSum(map, now),
            new RefusalSum(map, now)
        );
        var format = ExpositionFormats.Of(contentType, body);
        var labels = new SeriesLabels();
        var reader = new ExpositionReader(body, format, labels);
        while (reader.Next())
        {
            if (!reader.Announced.IsEmpty)
            {
                refusals.IsCounted |= IsCounter(map.Refusals, reader.Announced, mayLackTotal: true);
            }
            else if (IsCounter(map.Requests, reader.Name, mayLackTotal: false, format))
            {
                requests.Take(labels, reader.Value, reader.Timestamp);
            }
            else if (reader.Name.SequenceEqual(map.Buckets))
            {
                durations.Take(labels, reader.Value, reader.Timestamp);
            }
            else if (IsCounter(map.Refusals, reader.Name, mayLackTotal: false, format))
            {
                refusals.Take(labels, reader.Value, reader.Timestamp);
            }
        }

        return reader.Problem is { } problem
            ? TrafficReading.Unreadable(problem)
            : Reading(requests, durations, refusals);
    }

    /// <summary>What the sums of one instance say.</summary>
    public static TrafficReading Reading(RequestSum requests, DurationSum durations, RefusalSum refusals)
    {
        var (histogram, fault) = durations.Sum();
        return new(
            requests.Fault,
            requests.Calls,
            requests.Errors,
            requests.At,
            histogram,
            fault,
            refusals.Sum(isInstanceThere: requests.Fault == TrafficFault.None),
            refusals.Fault
        );
    }

    /// <summary>
    /// Whether a name is a configured counter's. In OpenMetrics a counter's samples end with <c>_total</c> even where its name
    /// does not, and it is announced without.
    /// </summary>
    private static bool IsCounter(
        ReadOnlySpan<byte> configured,
        ReadOnlySpan<byte> name,
        bool mayLackTotal,
        ExpositionFormat format = ExpositionFormat.Text
    ) =>
        name.SequenceEqual(configured)
        || (mayLackTotal && IsWithTotal(name, configured))
        || (format == ExpositionFormat.OpenMetrics && IsWithTotal(configured, name));

    private static bool IsWithTotal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> withTotal) =>
        withTotal.StartsWith(name) && withTotal[name.Length..].SequenceEqual("_total"u8);
}
