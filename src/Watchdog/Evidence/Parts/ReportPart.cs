using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Rca;
using Mcpx.Hosting;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The root-cause report as it stood, and printed where a browser is installed.</summary>
internal sealed class ReportPart(RcaReader rca, ReportPrinter printer, ILogger<ReportPart> log) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Report];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var report = rca.Read(about.Incident.Id)!;
        var html = RcaHtml.Write(report);
        pack.AddText(line, "rca.md", "journal and samples", text => text.Write(RcaMarkdown.Write(report)));
        pack.AddText(line, "rca.html", "the same, to be read and printed", text => text.Write(html));
        if (!about.Whole || !printer.Can)
        {
            return;
        }

        var printed = printer.PrintAsync(html, about.Stopping).GetAwaiter().GetResult();
        if (printed.Pdf is { } pdf)
        {
            pack.AddBytes(line, "rca.pdf", "the same, printed", pdf);
        }
        else
        {
            // Nothing is missing without it: the HTML is the same document.
            Log.NotPrinted(log, about.Incident.Id, printed.Problem!);
        }
    }
}
