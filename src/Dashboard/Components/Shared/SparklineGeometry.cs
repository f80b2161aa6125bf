using System.Globalization;
using System.Text;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// Readings as a path in a box of 100 by 100 that is stretched to its place; strokes do not scale. The scale starts at zero
/// and leaves room above both the highest reading and the limit, so a quiet line lies low and never fills the box.
/// </summary>
/// <param name="Path">SVG path data; empty without two neighbouring readings.</param>
/// <param name="LimitY">Height of the limit's line; null without a limit.</param>
/// <param name="MarkX">Place of the mark; null without one.</param>
public sealed record SparklineGeometry(string Path, double? LimitY, double? MarkX)
{
    private const double Top = 6;
    private const double Bottom = 94;

    // Readings up to the limit use two thirds of the height, so that crossing it is seen.
    private const double RoomAbove = 1.5;

    /// <summary>Lays the readings out.</summary>
    public static SparklineGeometry Of(SparklineModel model)
    {
        var highest = model.Points.Where(Drawn).Max() ?? 0;
        var full = Math.Max(highest * 1.1, (model.Limit ?? 0) * RoomAbove);
        var path = new StringBuilder();
        var pen = false;
        for (var index = 0; index < model.Points.Count; index++)
        {
            var point = model.Points[index];
            if (!Drawn(point))
            {
                pen = false;
                continue;
            }

            var x = model.Points.Count == 1 ? 0 : 100.0 * index / (model.Points.Count - 1);
            path.Append(CultureInfo.InvariantCulture, $"{(pen ? "L" : "M")}{x:0.##},{Y(point!.Value, full):0.##}");
            pen = true;
        }

        return new SparklineGeometry(
            path.ToString(),
            model.Limit is { } limit ? Y(limit, full) : null,
            model.MarkAt is { } mark ? 100 * Math.Clamp(mark, 0, 1) : null
        );
    }

    private static bool Drawn(double? point) => point is { } value && double.IsFinite(value);

    private static double Y(double value, double full) =>
        full <= 0 ? Bottom : Math.Round(Bottom - (Math.Clamp(value / full, 0, 1) * (Bottom - Top)), 2);
}
