namespace Mcpx.Domain.Signals;

/// <summary>The nearest rank of a quantile: the smallest value that at least this share of all values does not exceed.</summary>
internal static class WindowRank
{
    /// <summary>From 1, the smallest value, to <paramref name="count"/>, the greatest.</summary>
    /// <exception cref="InvalidOperationException">Without a value there is no quantile, and no number may stand for it.</exception>
    public static int Of(int permille, int count)
    {
        ThrowIfNone(permille, count);
        return Math.Max(1, (int)((((long)permille * count) + 999) / 1_000));
    }

    public static void ThrowIfNone(int permille, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(permille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permille, 1_000);
        if (count == 0)
        {
            throw new InvalidOperationException("Nothing was measured in the window; ask for its samples first.");
        }
    }
}
