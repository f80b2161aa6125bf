namespace Mcpx.Domain.Triggers;

/// <summary>How many samples a window keeps: what its pace brings, and half as many again, within bounds that cap memory.</summary>
internal static class Capacity
{
    private const int Least = 8;
    private const int Most = 1_024;

    public static int Of(TimeSpan window, TimeSpan every) =>
        every <= TimeSpan.Zero ? Least : (int)Math.Clamp(window.Ticks * 3 / (every.Ticks * 2) + 2, Least, Most);
}
