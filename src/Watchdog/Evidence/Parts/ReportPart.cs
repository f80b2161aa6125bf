using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Rca;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The root-cause report as it stood.</summary>
internal sealed class ReportPart(RcaReader rca) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Report];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var report = rca.Read(about.Incident.Id)!;
        pack.AddText(line, "rca.md", "journal and samples", text => text.Write(RcaMarkdown.Write(report)));
        pack.AddText(line, "rca.html", "the same, to be read and printed", text => text.Write(RcaHtml.Write(report)));
    }
}
