using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>
/// Draws panels as PNG: on white, lines told apart by pattern as well as by colour, so that a grey print says the same; gaps stay
/// gaps, and a panel without data says so.
/// </summary>
internal static class PanelPainter
{
    private const int Width = 1600;
    private const int Height = 470;
    private const float Small = 17;

    private static readonly string[] Fonts = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial", "Segoe UI"];

    /// <summary>Far apart in brightness, and by any eye.</summary>
    private static readonly string[] Colours = ["#1b4f8a", "#000000", "#b3541e", "#5c7a29", "#7a4a91", "#6b6b6b"];

    private static readonly LinePattern[] Patterns =
    [
        LinePattern.Solid,
        LinePattern.Dashed,
        LinePattern.Dotted,
        LinePattern.DenselyDashed,
        LinePattern.Solid,
        LinePattern.Dashed,
    ];

    /// <summary>Draws panels below one another, and each alone.</summary>
    /// <exception cref="InvalidOperationException">There is no font to write with.</exception>
    public static PaintedPanels Paint(IReadOnlyList<Panel> panels, PanelFrame frame)
    {
        var font = Font();
        using var surface = SKSurface.Create(Sheet(panels.Count));
        surface.Canvas.Clear(SKColors.White);
        var each = new List<byte[]>();
        for (var i = 0; i < panels.Count; i++)
        {
            // Each on a sheet of its own: drawing a plot wipes the whole of what it is drawn on.
            using var plot = Draw(panels[i], frame, font);
            using var sheet = SKSurface.Create(Sheet(1));
            plot.Render(sheet.Canvas, Width, Height);
            using var drawn = sheet.Snapshot();
            surface.Canvas.DrawImage(drawn, 0, Height * i);
            each.Add(Png(drawn));
        }

        using var whole = surface.Snapshot();
        return new(Png(whole), each);
    }

    private static byte[] Png(SKImage image)
    {
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static SKImageInfo Sheet(int panels) =>
        new(Width, Height * panels, SKColorType.Rgb888x, SKAlphaType.Opaque);

    private static string Font()
    {
        var families = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Array.Find(Fonts, families.Contains)
            ?? families.Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new InvalidOperationException("no font is installed to write with");
    }

    private static Plot Draw(Panel panel, PanelFrame frame, string font)
    {
        var plot = new Plot();
        plot.Font.Set(font);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex("#d9d9d9");
        var highest = panel.Lines.SelectMany(line => line.Points).Max(point => point.Value).GetValueOrDefault();
        var top = Math.Max(highest, panel.Limit ?? 0) * 1.35;
        top = top > 0 ? top : 1;
        if (panel is { Unit: "%", Limit: null })
        {
            top = 125;
        }

        DrawLines(plot, panel, top);
        DrawLimit(plot, panel);
        DrawMarks(plot, frame, top);
        if (panel.Lines.All(line => line.Points.All(point => point is { Value: null, NoAnswer: false })))
        {
            Note(plot, frame, top, "nothing was measured in this time");
        }

        plot.Axes.SetLimits(frame.From.UtcDateTime.ToOADate(), frame.To.UtcDateTime.ToOADate(), 0, top);
        var (positions, labels) = TimeTicks.Of(frame.From, frame.To);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(positions, labels);
        if (panel is { Unit: "%", Limit: null })
        {
            plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
                [0, 20, 40, 60, 80, 100],
                ["0", "20", "40", "60", "80", "100"]
            );
        }

        plot.Axes.Bottom.TickLabelStyle.FontSize = Small;
        plot.Axes.Left.TickLabelStyle.FontSize = Small;
        plot.Layout.Fixed(new PixelPadding(105, 45, 92, 48));
        plot.Title(Title(panel, frame), 21);
        plot.YLabel(panel.Unit, 19);
        plot.XLabel(Key(frame), 16);
        plot.Axes.Bottom.Label.Bold = false;
        var legend = plot.ShowLegend(Alignment.UpperLeft, Orientation.Horizontal);
        legend.FontSize = 15;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.White.WithAlpha(.85);
        return plot;
    }

