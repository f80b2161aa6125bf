using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The decision note and the plan's facts.</summary>
internal sealed class NotePart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Note];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about) =>
        pack.AddText(line, "decision-note.md", "journal", text => text.Write(DecisionNote.Write(about.Incident)));
}
