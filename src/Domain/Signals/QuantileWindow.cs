namespace Mcpx.Domain.Signals;

/// <summary>
/// Quantiles of individual durations at any rate, within 1 % between 1 ms and 60 s; shorter ones read as 1 ms (or less),
/// longer ones as 60 s (or more). Fixed memory (about 14 KB), constant-time add, nothing allocated after construction.
/// </summary>
/// <remarks>
/// <para>
/// It looks back in ten sub-windows aligned to the clock, so that its start is only as fine as a tenth of its length:
/// it holds the newest nine tenths always, and of the oldest tenth what lies in a sub-window that has not wholly left.
/// A late duration counts in its own sub-window while that is kept; a future-dated one counts at its arrival. No single
/// durations are kept, so that the same one twice counts twice: whoever adds them leaves duplicates out.
/// </para>
/// <para>
/// A bucket of a sub-window holds 65,535 and may be filled again, <see cref="Refills"/> times in all the window (four
/// million calls at the least). When that is used up, a duration whose bucket is full is not counted at all, neither in the
/// quantiles nor in <see cref="Samples"/>: nothing wraps around or becomes negative.
/// </para>
/// </remarks>
public sealed class QuantileWindow
{
    /// <summary>Sub-windows; the window's start is as fine as one of them.</summary>
    public const int SubWindows = 10;

    /// <summary>How many times any bucket of any sub-window may be filled again.</summary>
    public const int Refills = 64;

    private const int BlockBits = 5;

    private static readonly int Buckets = QuantileWindowBuckets.Count;
    private static readonly int Blocks = (Buckets >> BlockBits) + 1;

    private readonly ushort[] _counts = new ushort[SubWindows * Buckets];
    private readonly int[] _buckets = new int[Buckets];
    private readonly int[] _blocks = new int[Blocks];
    private readonly int[] _samples = new int[SubWindows];
    private readonly ushort[] _refilled = new ushort[Refills];
    private readonly long _width;
    private int _refills;
    private long _newest;

    /// <param name="length">How far back the window looks; at least ten ticks.</param>
    public QuantileWindow(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length.Ticks, SubWindows, nameof(length));
        _width = length.Ticks / SubWindows;
    }

    /// <summary>Durations in the window as of the last <see cref="Advance"/> or <see cref="Add"/>.</summary>
    public int Samples { get; private set; }

    /// <summary>Adds one duration.</summary>
    /// <param name="at">Its own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="microseconds">The duration. Not negative.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>Whether it counts: not too late, and its bucket is not full.</returns>
    public bool Add(DateTimeOffset at, long microseconds, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microseconds);
        Advance(now);
        var sub = SubWindowOf(Math.Min(at.UtcTicks, now.UtcTicks));
        if (sub <= _newest - SubWindows)
        {
            return false;
        }

        var slot = (int)(sub % SubWindows);
        var bucket = QuantileWindowBuckets.Of(microseconds);
        var cell = (slot * Buckets) + bucket;
        if (_counts[cell] == ushort.MaxValue && !Refill(cell))
        {
            return false;
        }

        _counts[cell]++;
        _buckets[bucket]++;
        _blocks[bucket >> BlockBits]++;
        _samples[slot]++;
        Samples++;
        return true;
    }

    /// <summary>Forgets the sub-windows that have left.</summary>
    /// <param name="now">The end of the window, inclusive.</param>
    public void Advance(DateTimeOffset now)
    {
        var newest = SubWindowOf(now.UtcTicks);
        for (var sub = Math.Max(_newest + 1, newest - SubWindows + 1); sub <= newest; sub++)
        {
            Forget((int)(sub % SubWindows));
        }

        _newest = Math.Max(_newest, newest);
    }

    /// <summary>Forgets everything, as at the end of a deployment.</summary>
    public void Clear()
    {
        for (var slot = 0; slot < SubWindows; slot++)
        {
            Forget(slot);
        }
    }

    /// <summary>The quantile by nearest rank, within 1 %, microseconds.</summary>
    /// <param name="permille">0 to 1,000; 950 for p95.</param>
    /// <exception cref="InvalidOperationException">The window is empty.</exception>
    public long Quantile(int permille)
    {
        // From the tail, where the quantiles lie that people ask for; whole blocks of buckets first.
        var above = Samples - WindowRank.Of(permille, Samples);
        var block = Blocks - 1;
        while (_blocks[block] <= above)
        {
            above -= _blocks[block--];
        }

        var bucket = Math.Min(Buckets, (block + 1) << BlockBits) - 1;
        while (_buckets[bucket] <= above)
        {
            above -= _buckets[bucket--];
        }

        return QuantileWindowBuckets.Reading(bucket);
    }

    // The end of a sub-window belongs to it and its start does not, as in every window.
    private long SubWindowOf(long ticks) => (ticks - 1) / _width;

    private bool Refill(int cell)
    {
        if (_refills == Refills)
        {
            return false;
        }

        _refilled[_refills++] = (ushort)cell;
        _counts[cell] = 0;
        return true;
    }

    private void Forget(int slot)
    {
        if (_samples[slot] == 0)
        {
            return;
        }

        var first = slot * Buckets;
        var kept = 0;
        for (var i = 0; i < _refills; i++)
        {
            var bucket = _refilled[i] - first;
            if ((uint)bucket < (uint)Buckets)
            {
                Drop(bucket, ushort.MaxValue);
            }
            else
            {
                _refilled[kept++] = _refilled[i];
            }
        }

        _refills = kept;
        var counts = _counts.AsSpan(first, Buckets);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0)
            {
                Drop(bucket, counts[bucket]);
            }
        }

        counts.Clear();
        Samples -= _samples[slot];
        _samples[slot] = 0;
    }

    private void Drop(int bucket, int count)
    {
        _buckets[bucket] -= count;
        _blocks[bucket >> BlockBits] -= count;
    }
}
