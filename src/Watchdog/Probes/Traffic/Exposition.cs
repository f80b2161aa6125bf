using System.Globalization;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Reads calls and their durations out of Prometheus text exposition 0.0.4, for example
/// <c>portal_http_requests_total{route="/api/jobs",method="GET",code="200",caller="user"} 1027</c>. What is no line of the
/// format is passed over.
/// </summary>
internal static class Exposition
{
    /// <summary>The most calls an instance can have answered; ratios of larger numbers would overflow.</summary>
    public const long MostCalls = 1_000_000_000_000;

    private const int MostBounds = 200;
    private const string JsonRoutes = "/api/";
    private const double MicrosecondsPerSecond = 1_000_000;
    private const double LongestBound = 1_000_000;

    /// <summary>Sums the counter's calls and 5xx answers, without the watchdog's own calls and the event stream's route.</summary>
    /// <returns>
    /// Null when the counter is not in the text, or says more than anybody can have called: nothing was measured, which is
    /// not zero.
    /// </returns>
    public static (long Calls, long Errors)? Sum(
        ReadOnlySpan<byte> text,
        RequestCounterOptions counter,
        string streamPath
    )
    {
        var (calls, errors, found) = (0L, 0L, false);
        ExpositionLine.Each(
            text,
            counter.Name,
            line =>
            {
                found = true;
                if (
                    line.Label(counter.CallerLabel) == counter.OwnCaller
                    || line.Label(counter.RouteLabel) == streamPath
                )
                {
                    return;
                }

                calls += line.Value;
                errors += line.Label(counter.CodeLabel)?.StartsWith('5') == true ? line.Value : 0;
            }
        );
        return found && calls <= MostCalls ? (calls, errors) : null;
    }

    /// <summary>
    /// Sums the histogram of durations over the JSON routes, without the watchdog's own calls and the event stream. Only
    /// bounds that every series has are kept, so that the sum is exact.
    /// </summary>
    /// <returns>Null when it is not in the text or makes no sense: nothing was measured.</returns>
    public static DurationHistogram? Durations(ReadOnlySpan<byte> text, ProbeOptions probes)
    {
        var histogram = probes.DurationHistogram;
        var series = new HashSet<string>(StringComparer.Ordinal);
        var buckets = new SortedDictionary<long, (long Calls, int Series)>();
        ExpositionLine.Each(
            text,
            $"{histogram.Name}_bucket",
            line =>
            {
                if (
                    line.Label(histogram.CallerLabel) == probes.RequestCounter.OwnCaller
                    || line.Label(histogram.RouteLabel) is not { } route
                    || !route.StartsWith(JsonRoutes, StringComparison.Ordinal)
                    || route == probes.StreamPath
                )
                {
                    return;
                }

                series.Add(line.LabelsBut(histogram.BoundLabel));
                if (Bound(line.Label(histogram.BoundLabel)) is { } bound)
                {
                    var (calls, count) = buckets.GetValueOrDefault(bound);
                    buckets[bound] = (calls + line.Value, count + 1);
                }
            }
        );
        return Exact(series.Count, buckets);
    }

    private static DurationHistogram? Exact(int series, SortedDictionary<long, (long Calls, int Series)> buckets)
    {
        var common = buckets.Where(bucket => bucket.Value.Series == series).ToList();
        // Without +Inf nobody knows how many calls there were.
        if (common.Count is < 2 or > MostBounds || common[^1].Key != long.MaxValue)
        {
            return null;
        }

        var counts = common.ConvertAll(bucket => bucket.Value.Calls);
        var falls = counts.Zip(counts.Skip(1)).Any(pair => pair.Second < pair.First);
        return falls || counts[^1] > MostCalls
            ? null
            : new([.. common.SkipLast(1).Select(bucket => bucket.Key)], [.. counts]);
    }

    /// <summary>A bound in microseconds, the largest number for <c>+Inf</c>; null when it is none.</summary>
    private static long? Bound(string? text) =>
        text is "+Inf" or "Inf" ? long.MaxValue
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= LongestBound
            ? (long)Math.Round(seconds * MicrosecondsPerSecond)
        : null;
}
