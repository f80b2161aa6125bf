namespace Mcpx.Domain.Signals;

/// <summary>What a window keeps of one sample.</summary>
internal interface IWindowEntry
{
    /// <summary>The sample's time, UTC ticks.</summary>
    long At { get; }
}

/// <summary>A window's entries in order of time, in fixed memory; those of one time stand in order of arrival.</summary>
internal struct WindowRing<T>
    where T : struct, IWindowEntry, IEquatable<T>
{
    private readonly T[] _entries;
    private readonly long _length;
    private int _head;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">Entries kept; at least 2.</param>
    public WindowRing(TimeSpan length, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _entries = new T[capacity];

        // A longer window never ends either, and adding this much to any time does not overflow.
        _length = Math.Min(length.Ticks, long.MaxValue - DateTimeOffset.MaxValue.UtcTicks);
        NextExit = long.MaxValue;
    }

    public int Count { get; private set; }

    /// <summary>When the oldest entry leaves, UTC ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextExit { get; private set; }

    /// <summary>When the newest entry leaves, UTC ticks: from then on there is none, unless more came.</summary>
    public readonly long LastExit => Count == 0 ? long.MaxValue : this[Count - 1].At + _length;

    public readonly int Capacity => _entries.Length;

    public readonly bool Full => Count == _entries.Length;

    public readonly DateTimeOffset? Newest => Count == 0 ? null : new(this[Count - 1].At, TimeSpan.Zero);

    public readonly ref T this[int index] => ref _entries[Slot(index)];

    /// <summary>Where the entry lies in memory: it stays there while nothing is put in before it.</summary>
    public readonly int Slot(int index)
    {
        var slot = _head + index;
        return slot < _entries.Length ? slot : slot - _entries.Length;
    }

    /// <summary>
    /// The place where the entry belongs; -1 when it has none: it has left already, is there already, or is older than all
    /// in a full ring.
    /// </summary>
    public readonly int PlaceFor(in T entry, long now)
    {
        if (entry.At + _length <= now)
        {
            return -1;
        }

        var place = Count;
        while (place > 0 && this[place - 1].At > entry.At)
        {
            place--;
        }

        for (var i = place - 1; i >= 0 && this[i].At == entry.At; i--)
        {
            if (this[i].Equals(entry))
            {
                return -1;
            }
        }

        return place == 0 && Full ? -1 : place;
    }

    public void Insert(int place, in T entry)
    {
        for (var i = Count; i > place; i--)
        {
            this[i] = this[i - 1];
        }

        this[place] = entry;
        Count++;
        if (place == 0)
        {
            NextExit = entry.At + _length;
        }
    }

    public void DropOldest()
    {
        _head = Slot(1);
        NextExit = --Count == 0 ? long.MaxValue : this[0].At + _length;
    }

    public void Clear() => (_head, Count, NextExit) = (0, 0, long.MaxValue);
}
