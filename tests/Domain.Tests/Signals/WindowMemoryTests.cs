using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

/// <summary>What the windows of one monitored instance take together; the goal for all of its judging is 16 KB.</summary>
public sealed class WindowMemoryTests
{
    [Fact]
    public void Windows_OfOneInstance_TakeLessThanTwelveKilobytes()
    {
        var held = new object[8];

        Assert.InRange(Allocations.Least(_ => Make(held)), 1, 12 * 1_024);
    }

    private static void Make(object[] held)
    {
        held[0] = new SlidingWindow(Some.Seconds(60), 32);
        held[1] = new SlidingWindow(Some.Seconds(60), 32);
        held[2] = new SlidingWindow(Some.Seconds(60), 16);
        held[3] = new SlidingWindow(Some.Seconds(60), 16);
        held[4] = new SlidingWindow(Some.Seconds(60), 32);
        held[5] = new ValueWindow(Some.Seconds(120), 256, 600_000);
        held[6] = new ValueWindow(Some.Seconds(120), 32, 200_000);

        // The bounds, which the window keeps, and the counts, which it does not, are in the figure too.
        var histogram = new HistogramWindow(Some.Seconds(120), 32, 600_000);
        histogram.Add(
            Some.At(0),
            new(
                [5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000],
                [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
            ),
            Some.At(0)
        );
        held[7] = histogram;
    }
}
