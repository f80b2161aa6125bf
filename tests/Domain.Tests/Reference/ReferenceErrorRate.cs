using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary><c>error-rate</c> of one instance or of several together, with a fixed limit.</summary>
internal sealed class ReferenceErrorRate(ErrorRateOptions options)
{
    /// <summary>One instance, on people's calls alone.</summary>
    public Reading Judge(ReferenceTraffic one, DateTimeOffset now, DateTimeOffset from)
    {
        var (any, calls, errors) = People([one], now, from);
        if (!any)
        {
            return Reading.Missing(Measured.NoData);
        }

        return calls < options.MinimumCalls ? Reading.Missing(Measured.NotEnoughSamples) : Judge(calls, errors);
    }

    /// <summary>A component, below the minimum traffic on the newest round of contract calls.</summary>
    public Reading Judge(IReadOnlyList<ReferenceTraffic> all, DateTimeOffset now, DateTimeOffset from)
    {
        var (any, calls, errors) = People(all, now, from);
        if (calls >= options.MinimumCalls)
        {
            return Judge(calls, errors);
        }

        var round = all.SelectMany(one => one.Round(now - options.ContractWithin, from)).ToList();
        if (round.Count > 0)
        {
            // The ratio alone: a round has a handful of calls.
            var failed = round.Count(one => one);
            return new(Measured.Yes, failed * 100m > round.Count * options.LimitPercent, 0, round.Count, failed);
        }

        return Reading.Missing(any ? Measured.NotEnoughSamples : Measured.NoData);
    }

    private (bool Any, long Calls, long Errors) People(
        IEnumerable<ReferenceTraffic> all,
        DateTimeOffset now,
        DateTimeOffset from
    )
    {
        var growths = all.SelectMany(one => one.Growths(now - (options.Window ?? options.HoldFor / 5), from))
            .Select(two => Growth(two.Before, two.After))
            .ToList();
        return (growths.Count > 0, growths.Sum(growth => growth.Calls), growths.Sum(growth => growth.Errors));
    }

    /// <summary>A counter that fell was reset: its new values are the growth.</summary>
    private static (long Calls, long Errors) Growth(TrafficScraped before, TrafficScraped after) =>
        after.Calls < before.Calls || after.Errors < before.Errors
            ? (after.Calls, after.Errors)
            : (after.Calls - before.Calls, after.Errors - before.Errors);

    private Reading Judge(long calls, long errors) =>
        new(
            Measured.Yes,
            Bad: errors * 100m > calls * options.LimitPercent && errors >= options.MinimumErrors,
            0,
            calls,
            errors
        );
}
