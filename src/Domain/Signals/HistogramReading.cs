using System.Collections.Immutable;

namespace Mcpx.Domain.Signals;

/// <summary>
/// What a window of scraped histograms, or several together, say about the calls in it. A bucket knows nothing but how many
/// calls fell into it: on an edge the answers are exact, between edges they assume that the calls lie evenly.
/// </summary>
public abstract class HistogramReading
{
    /// <summary>
    /// Buckets kept, <c>+Inf</c> included. Of a layout with more the topmost are merged, but never away from the bucket that
    /// the limit lies in.
    /// </summary>
    public const int MostBuckets = 24;

    private long[] _calls = [];
    private int _limitBucket;
    private long _above;

    // Which part of the limit's bucket counts as above the limit: _part of _width.
    private long _part;
    private long _width;

    private protected HistogramReading(long limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Limit = limit;
    }

    /// <summary>Growths between two scrapes in the window: with none there is no data.</summary>
    public int Scrapes { get; private protected set; }

    /// <summary>Calls in the window.</summary>
    public long Samples { get; private set; }

    /// <summary>Whether the limit is an edge between two buckets, so that <see cref="MoreThan"/> estimates nothing.</summary>
    public bool IsEdge { get; private set; }

    internal long Limit { get; }

    private protected ImmutableArray<long> Bounds { get; private set; } = [];

    /// <summary>
    /// Whether more than this share of the calls took longer than the limit. A limit inside a bucket takes the share of that
    /// bucket which lies above it; a limit beyond the last bound takes all calls beyond that bound, for nobody knows better.
    /// </summary>
    /// <param name="permille">0 to 1,000; 50 asks whether p95 is over the limit.</param>
    public bool MoreThan(int permille)
    {
        var beyond = (1_000 * _above) - (permille * Samples);
        return _part == 0
            ? beyond > 0
            : Math.BigMul(beyond, _width) + Math.BigMul(1_000 * _calls[_limitBucket], _part) > 0;
    }

    /// <summary>
    /// The quantile, linear inside its bucket and rounded up, microseconds; in the <c>+Inf</c> bucket the last bound, meaning
    /// that much or more.
    /// </summary>
    /// <param name="permille">0 to 1,000; 950 for p95.</param>
    /// <exception cref="InvalidOperationException">No calls in the window.</exception>
    public long Quantile(int permille)
    {
        WindowRank.ThrowIfNone(permille, Samples);
        var rank = permille * Samples;
        var bucket = 0;
        while (_calls[bucket] == 0 || rank > 1_000 * _calls[bucket])
        {
            rank -= 1_000 * _calls[bucket++];
        }

        if (bucket == Bounds.Length)
        {
            return Bounds[^1];
        }

        var calls = 1_000 * _calls[bucket];
        return Lower(bucket) + (long)((Math.BigMul(Bounds[bucket] - Lower(bucket), rank) + calls - 1) / calls);
    }

    private protected void UseLayout(ImmutableArray<long> bounds)
    {
        Bounds = bounds;
        _calls = new long[bounds.Length + 1];
        var found = bounds.BinarySearch(Limit);
        _limitBucket = found < 0 ? ~found : found;
        IsEdge = found >= 0;
        (_part, _width) =
            IsEdge ? (0, 1)
            : _limitBucket == bounds.Length ? (1, 1)
            : (bounds[_limitBucket] - Limit, bounds[_limitBucket] - Lower(_limitBucket));
    }

    /// <summary>Adds (1) or takes away (-1) calls per bucket.</summary>
    private protected void Move(ReadOnlySpan<uint> calls, int sign)
    {
        var (all, above) = (0L, 0L);
        for (var i = 0; i < calls.Length; i++)
        {
            _calls[i] += sign * (long)calls[i];
            all += calls[i];
            above += i > _limitBucket ? calls[i] : 0L;
        }

        Samples += sign * all;
        _above += sign * above;
        Scrapes += sign;
    }

    /// <summary>Adds (1) or takes away (-1) all that another reading of the same layout holds.</summary>
    private protected void Move(HistogramReading other, int sign)
    {
        for (var i = 0; i < _calls.Length; i++)
        {
            _calls[i] += sign * other._calls[i];
        }

        Samples += sign * other.Samples;
        _above += sign * other._above;
        Scrapes += sign * other.Scrapes;
    }

    private protected void Forget()
    {
        Array.Clear(_calls);
        (Samples, _above, Scrapes) = (0, 0, 0);
    }

    private long Lower(int bucket) => bucket == 0 ? 0 : Bounds[bucket - 1];
}
