using System.Collections.Immutable;

namespace Mcpx.Domain.Signals;

/// <summary>Which of a histogram's buckets are kept, and what a scrape has in them.</summary>
internal static class HistogramLayout
{
    /// <summary>
    /// The bounds kept: all, or so many that <see cref="HistogramReading.MostBuckets"/> buckets remain. The topmost go first,
    /// but never the two around the limit.
    /// </summary>
    public static ImmutableArray<long> Keep(ImmutableArray<long> bounds, long limit)
    {
        var merged = bounds.Length + 1 - HistogramReading.MostBuckets;
        if (merged <= 0)
        {
            return bounds;
        }

        var found = bounds.BinarySearch(limit);
        var (lower, upper) = found < 0 ? (~found - 1, ~found) : (found, found);
        var gone = Enumerable.Range(0, bounds.Length).Where(i => i != lower && i != upper).TakeLast(merged).ToHashSet();
        return [.. bounds.Where((_, i) => !gone.Contains(i))];
    }

    /// <summary>A scrape's calls in each kept bucket, no longer cumulative.</summary>
    public static void Split(DurationHistogram scrape, ImmutableArray<long> kept, Span<long> calls)
    {
        var (below, from) = (0L, 0);
        for (var i = 0; i < kept.Length; i++)
        {
            while (scrape.Bounds[from] < kept[i])
            {
                from++;
            }

            calls[i] = scrape.Counts[from] - below;
            below = scrape.Counts[from];
        }

        calls[kept.Length] = scrape.Counts[^1] - below;
    }
}
