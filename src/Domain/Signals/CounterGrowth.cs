namespace Mcpx.Domain.Signals;

/// <summary>
/// Growth of an instance's counters between consecutive scrapes. The first scrape gives none; a counter that fell was
/// reset by a restart, and its new value is the growth. One that comes late gives none: what grew until it is in the
/// growth of the scrape after it already.
/// </summary>
public sealed class CounterGrowth
{
    private (DateTimeOffset At, long Calls, long Errors)? _last;

    /// <summary>Takes the next scrape.</summary>
    /// <param name="at">When it was sent; never after it arrived, else all until then would come late.</param>
    /// <param name="calls">All calls since the process started.</param>
    /// <param name="errors">Those of them that failed.</param>
    /// <returns>The growth since the one before; null for the first, a late one and a duplicate.</returns>
    public (long Calls, long Errors)? Take(DateTimeOffset at, long calls, long errors)
    {
        var last = _last;
        if (at <= last?.At)
        {
            return null;
        }

        _last = (at, calls, errors);
        if (last is not { } before)
        {
            return null;
        }

        var reset = calls < before.Calls || errors < before.Errors;
        return reset ? (calls, errors) : (calls - before.Calls, errors - before.Errors);
    }
}
