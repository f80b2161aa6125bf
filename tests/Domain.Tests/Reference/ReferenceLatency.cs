using System.Collections.Immutable;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>
/// <c>latency</c> of one instance or of several together: more than 5 % of the calls above the limit, in exact decimals.
/// </summary>
internal sealed class ReferenceLatency(LatencyOptions options)
{
    public Reading Judge(IReadOnlyList<ReferenceTraffic> all, DateTimeOffset now, DateTimeOffset from)
    {
        var after = now - (options.Window ?? options.HoldFor / 5);
        var growths = all.SelectMany(one => one.Growths(after, from)).Select(Growth).ToList();
        var people = growths.Sum(growth => growth.Calls.Sum());
        if (people >= options.MinimumCalls)
        {
            return Judge(people, growths.Sum(growth => Above(growth.Bounds, growth.Calls)));
        }

        var own = all.SelectMany(one => one.Durations(after, from)).ToList();
        if (own.Count >= options.MinimumCalls)
        {
            return Judge(own.Count, own.Count(duration => duration > Limit));
        }

        return Reading.Missing(growths.Count + own.Count > 0 ? Measured.NotEnoughSamples : Measured.NoData);
    }

    private long Limit => options.Limit.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Calls per bucket between two scrapes. A bucket that fell was reset: the new values are the growth.</summary>
    private static (ImmutableArray<long> Bounds, long[] Calls) Growth((TrafficScraped Before, TrafficScraped After) two)
    {
        var (before, after) = (Buckets(two.Before.Durations!), Buckets(two.After.Durations!));
        var grown = after.Zip(before, (now, then) => now - then).ToArray();
        return (two.After.Durations!.Bounds, Array.Exists(grown, calls => calls < 0) ? after : grown);
    }

    private static long[] Buckets(DurationHistogram durations) =>
        [.. durations.Counts.Select((count, i) => count - (i == 0 ? 0 : durations.Counts[i - 1]))];

    /// <summary>
    /// Calls above the limit: exact on an edge, else linear inside its bucket (the bounds are chosen so that decimals are
    /// exact); all beyond the last bound where the limit is beyond it.
    /// </summary>
    private decimal Above(ImmutableArray<long> bounds, long[] calls)
    {
        var above = (decimal)calls[^1];
        for (var i = 0; i < bounds.Length; i++)
        {
            var low = i == 0 ? 0 : bounds[i - 1];
            above += calls[i] * Math.Clamp((bounds[i] - Limit) / (decimal)(bounds[i] - low), 0, 1);
        }

        return above;
    }

    private static Reading Judge(long calls, decimal above) => new(Measured.Yes, Bad: above * 20 > calls, 0, calls);
}
