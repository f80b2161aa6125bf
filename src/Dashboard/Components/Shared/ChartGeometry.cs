using System.Globalization;
using System.Text;
using Mcpx.Dashboard.Components.Feed;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// A signal as paths: one step to the right for each slot since the chart's anchor, 100 high. What lies before the newest block
/// of slots stands in the settled paths and is sent once a block; a new reading sends the fresh ones only. The scale moves in
/// steps, so that a slightly higher reading does not draw everything anew.
/// </summary>
/// <param name="Settled">The line of the highest readings before the newest block.</param>
/// <param name="Fresh">The line since.</param>
/// <param name="BandSettled">From lowest to highest, before the newest block.</param>
/// <param name="BandFresh">From lowest to highest since.</param>
/// <param name="LimitY">Height of the limit's line; null without a limit.</param>
/// <param name="Full">The reading at the top of the scale.</param>
/// <param name="Shift">Steps the paths are moved to the left by.</param>
public sealed record ChartGeometry(
    string Settled,
    string Fresh,
    string BandSettled,
    string BandFresh,
    double? LimitY,
    double Full,
    long Shift
)
{
    /// <summary>Height of a reading of zero.</summary>
    public const double Bottom = 94;

    /// <summary>Height of a reading that is the full scale.</summary>
    public const double Top = 6;

    private const double RoomAbove = 1.5;

    /// <summary>Nothing to draw.</summary>
    public static ChartGeometry Empty { get; } = new("", "", "", "", null, 1, 0);

    /// <summary>Lays the readings out.</summary>
    /// <param name="chart">The readings.</param>
    /// <param name="anchor">Number of the slot at which x is 0.</param>
    public static ChartGeometry Of(SignalChartModel chart, long anchor)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var (highs, lows, limit) = (chart.Spark.Points, chart.Lows, chart.Spark.Limit);
        var full = Stepped(Math.Max(highs.Max() * 1.1 ?? 0, (limit ?? 0) * RoomAbove));
        var last = chart.First + highs.Count - 1;
        var begin = Math.Max(chart.First, Edge(chart.First + SignalRange.Block - 1));
        var edge = Math.Max(begin, Edge(last));
        return new(
            Line(begin, edge),
            Line(edge, last),
            Band(begin, edge),
            Band(edge, last),
            limit is { } most ? Y(most) : null,
            full,
            last - SignalRange.Shown + 1 - anchor
        );

        double? At(IReadOnlyList<double?> values, long slot) =>
            slot - chart.First is var index && index < values.Count ? values[(int)index] : null;

        string Line(long from, long to)
        {
            var path = new StringBuilder();
            var pen = false;
            for (var slot = from; slot <= to; slot++)
            {
                if (At(highs, slot) is not { } value)
                {
                    pen = false;
                    continue;
                }

                // A lonely reading is a dot: a step of nothing, drawn by its round cap.
                var alone = !pen && (slot == to || At(highs, slot + 1) is null);
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"{(pen ? "L" : "M")}{slot - anchor},{Y(value):0.##}{(alone ? "h0" : "")}"
                );
                pen = true;
            }

            return path.ToString();
        }

        string Band(long from, long to)
        {
            var path = new StringBuilder();
            for (var slot = from; slot <= to; slot++)
            {
                if (At(highs, slot) is { } high && At(lows, slot) is { } low && Y(low) - Y(high) >= 1)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{slot - anchor},{Y(high):0.#}V{Y(low):0.#}");
                }
            }

            return path.ToString();
        }

        double Y(double value) => Math.Round(Bottom - (Math.Clamp(value / full, 0, 1) * (Bottom - Top)), 2);
    }

    private static long Edge(long slot) => slot / SignalRange.Block * SignalRange.Block;

    // 1, 1.5, 2, 3, 5, 7, 10 times a power of ten.
    private static double Stepped(double value)
    {
        if (value <= 0 || !double.IsFinite(value))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = [1, 1.5, 2, 3, 5, 7, 10];
        return steps.Select(step => step * power).First(step => step >= value * 0.999_999 || step >= power * 10);
    }
}