    private static string Title(Panel panel, PanelFrame frame) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{frame.Environment}, {frame.Incident}: {panel.Title} ({panel.Unit}), {frame.From.UtcDateTime:yyyy-MM-dd}, times in UTC"
        )
        + (panel is { Limit: null, Rule.Length: > 0 } ? $"; {panel.Rule}" : "")
        + (panel.LeftOut > 0 ? $"; {panel.Lines.Count} of {panel.Lines.Count + panel.LeftOut} series" : "");

    /// <summary>What the marks mean, in lines that fit.</summary>
    private static string Key(PanelFrame frame)
    {
        const int fits = 165;
        var lines = new List<string> { "" };
        foreach (var mark in frame.Marks)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{mark.Key} {Cut(mark.Text)} {mark.At.UtcDateTime:HH:mm:ss}"
            );
            if (lines[^1].Length + text.Length > fits)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length == 0 ? text : $"   {text}";
        }

        return string.Join('\n', lines);
    }

    private static string Cut(string text) => text.Length > 60 ? $"{text[..59]}…" : text;

    private static void DrawLines(Plot plot, Panel panel, double top)
    {
        for (var i = 0; i < panel.Lines.Count; i++)
        {
            var line = panel.Lines[i];
            var colour = Color.FromHex(Colours[i % Colours.Length]);
            var named = false;
            foreach (var stretch in Stretches.Of(line.Points))
            {
                var drawn = plot.Add.Scatter(
                    stretch.Select(point => point.At.UtcDateTime.ToOADate()).ToArray(),
                    stretch.Select(point => point.Value!.Value).ToArray()
                );
                drawn.Color = colour;
                drawn.LineWidth = i < 4 ? 2.2f : 1.3f;
                drawn.LinePattern = Patterns[i % Patterns.Length];
                drawn.MarkerSize = stretch.Count == 1 ? 5 : 0;
                drawn.LegendText = named ? "" : line.Label;
                named = true;
            }

            var silent = line.Points.Where(point => point.NoAnswer).ToList();
            if (silent.Count > 0)
            {
                var crosses = plot.Add.Markers(
                    silent.Select(point => point.At.UtcDateTime.ToOADate()).ToArray(),
                    silent.Select(_ => top * 0.8).ToArray(),
                    MarkerShape.Eks,
                    9,
                    colour
                );
                crosses.LegendText = $"{line.Label}, no answer";
            }
        }
    }

    private static void DrawLimit(Plot plot, Panel panel)
    {
        if (panel.Limit is not { } limit)
        {
            return;
        }

        var drawn = plot.Add.HorizontalLine(limit);
        drawn.Color = Color.FromHex("#a40000");
        drawn.LineWidth = 2.5f;
        drawn.LinePattern = LinePattern.DenselyDashed;
        drawn.LegendText = string.Create(
            CultureInfo.InvariantCulture,
            $"limit {limit:0.###} {panel.Unit}, {panel.Rule}"
        );
    }

    /// <summary>Marks close to one another stand below one another.</summary>
    private static void DrawMarks(Plot plot, PanelFrame frame, double top)
    {
        var near = (frame.To - frame.From) / 45;
        var level = 0;
        DateTimeOffset? last = null;
        foreach (var mark in frame.Marks.OrderBy(mark => mark.At))
        {
            level = mark.At - last < near ? (level + 1) % 5 : 0;
            last = mark.At;
            var x = mark.At.UtcDateTime.ToOADate();
            var drawn = plot.Add.VerticalLine(x);
            drawn.Color = Color.FromHex(mark.IsDeploy ? "#555555" : "#222222");
            drawn.LineWidth = mark.IsDeploy ? 1.4f : 1.1f;
            drawn.LinePattern = mark.IsDeploy ? LinePattern.Dotted : LinePattern.Solid;
            var text = plot.Add.Text(mark.Key, x, top * (0.88 - (0.085 * level)));
            text.LabelFontSize = 15;
            text.LabelBold = true;
            text.LabelFontColor = mark.IsDeploy ? Colors.White : Colors.Black;
            text.LabelBackgroundColor = mark.IsDeploy ? Color.FromHex("#333333") : Colors.White;
            text.LabelBorderColor = Color.FromHex("#333333");
            text.LabelBorderWidth = 1;
            text.LabelPadding = 3;
            text.LabelAlignment = Alignment.UpperCenter;
        }
    }

    private static void Note(Plot plot, PanelFrame frame, double top, string words)
    {
        var middle = frame.From + ((frame.To - frame.From) / 2);
        var text = plot.Add.Text(words, middle.UtcDateTime.ToOADate(), top * 0.45);
        text.LabelFontSize = 24;
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelBackgroundColor = Colors.White;
    }
}
