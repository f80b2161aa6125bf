using System.Runtime.InteropServices;

namespace Mcpx.Domain.Signals;

/// <summary>
/// The exact values in <c>(now - length, now]</c> of the watchdog's own calls, about one a second, in microseconds: fixed
/// memory, nothing allocated after construction, every reading in constant time from a sorted copy. Late, duplicate and
/// future-dated samples as in <see cref="SlidingWindow"/>.
/// </summary>
/// <remarks>
/// <see cref="long.MaxValue"/> is a value too: infinitely slow, as a connection that failed, over every limit. Others are kept
/// exactly up to 4,294,967,294 (71 minutes); slower ones count as that.
/// </remarks>
public sealed class ValueWindow
{
    private const uint Infinite = uint.MaxValue;

    private readonly uint _limit;
    private readonly WindowSum? _sum;
    private readonly uint[] _sorted;
    private WindowRing<Entry> _ring;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">
    /// How many values are kept; the oldest gives way. At least 2.
    /// </param>
    /// <param name="limit">Microseconds; a value counts as over when it is more. Not negative.</param>
    /// <param name="sum">Takes, with those of other windows, the values as total and those over the limit as bad.</param>
    public ValueWindow(TimeSpan length, int capacity, long limit, WindowSum? sum = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _ring = new(length, capacity);
        _sorted = new uint[_ring.Capacity];
        _limit = (uint)Math.Min(limit, Infinite - 1);
        _sum = sum;
    }

    /// <summary>Values in the window as of the last <see cref="Advance"/> or <see cref="Add"/>.</summary>
    public int Samples => _ring.Count;

    /// <summary>Those of them over the limit.</summary>
    public int Over { get; private set; }

    /// <summary>When the oldest value leaves, UTC ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextExit => _ring.NextExit;

    /// <summary>
    /// Twice the median, so that the mean of the middle two stays an integer; <see cref="long.MaxValue"/> when one of them is
    /// infinitely slow.
    /// </summary>
    /// <exception cref="InvalidOperationException">The window is empty.</exception>
    public long MedianTimesTwo
    {
        get
        {
            WindowRank.ThrowIfNone(permille: 500, Samples);
            var upper = _sorted[Samples / 2];
            return upper == Infinite ? long.MaxValue : (long)upper + _sorted[(Samples - 1) / 2];
        }
    }

    /// <summary>Adds one value.</summary>
    /// <param name="at">The sample's own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="value">Microseconds, not negative; <see cref="long.MaxValue"/> for infinitely slow.</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="source">Tells instances apart that share a window, 0 to 65,535.</param>
    /// <returns>Whether it counts: not too late, not a duplicate, not older than a full window's oldest.</returns>
    public bool Add(DateTimeOffset at, long value, DateTimeOffset now, int source = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)source, ushort.MaxValue, nameof(source));
        Advance(now);
        var arrived = now.UtcTicks;
        var kept = value == long.MaxValue ? Infinite : (uint)Math.Min(value, Infinite - 1);
        var entry = new Entry(Math.Min(at.UtcTicks, arrived), kept, (ushort)source);
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

        var rank = RankOf(kept);
        _sorted.AsSpan(rank, Samples - rank).CopyTo(_sorted.AsSpan(rank + 1));
        _sorted[rank] = kept;
        _ring.Insert(place, entry);
        Count(kept, 1);
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
        _sum?.Move(-Samples, -Samples, -Over);
        _ring.Clear();
        Over = 0;
    }

    /// <summary>The exact quantile by nearest rank, microseconds; <see cref="long.MaxValue"/> for infinitely slow.</summary>
    /// <param name="permille">0 (the least value) to 1,000 (the greatest); 950 for p95.</param>
    /// <exception cref="InvalidOperationException">The window is empty.</exception>
    public long Quantile(int permille) => Read(_sorted[WindowRank.Of(permille, Samples) - 1]);

    /// <summary>Copies the values, least first, so that those of several windows can be judged together.</summary>
    /// <param name="values">At least <see cref="Samples"/> long.</param>
    /// <returns>How many were copied.</returns>
    public int CopyTo(Span<long> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, Samples, nameof(values));
        for (var i = 0; i < Samples; i++)
        {
            values[i] = Read(_sorted[i]);
        }

        return Samples;
    }

    private static long Read(uint kept) => kept == Infinite ? long.MaxValue : kept;

    private void DropOldest()
    {
        var value = _ring[0].Value;
        var rank = RankOf(value);
        _sorted.AsSpan(rank + 1, Samples - rank - 1).CopyTo(_sorted.AsSpan(rank));
        _ring.DropOldest();
        Count(value, -1);
    }

    private void Count(uint value, int sign)
    {
        var over = value > _limit ? sign : 0;
        Over += over;
        _sum?.Move(sign, sign, over);
    }

    /// <summary>How many of the values are less.</summary>
    private int RankOf(uint value)
    {
        var (from, length) = (0, Samples);
        while (length > 0)
        {
            var half = length / 2;
            var less = _sorted[from + half] < value;
            from = less ? from + half + 1 : from;
            length = less ? length - half - 1 : half;
        }

        return from;
    }

    // 14 bytes rather than 16, as there are hundreds of them.
    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private readonly record struct Entry(long At, uint Value, ushort Source) : IWindowEntry;
}
