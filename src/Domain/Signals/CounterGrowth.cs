namespace Mcpx.Domain.Signals;

/// <summary>
/// Growth of an instance's counters between consecutive scrapes. The first scrape gives none; a counter that fell was
/// reset by a restart, and its new value is the growth. One that comes late gives none: what grew until it is in the
/// growth of the scrape after it already.
/// </summary>
public sealed class CounterGrowth
{
    private TrafficScrape? _last;

    /// <summary>Takes the next scrape.</summary>
    /// <returns>The growth since the one before; null for the first, a late one and a duplicate.</returns>
    public (long Calls, long Errors)? Take(in TrafficScrape scrape) => Grow(scrape);

    /// <summary>Takes the next scrape, a future-dated one at its arrival: else all until then would come late.</summary>
    /// <param name="scrape">The counters.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>The growth since the one before; null for the first, a late one and a duplicate.</returns>
    public (long Calls, long Errors)? Take(in TrafficScrape scrape, DateTimeOffset now) =>
        Grow(scrape.At > now ? scrape with { At = now } : scrape);

    private (long Calls, long Errors)? Grow(in TrafficScrape scrape)
    {
        var last = _last;
        if (scrape.At <= last?.At)
        {
            return null;
        }

        _last = scrape;
        if (last is not { } before)
        {
            return null;
        }

        var reset = scrape.Calls < before.Calls || scrape.Errors < before.Errors;
        return reset ? (scrape.Calls, scrape.Errors) : (scrape.Calls - before.Calls, scrape.Errors - before.Errors);
    }
}
