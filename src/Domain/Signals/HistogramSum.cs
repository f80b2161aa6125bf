using System.Collections.Immutable;

namespace Mcpx.Domain.Signals;

/// <summary>
/// The calls of many histogram windows together, as of each one's own last add or advance: the windows push what comes and
/// goes. Only windows of one bucket layout can be added up: the first to have calls decides it, until all of that layout are
/// empty; another is left out and says so. A window that is given up is cleared first, else its calls stay.
/// </summary>
/// <param name="limitMicroseconds">The windows' limit.</param>
public sealed class HistogramSum(long limitMicroseconds) : HistogramReading(limitMicroseconds)
{
    /// <summary>Windows that have calls which are not in here, since their buckets are others.</summary>
    public int LeftOut { get; internal set; }

    /// <summary>Takes all that the window holds, if its layout can be added up with what is here.</summary>
    internal bool Join(HistogramWindow window, ImmutableArray<long> bounds)
    {
        if (!Bounds.AsSpan().SequenceEqual(bounds.AsSpan()))
        {
            if (Scrapes > 0)
            {
                return false;
            }

            UseLayout(bounds);
        }

        Move(window, 1);
        return true;
    }

    internal void Leave(HistogramWindow window) => Move(window, -1);

    internal void Push(ReadOnlySpan<uint> calls, int sign) => Move(calls, sign);
}
