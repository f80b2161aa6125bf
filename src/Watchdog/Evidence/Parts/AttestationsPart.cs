using Mcpx.Db;
using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>Screenshots that people attested with, in the folder <c>attestations/</c> of the pack.</summary>
internal sealed class AttestationsPart(Store store) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Attestations];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var pictures = store.Pictures.Of(about.Incident.Id);
        foreach (var (sha256, kind, content) in pictures)
        {
            pack.AddBytes(line, $"attestations/{sha256}.{kind}", "a person's screenshot", content);
        }

        if (pictures.Count == 0)
        {
            pack.None(line, "nobody attested anything");
        }
    }
}
