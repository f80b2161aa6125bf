namespace Mcpx.Domain.Signals;

/// <summary>
/// The probes of one endpoint in <c>(now - length, now]</c>, in the order of their own times, and the outage they make: fixed
/// memory, nothing allocated after construction. Late, duplicate and future-dated probes as in <see cref="SlidingWindow"/>;
/// a late one also has the outage found anew, as if it had come in its turn.
/// </summary>
public sealed class OutageWindow
{
    private readonly OutageMachine _left = new();
    private readonly OutageMachine _newest = new();
    private WindowRing<Entry> _ring;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">
    /// How many probes are kept; the oldest gives way. At least 2.
    /// </param>
    public OutageWindow(TimeSpan length, int capacity) => _ring = new(length, capacity);

    /// <summary>Probes in the window as of the last <see cref="Advance"/> or <see cref="Add"/>.</summary>
    public int Samples => _ring.Count;

    /// <summary>Those of them that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>When the oldest probe leaves, UTC ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextExit => _ring.NextExit;

    /// <summary>When the newest probe leaves, UTC ticks: from then on nothing is measured.</summary>
    public long LastExit => _ring.LastExit;

    /// <summary>When the open outage began, also when that was before the window; null while there is none.</summary>
    public DateTimeOffset? OpenSince => _newest.OpenSince;

    /// <inheritdoc cref="OutageMachine.Settled"/>
    public bool Settled => _newest.Settled;

    /// <inheritdoc cref="OutageMachine.SettledAt"/>
    public DateTimeOffset? SettledAt => _newest.SettledAt;

    /// <inheritdoc cref="OutageMachine.Undecided"/>
    public bool Undecided => _newest.Undecided;

    /// <summary>Adds one probe.</summary>
    /// <param name="at">The probe's own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="failed">Whether it failed.</param>
    /// <param name="microseconds">How long it took: tells a duplicate from another probe of the same time.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>Whether it opened an outage.</returns>
    public bool Add(DateTimeOffset at, bool failed, long microseconds, DateTimeOffset now)
    {
        Advance(now);
        var arrived = now.UtcTicks;
        var entry = new Entry(Math.Min(at.UtcTicks, arrived), unchecked((int)microseconds), failed);
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
        Failed += failed ? 1 : 0;
        return place == _ring.Count - 1 ? _newest.Add(new(entry.At, TimeSpan.Zero), failed) : Replay();
    }

    /// <summary>Forgets what has left the window, but not the outage that it was part of.</summary>
    /// <param name="now">The end of the window, inclusive.</param>
    public void Advance(DateTimeOffset now)
    {
        while (_ring.NextExit <= now.UtcTicks)
        {
            DropOldest();
        }
    }

    /// <summary>Forgets everything, as at the end of a deployment: no onset is dated before it.</summary>
    public void Clear()
    {
        _left.Clear();
        _newest.Clear();
        _ring.Clear();
        Failed = 0;
    }

    private bool Replay()
    {
        var open = OpenSince is not null;
        _newest.Become(_left);
        for (var i = 0; i < _ring.Count; i++)
        {
            _newest.Add(new(_ring[i].At, TimeSpan.Zero), _ring[i].Failed);
        }

        return !open && OpenSince is not null;
    }

    private void DropOldest()
    {
        ref readonly var oldest = ref _ring[0];
        _left.Add(new(oldest.At, TimeSpan.Zero), oldest.Failed);
        Failed -= oldest.Failed ? 1 : 0;
        _ring.DropOldest();
    }

    private readonly record struct Entry(long At, int Microseconds, bool Failed) : IWindowEntry;
}
