using System.Collections.Immutable;

namespace Mcpx.Domain.Signals;

/// <summary>
/// The calls in <c>(now - length, now]</c> of one instance, from its scraped histograms: the growth between consecutive
/// scrapes, dated at the later one. The first scrape gives none; a count that fell was reset by a restart, and the new
/// values are the growth; one that comes late, or twice, gives none, for what grew until it is in the growth of the one after
/// it; a future-dated one counts at its arrival; another bucket layout starts anew.
/// </summary>
/// <remarks>
/// Fixed memory, and nothing allocated but by the first scrape and by one with another layout: 4 bytes a bucket and scrape, so
/// that more than 4,294,967,295 calls between two scrapes count as that many.
/// </remarks>
public sealed class HistogramWindow : HistogramReading
{
    private readonly HistogramSum? _sum;
    private WindowRing<Growth> _ring;
    private uint[] _growths = [];
    private long[] _last = [];
    private long _lastAt = -1;
    private ImmutableArray<long> _scraped = [];
    private Share _share;

    /// <param name="length">How far back the window looks; positive.</param>
    /// <param name="capacity">
    /// How many scrapes are kept; the oldest gives way. At least 2.
    /// </param>
    /// <param name="limitMicroseconds">What <see cref="HistogramReading.MoreThan"/> asks for. Not negative.</param>
    /// <param name="sum">Takes this window's calls together with those of other windows; of the same limit.</param>
    public HistogramWindow(TimeSpan length, int capacity, long limitMicroseconds, HistogramSum? sum = null)
        : base(limitMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum?.Limit ?? limitMicroseconds, limitMicroseconds, nameof(sum));
        _ring = new(length, capacity);
        _sum = sum;
    }

    /// <summary>What the sum knows of this window.</summary>
    private enum Share
    {
        None,
        All,
        LeftOut,
    }

    /// <summary>When the oldest growth leaves, UTC ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextExit => _ring.NextExit;

    /// <summary>Takes the next scrape.</summary>
    /// <param name="at">The scrape's own time; a time after <paramref name="now"/> is taken as <paramref name="now"/>.</param>
    /// <param name="scrape">The counts since the process started.</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="counts">Whether its growth counts; if not, only the next one grows from it.</param>
    /// <returns>Whether it gave a growth that lies in the window.</returns>
    public bool Add(DateTimeOffset at, DurationHistogram scrape, DateTimeOffset now, bool counts = true)
    {
        ArgumentNullException.ThrowIfNull(scrape);
        Advance(now);
        var growth = new Growth(Math.Min(at.UtcTicks, now.UtcTicks));
        if (growth.At <= _lastAt)
        {
            return false;
        }

        var first = !_scraped.AsSpan().SequenceEqual(scrape.Bounds.AsSpan());
        if (first)
        {
            StartAnew(scrape.Bounds);
        }

        Span<uint> grown = stackalloc uint[MostBuckets];
        grown = grown[.._last.Length];
        Grow(scrape, grown);
        _lastAt = growth.At;
        if (first || !counts || _ring.PlaceFor(growth, now.UtcTicks) < 0)
        {
            return false;
        }

        if (_ring.Full)
        {
            DropOldest();
        }

        _ring.Insert(_ring.Count, growth);
        grown.CopyTo(Row(_ring.Count - 1));
        Move(grown, 1);
        PushToSum(grown);
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

    /// <summary>
    /// Forgets the calls, as at the end of a deployment. The last scrape is remembered: the next one gives its growth.
    /// </summary>
    public void Clear()
    {
        if (_share == Share.All)
        {
            _sum!.Leave(this);
        }

        LeaveSum();
        _ring.Clear();
        Forget();
    }

    private void StartAnew(ImmutableArray<long> bounds)
    {
        Clear();
        _scraped = bounds;
        UseLayout(HistogramLayout.Keep(bounds, Limit));
        _last = new long[Bounds.Length + 1];
        _growths = new uint[_ring.Capacity * _last.Length];
    }

    /// <summary>The calls per kept bucket since the scrape before, which this one replaces.</summary>
    private void Grow(DurationHistogram scrape, Span<uint> grown)
    {
        Span<long> calls = stackalloc long[MostBuckets];
        calls = calls[..grown.Length];
        HistogramLayout.Split(scrape, Bounds, calls);
        var reset = false;
        for (var i = 0; i < calls.Length; i++)
        {
            reset |= calls[i] < _last[i];
        }

        for (var i = 0; i < calls.Length; i++)
        {
            grown[i] = (uint)Math.Min(calls[i] - (reset ? 0 : _last[i]), uint.MaxValue);
            _last[i] = calls[i];
        }
    }

    private void DropOldest()
    {
        var oldest = Row(0);
        Move(oldest, -1);
        if (_share == Share.All)
        {
            _sum!.Push(oldest, -1);
        }

        _ring.DropOldest();
        if (_ring.Count == 0)
        {
            LeaveSum();
        }
    }

    private void PushToSum(ReadOnlySpan<uint> grown)
    {
        if (_share == Share.All)
        {
            _sum!.Push(grown, 1);
        }
        else if (_sum is not null)
        {
            LeaveSum();
            _share = _sum.Join(this, Bounds) ? Share.All : Share.LeftOut;
            _sum.LeftOut += _share == Share.LeftOut ? 1 : 0;
        }
    }

    private void LeaveSum()
    {
        if (_share == Share.LeftOut)
        {
            _sum!.LeftOut--;
        }

        _share = Share.None;
    }

    private Span<uint> Row(int index) => _growths.AsSpan(_ring.Slot(index) * _last.Length, _last.Length);

    private readonly record struct Growth(long At) : IWindowEntry;
}
