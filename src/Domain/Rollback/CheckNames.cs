namespace Mcpx.Domain.Rollback;

/// <summary>Names of checks that more than one place speaks of.</summary>
public static class CheckNames
{
    /// <summary>Time to the first event, median.</summary>
    public const string FirstEvent = "SSE first event, median";

    /// <summary>Gap between signs of life, median.</summary>
    public const string MedianGap = "SSE heartbeat, median";

    /// <summary>The longest gap.</summary>
    public const string WorstGap = "SSE heartbeat, worst";
}
