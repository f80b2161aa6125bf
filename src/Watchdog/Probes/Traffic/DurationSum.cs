using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Adds up the buckets of JSON calls, without the watchdog's own and the event streams. Only bounds that every series has are
/// kept, so that the sum is exact.
/// </summary>
internal sealed class DurationSum(TrafficMap map, DateTimeOffset now)
{
    private const int MostBounds = 200;
    private const double LongestSeconds = 1_000_000;

    private readonly SeriesCheck _check = new(now);
    private readonly HashSet<ulong> _series = [];
    private readonly Dictionary<long, (long Calls, int Series)> _buckets = [];
    private readonly double _perUnit =
        map.Probes.DurationHistogram.Unit == DurationUnit.Milliseconds ? 1_000 : 1_000_000;

    public void Take(SeriesLabels labels, double value, double? at)
    {
        var histogram = map.Probes.DurationHistogram;
        if (map.IsOwn(labels[histogram.CallerLabel]) || !map.IsJson(labels[histogram.RouteLabel]))
        {
            return;
        }

        _series.Add(labels.Identity(SeriesCheck.Seed, histogram.BoundLabel));
        if (_check.Take(labels, value, at) is { } calls && Bound(labels[histogram.BoundLabel]) is { } bound)
        {
            var (sum, count) = _buckets.GetValueOrDefault(bound);
            _buckets[bound] = (sum + calls, count + 1);
        }
    }

    /// <summary>The sum, or why there is none.</summary>
    public (DurationHistogram? Durations, TrafficFault Fault) Sum()
    {
        if (_series.Count == 0)
        {
            return (null, TrafficFault.Missing);
        }

        // A bucket without a number is one bound less, and the others stay exact.
        if (_check.Fault is TrafficFault.Twice or TrafficFault.Stale)
        {
            return (null, _check.Fault);
        }

        var common = _buckets
            .Where(bucket => bucket.Value.Series == _series.Count)
            .OrderBy(bucket => bucket.Key)
            .ToList();
        // Without +Inf nobody knows how many calls there were.
        if (common.Count is < 2 or > MostBounds || common[^1].Key != long.MaxValue)
        {
            return (null, TrafficFault.Shape);
        }

        long[] bounds = [.. common.SkipLast(1).Select(bucket => bucket.Key)];
        long[] counts = [.. common.Select(bucket => bucket.Value.Calls)];
        return DurationHistogram.ProblemOf(bounds, counts) is not null ? (null, TrafficFault.Shape)
            : counts[^1] > SeriesCheck.MostCalls ? (null, TrafficFault.TooLarge)
            : (new([.. bounds], [.. counts]), TrafficFault.None);
    }

    /// <summary>A bound in microseconds, the largest number for <c>+Inf</c>; null when it is none.</summary>
    private long? Bound(ReadOnlySpan<char> text) =>
        text is "+Inf" or "Inf" ? long.MaxValue
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var units)
        && units * _perUnit is var microseconds and >= 0 and <= LongestSeconds * 1_000_000
            ? (long)Math.Round(microseconds)
        : null;
}
