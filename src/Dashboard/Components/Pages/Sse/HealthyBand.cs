using System.Globalization;
using System.Text;
using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>
/// The gaps of many healthy streams as one band from the shortest to the longest of each slot, in a box of 100 by 18: two
/// hundred healthy lines over each other are a smear, and the one that drifts away is lost in it.
/// </summary>
/// <param name="Path">Outline of the band; empty when nothing was measured.</param>
/// <param name="Shortest">Shortest of the slots' longest gaps in the span, milliseconds; null when nothing was measured.</param>
/// <param name="Longest">Longest gap in the span, milliseconds; null when nothing was measured.</param>
/// <param name="LimitY">Where the limit lies.</param>
internal sealed record HealthyBand(string Path, long? Shortest, long? Longest, double LimitY)
{
    private const double Height = 18;

    // The limit lies at two thirds, so that there is room to see a band that comes near it.
    private const double RoomAbove = 1.5;

    public static HealthyBand Of(IReadOnlyList<SlotLine> lines, TimeSpan limit)
    {
        var full = Math.Max(limit.TotalMilliseconds * RoomAbove, lines.Max(line => line.Highest) ?? 0);
        var limitY = Y(limit.TotalMilliseconds, full);
        if (lines.Count == 0)
        {
            return new("", null, null, limitY);
        }

        var slots = lines[0].High.Count;
        var path = new StringBuilder();
        var run = new List<(double X, long Low, long High)>();
        long? shortest = null;
        long? longest = null;
        for (var slot = 0; slot <= slots; slot++)
        {
            var here = slot < slots ? lines.Select(line => line.High[slot]).OfType<long>().ToList() : [];
            if (here.Count == 0)
            {
                Close(path, run, full);
                continue;
            }

            var (low, high) = (here.Min(), here.Max());
            (shortest, longest) = (Math.Min(shortest ?? low, low), Math.Max(longest ?? high, high));
            run.Add((100.0 * slot / slots, low, high));
            run.Add((100.0 * (slot + 1) / slots, low, high));
        }

        return new(path.ToString(), shortest, longest, limitY);
    }

    private static void Close(StringBuilder path, List<(double X, long Low, long High)> run, double full)
    {
        if (run.Count > 0)
        {
            // Never thinner than a hair: streams that agree are still there.
            var upper = run.Select(point => (point.X, Y: Math.Min(Y(point.High, full), Y(point.Low, full) - 1)));
            var lower = Enumerable.Reverse(run).Select(point => (point.X, Y: Y(point.Low, full)));
            var pen = 'M';
            foreach (var (x, y) in upper.Concat(lower))
            {
                path.Append(CultureInfo.InvariantCulture, $"{pen}{x:0.##},{y:0.##}");
                pen = 'L';
            }

            path.Append('Z');
            run.Clear();
        }
    }

    private static double Y(double value, double full) =>
        Math.Round(Height - (Math.Clamp(value / full, 0, 1) * Height), 2);
}
