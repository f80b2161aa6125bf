using Mcpx.Db;
using Mcpx.Domain.Evidence;
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
    public Func<IReadOnlyList<Panel>, PanelFrame, byte[]> Paint { get; init; } = PanelPainter.Paint;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var incident = about.Incident;
        var frame = new PanelFrame(
            incident.Environment,
            incident.Id,
            about.From,
            about.To,
            PanelMarks.Of(incident, about.Environment, about.From, about.To)
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
            pack.AddBytes(
                line,
                $"pictures/{(isExecutive ? "executive" : "sse-health")}.png",
                Source,
                Paint(panels, frame)
            );
            foreach (var panel in panels)
            {
                pack.AddBytes(line, $"pictures/{panel.Name}.png", Source, Paint([panel], frame));
            }
        }
        catch (Exception problem) when (problem is not (IOException or OutOfMemoryException))
        {
            // A library that is not there, or not for this machine, shows as any of several exceptions.
            pack.Miss(line, $"the picture could not be drawn: {Innermost(problem)}; its data is in pictures/");
        }
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
