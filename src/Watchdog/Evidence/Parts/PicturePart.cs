using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Evidence.Pictures;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The pictures <em>Executive</em> and <em>SSE Health</em>, whole and panel by panel, each panel's data beside it.</summary>
internal sealed class PicturePart(Store store) : IEvidencePart
{
    private const string Source = "samples, journal";
    private readonly PanelReader _reader = new(store);

    public IReadOnlyList<string> Lines => [EvidenceLines.Executive, EvidenceLines.SseHealth];

    public bool IsMeasured => true;

    /// <summary>Draws; a test says that it cannot.</summary>
    public Func<IReadOnlyList<Panel>, PanelFrame, PaintedPanels> Paint { get; init; } = PanelPainter.Paint;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        if (!about.Whole)
        {
            pack.Miss(line, "drawn when the run is over");
            return;
        }

        var incident = about.Incident;
        var (from, to) = Around(about);
        var frame = new PanelFrame(
            incident.Environment,
            incident.Id,
            from,
            to,
            PanelMarks.Of(incident, about.Environment, from, to)
        );
        var isExecutive = line == EvidenceLines.Executive;
        var panels = isExecutive
            ? _reader.Executive(incident, frame, about.Options)
            : _reader.SseHealth(incident, frame, about.Options);
        foreach (var panel in panels)
        {
            pack.AddText(line, $"pictures/{panel.Name}.csv", Source, text => Write(text, panel));
        }

        try
        {
            var painted = Paint(panels, frame);
            pack.AddBytes(line, $"pictures/{(isExecutive ? "executive" : "sse-health")}.png", Source, painted.Whole);
            foreach (var (panel, picture) in panels.Zip(painted.Each))
            {
                pack.AddBytes(line, $"pictures/{panel.Name}.png", Source, picture);
            }
        }
        catch (Exception problem) when (problem is not (IOException or OutOfMemoryException))
        {
            // A library that is not there, or not for this machine, shows as any of several exceptions.
            pack.Miss(line, $"the picture could not be drawn: {Innermost(problem)}; its data is in pictures/");
        }
    }

    /// <summary>As much before as fits to its length, and a little after, so that a short incident is not a line at the edge.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Around(EvidenceCase about)
    {
        var length = about.To - about.Incident.Onset;
        var before = length > RcaBuilder.Before ? RcaBuilder.Before : length;
        var least = TimeSpan.FromMinutes(2);
        return (
            about.Incident.Onset - (before > least ? before : least),
            about.To + (length / 30) + TimeSpan.FromSeconds(2)
        );
    }

    private static string Innermost(Exception problem) => problem.GetBaseException().Message.Split('\n')[0].TrimEnd();

    private static void Write(TextWriter text, Panel panel)
    {
        CsvText.Row(text, "at", "series", "value", "unit", "limit", "note");
        foreach (var line in panel.Lines)
        {
            foreach (var point in line.Points)
            {
                CsvText.Row(
                    text,
                    point.At,
                    line.Label,
                    point.Value,
                    panel.Unit,
                    panel.Limit,
                    point.NoAnswer ? "no answer"
                        : point.Value is null ? "not measured"
                        : null
                );
            }
        }
    }
}
