using System.Numerics;

namespace Mcpx.Domain.Signals;

/// <summary>
/// The buckets of a <see cref="QuantileWindow"/>: from 1 ms to 60 s, each at most 2 % wide, so that the geometric middle is
/// within 1 % of every duration in it. Integers only: no floating logarithm decides where a duration belongs.
/// </summary>
internal static class QuantileWindowBuckets
{
    public const int Lowest = 1_000;
    public const int Highest = 60_000_000;

    // A duration's leading bit and the six after it name a span narrower than a bucket: at most one edge lies in it.
    private const int Bits = 6;

    private static readonly int[] Uppers = MakeUppers();
    private static readonly int[] Middles = MakeMiddles();
    private static readonly ushort[] Firsts = MakeFirsts();

    /// <summary>How many: the first takes all up to 1 ms, the last all above 60 s.</summary>
    public static int Count => Middles.Length;

    /// <summary>The bucket of a duration in microseconds.</summary>
    public static int Of(long microseconds)
    {
        if (microseconds <= Lowest)
        {
            return 0;
        }

        if (microseconds > Highest)
        {
            return Uppers.Length;
        }

        var duration = (int)microseconds;
        int bucket = Firsts[Span(duration)];
        return duration > Uppers[bucket] ? bucket + 1 : bucket;
    }

    /// <summary>What a bucket reads as, microseconds: its middle; 1 ms (or less) and 60 s (or more) for the two at the ends.</summary>
    public static int Middle(int bucket) => Middles[bucket];

    private static int Span(int duration)
    {
        var shift = BitOperations.Log2((uint)duration) - Bits;
        return ((shift - FirstShift) << Bits) + (duration >> shift) - (1 << Bits);
    }

    private static int FirstShift => BitOperations.Log2(Lowest) - Bits;

    private static int[] MakeUppers()
    {
        var uppers = new List<int> { Lowest };
        while (uppers[^1] < Highest)
        {
            uppers.Add(Math.Min(uppers[^1] + (uppers[^1] / 50), Highest));
        }

        return [.. uppers];
    }

    private static int[] MakeMiddles() =>
        [Lowest, .. Uppers.Skip(1).Select((upper, i) => Root((long)Uppers[i] * upper)), Highest];

    private static ushort[] MakeFirsts()
    {
        var firsts = new ushort[Span(Highest) + 1];
        var bucket = 0;
        for (var i = 0; i < firsts.Length; i++)
        {
            var least = ((1 << Bits) + (i & ((1 << Bits) - 1))) << ((i >> Bits) + FirstShift);
            while (Uppers[bucket] < least)
            {
                bucket++;
            }

            firsts[i] = (ushort)bucket;
        }

        return firsts;
    }

    /// <summary>The square root, rounded to the nearest integer, by Newton's method.</summary>
    private static int Root(long square)
    {
        var (root, next) = (square, (square + 1) / 2);
        while (next < root)
        {
            (root, next) = (next, (next + (square / next)) / 2);
        }

        return (int)(square - (root * root) > root ? root + 1 : root);
    }
}
