using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>Pictures that people attested, in the folder <c>attestations/</c> of the pack.</summary>
internal sealed class AttestationsPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Attestations];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about) => pack.None(line, "nobody attested anything");
}
