namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>One metric over the time of an incident, ready to be drawn.</summary>
/// <param name="Name">Its file's name without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Limit">The threshold, in the same unit; null where it is not one of these values.</param>
/// <param name="Rule">When it breaches, in words; empty where there is no limit at all.</param>
/// <param name="Lines">One line a series.</param>
/// <param name="LeftOut">Series that were too many to draw.</param>
internal sealed record Panel(
    string Name,
    string Title,
    string Unit,
    double? Limit,
    string Rule,
    IReadOnlyList<PanelLine> Lines,
    int LeftOut
);

/// <summary>One series.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Points">Oldest first.</param>
internal sealed record PanelLine(string Label, IReadOnlyList<PanelPoint> Points);

/// <summary>One point.</summary>
/// <param name="At">When.</param>
/// <param name="Value">In the panel's unit; null where nothing was measured, which is drawn as a gap.</param>
/// <param name="NoAnswer">Whether it was measured and nothing came: slower than any number.</param>
internal readonly record struct PanelPoint(DateTimeOffset At, double? Value, bool NoAnswer = false);

/// <summary>A moment that is marked.</summary>
/// <param name="Key">A digit for the incident, a letter for a deployment or a change.</param>
/// <param name="At">When.</param>
/// <param name="Text">What happened.</param>
internal sealed record PanelMark(string Key, DateTimeOffset At, string Text)
{
    public bool IsDeploy => !char.IsAsciiDigit(Key[0]);
}

/// <summary>What all panels of a pack share.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Incident">Which.</param>
/// <param name="From">The left edge.</param>
/// <param name="To">The right edge.</param>
/// <param name="Marks">Oldest first.</param>
internal sealed record PanelFrame(
    string Environment,
    string Incident,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<PanelMark> Marks
);

/// <summary>Drawn panels, as PNG.</summary>
/// <param name="Whole">All of them, below one another.</param>
/// <param name="Each">Each alone, in their order.</param>
internal sealed record PaintedPanels(byte[] Whole, IReadOnlyList<byte[]> Each);
