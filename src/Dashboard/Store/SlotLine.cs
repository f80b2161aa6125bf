namespace Mcpx.Dashboard.Store;

/// <summary>One series over a span, slot by slot, oldest first.</summary>
/// <param name="First">Number of the oldest slot.</param>
/// <param name="Low">Lowest reading of each slot; null where nothing was measured.</param>
/// <param name="High">Highest reading of each slot; null where nothing was measured.</param>
internal sealed record SlotLine(long First, IReadOnlyList<long?> Low, IReadOnlyList<long?> High)
{
    /// <summary>The highest reading of the span; null when nothing was measured.</summary>
    public long? Highest { get; } = High.Max();
}
