using Mcpx.Domain.Evidence;
using Mcpx.Domain.Parity;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The newest parity report.</summary>
internal sealed class ParityPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Parity];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var environment = about.Incident.Environment;
        if (about.Environment.Parity is not { } parity)
        {
            pack.None(line, $"{environment} was not held against an expected configuration");
            return;
        }

        pack.AddText(line, "parity.md", "journal", text => text.Write(ParityMarkdown.Write(environment, parity)));
        pack.AddText(line, "parity.json", "journal", text => text.Write(ParityJson.Write(environment, parity)));
    }
}
