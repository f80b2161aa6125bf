using System.Numerics;

namespace Mcpx.Domain.Signals;

/// <summary>
/// The buckets of a <see cref="QuantileWindow"/>: from 1 ms to 60 s, each as wide as one reading can stand for within 1 %
/// (2 %). Integers only: no floating logarithm decides where a duration belongs.
/// </summary>
internal static class QuantileWindowBuckets
{
    public const int Lowest = 1_000;
    public const int Highest = 60_000_000;

    // A duration's leading bit and the six after it name a span narrower than a bucket: at most one edge lies in it.
    private const int Bits = 6;

    private static readonly int FirstShift = BitOperations.Log2(Lowest) - Bits;

    // Inclusive; the bucket above 60 s has none.
    private static readonly int[] Uppers = MakeUppers();
    private static readonly ushort[] Firsts = MakeFirsts();

    /// <summary>How many: the first takes all up to 1 ms, the last all above 60 s.</summary>
    public static int Count => Uppers.Length + 1;

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

    /// <summary>What a bucket reads as, microseconds: 1 ms (or less) and 60 s (or more) for the two at the ends.</summary>
    public static int Reading(int bucket) =>
        bucket == 0 ? Lowest
        : bucket == Uppers.Length ? Highest
        : Math.Min(ReadingAfter(Uppers[bucket - 1]), Highest);

    // The most that is within 1 % of the bucket's least duration; it stands for all that it is within 1 % of.
    private static int ReadingAfter(int upper) => upper + 1 + ((upper + 1) / 100);

    private static int Span(int duration)
    {
        var shift = BitOperations.Log2((uint)duration) - Bits;
        return ((shift - FirstShift) << Bits) + (duration >> shift) - (1 << Bits);
    }

    private static int[] MakeUppers()
    {
        var uppers = new List<int> { Lowest };
        while (uppers[^1] < Highest)
        {
            uppers.Add((int)Math.Min(ReadingAfter(uppers[^1]) * 100L / 99, Highest));
        }

        return [.. uppers];
    }

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
}
