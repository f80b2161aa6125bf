namespace Mcpx.Domain.Signals;

/// <summary>
/// The counts of the samples in <c>(now - length, now]</c>: fixed memory, constant-time add, nothing allocated after
/// construction. A late sample is put where it belongs, the same sample twice counts once, a future-dated one counts at
/// its arrival.
/// </summary>
public sealed class SlidingWindow
{
    private readonly Entry[] _ring;
    private readonly long _length;
    private int _head;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">How many samples are kept; the oldest gives way. At least 2.</param>
    public SlidingWindow(TimeSpan length, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _length = length.Ticks;
        _ring = new Entry[capacity];
    }

    /// <summary>Samples in the window as of the last <see cref="Advance"/> or <see cref="Add"/>.</summary>
    public int Samples { get; private set; }

    /// <summary>Sum of the samples' totals.</summary>
    public long Total { get; private set; }

    /// <summary>Sum of the samples' bad parts.</summary>
    public long Bad { get; private set; }

    /// <summary>Adds one sample.</summary>
    /// <param name="at">The sample's own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="total">How much was measured, for example calls.</param>
    /// <param name="bad">How much of it was bad.</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="source">Tells instances apart that share a window: the same numbers from two of them are two samples.</param>
    /// <returns>Whether it counts: not too late, not a duplicate, not older than a full window's oldest.</returns>
    public bool Add(DateTimeOffset at, long total, long bad, DateTimeOffset now, int source = 0)
    {
        var entry = new Entry(Math.Min(at.UtcTicks, now.UtcTicks), total, bad, source);
        Advance(now);
        if (entry.At <= now.UtcTicks - _length || Holds(entry))
        {
            return false;
        }

        if (Samples == _ring.Length)
        {
            if (entry.At < At(0).At)
            {
                return false;
            }

            DropOldest();
        }

        var place = Samples;
        while (place > 0 && At(place - 1).At > entry.At)
        {
            At(place) = At(place - 1);
            place--;
        }

        At(place) = entry;
        Samples++;
        Total += total;
        Bad += bad;
        return true;
    }

    /// <summary>Forgets what has left the window.</summary>
    /// <param name="now">The end of the window, inclusive.</param>
    public void Advance(DateTimeOffset now)
    {
        var start = now.UtcTicks - _length;
        while (Samples > 0 && At(0).At <= start)
        {
            DropOldest();
        }
    }

    /// <summary>Forgets everything, as at the end of a deployment.</summary>
    public void Clear() => (_head, Samples, Total, Bad) = (0, 0, 0, 0);

    private bool Holds(Entry entry)
    {
        for (var i = Samples - 1; i >= 0 && At(i).At >= entry.At; i--)
        {
            if (At(i) == entry)
            {
                return true;
            }
        }

        return false;
    }

    private void DropOldest()
    {
        ref var oldest = ref At(0);
        Total -= oldest.Total;
        Bad -= oldest.Bad;
        _head = (_head + 1) % _ring.Length;
        Samples--;
    }

    private ref Entry At(int index) => ref _ring[(_head + index) % _ring.Length];

    private readonly record struct Entry(long At, long Total, long Bad, int Source);
}
