using Mcpx.Domain;

namespace Mcpx.Watchdog.Sse;

/// <summary>The few numbers that what was heard comes down to.</summary>
internal static class StreamNumbers
{
    /// <summary>The median; for an even number the mean of the middle two, and "never" when one of them is never.</summary>
    public static TimeSpan Median(IReadOnlyCollection<TimeSpan> values)
    {
        if (values.Count == 0)
        {
            return TimeSpan.MaxValue;
        }

        var sorted = values.Order().ToList();
        var upper = sorted[sorted.Count / 2];
        return sorted.Count % 2 == 1 || upper == TimeSpan.MaxValue
            ? upper
            : (sorted[(sorted.Count / 2) - 1] + upper) / 2;
    }

    /// <summary>The smallest value that at least this share of all does not exceed; never when there is none.</summary>
    public static TimeSpan Quantile(IReadOnlyCollection<TimeSpan> values, double share) =>
        values.Count == 0
            ? TimeSpan.MaxValue
            : values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1));

    /// <summary>A time in words; "none" for never.</summary>
    public static string Text(TimeSpan value) => value == TimeSpan.MaxValue ? "none" : Words.Duration(value);
}
