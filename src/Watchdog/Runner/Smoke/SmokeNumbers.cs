namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>The few numbers a smoke needs.</summary>
internal static class SmokeNumbers
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
}
