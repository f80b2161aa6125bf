namespace Mcpx.Domain.Signals;

/// <summary>
/// The counts of the samples in <c>(now - length, now]</c>: fixed memory, constant-time add, nothing allocated after
/// construction. A late sample is put where it belongs, the same sample twice counts once, a future-dated one counts at
/// its arrival (sent again later it is another one, since only its arrival is known).
/// </summary>
public sealed class SlidingWindow
{
    private readonly WindowSum? _sum;
    private WindowRing<Entry> _ring;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">
    /// How many samples are kept; the oldest gives way. At least 2.
    /// </param>
    /// <param name="sum">Takes this window's counts together with those of other windows.</param>
    public SlidingWindow(TimeSpan length, int capacity, WindowSum? sum = null)
    {
        _ring = new(length, capacity);
        _sum = sum;
    }

    /// <summary>Samples in the window as of the last <see cref="Advance"/> or <see cref="Add"/>.</summary>
    public int Samples => _ring.Count;

    /// <summary>Sum of the samples' totals.</summary>
    public long Total { get; private set; }

    /// <summary>Sum of the samples' bad parts.</summary>
    public long Bad { get; private set; }

    /// <summary>
    /// When the oldest sample leaves, UTC ticks; <see cref="long.MaxValue"/> when there is none. Until then no
    /// <see cref="Advance"/> changes anything.
    /// </summary>
    public long NextExit => _ring.NextExit;

    /// <summary>The newest sample's time; null when there is none.</summary>
    public DateTimeOffset? Newest => _ring.Newest;

    /// <summary>Adds one sample.</summary>
    /// <param name="at">The sample's own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="total">How much was measured, for example calls.</param>
    /// <param name="bad">How much of it was bad: 0 to 4,294,967,295; more counts as that many.</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="source">Tells instances apart that share a window: the same numbers from two of them are two samples.</param>
    /// <returns>Whether it counts: not too late, not a duplicate, not older than a full window's oldest.</returns>
    public bool Add(DateTimeOffset at, long total, long bad, DateTimeOffset now, int source = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bad);
        Advance(now);
        var arrived = now.UtcTicks;
        var entry = new Entry(Math.Min(at.UtcTicks, arrived), total, (uint)Math.Min(bad, uint.MaxValue), source);
        var place = _ring.PlaceFor(entry, arrived);
        if (place < 0)
        {
            return false;
        }

        if (_ring.Full)
        {
            DropOldest();
            place--;
        }

        _ring.Insert(place, entry);
        Total += total;
        Bad += entry.Bad;
        _sum?.Move(1, total, entry.Bad);
        return true;
    }

    /// <summary>Forgets what has left the window.</summary>
    /// <param name="now">The end of the window, inclusive.</param>
    public void Advance(DateTimeOffset now)
    {
        while (_ring.NextExit <= now.UtcTicks)
        {
            DropOldest();
        }
    }

    /// <summary>Forgets everything, as at the end of a deployment.</summary>
    public void Clear()
    {
        _sum?.Move(-Samples, -Total, -Bad);
        _ring.Clear();
        (Total, Bad) = (0, 0);
    }

    private void DropOldest()
    {
        ref readonly var oldest = ref _ring[0];
        Total -= oldest.Total;
        Bad -= oldest.Bad;
        _sum?.Move(-1, -oldest.Total, -oldest.Bad);
        _ring.DropOldest();
    }

    // 24 bytes: 10,000 instances have several windows each.
    private readonly record struct Entry(long At, long Total, uint Bad, int Source) : IWindowEntry;
}
