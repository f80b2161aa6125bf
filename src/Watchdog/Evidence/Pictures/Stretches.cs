namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>Parts of a line between its gaps: where nothing was measured, or nobody looked, nothing is drawn.</summary>
internal static class Stretches
{
    /// <summary>So many usual steps without a point are a gap.</summary>
    private const int Gap = 4;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    public static IEnumerable<IReadOnlyList<PanelPoint>> Of(IReadOnlyList<PanelPoint> points)
    {
        var longest = Longest(points);
        var stretch = new List<PanelPoint>();
        DateTimeOffset? last = null;
        foreach (var point in points)
        {
            if (stretch.Count > 0 && (point.Value is null || point.At - last > longest))
            {
                yield return stretch;
                stretch = [];
            }

            if (point.Value is not null)
            {
                stretch.Add(point);
            }

            last = point.At;
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private static TimeSpan Longest(IReadOnlyList<PanelPoint> points)
    {
        if (points.Count < 3)
        {
            return TimeSpan.MaxValue;
        }

        var steps = points.Zip(points.Skip(1), (one, next) => next.At - one.At).Order().ToList();
        var usual = Gap * steps[steps.Count / 2];
        return usual > Least ? usual : Least;
    }
}
