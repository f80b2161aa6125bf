using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The incident's events as hashed, each with its place in the chain, and what they add up to.</summary>
internal sealed class JournalPart(Store store) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Journal];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        pack.Add(
            line,
            PackCheck.JournalFile,
            "journal, bodies as hashed",
            stream =>
            {
                foreach (var link in store.Evidence.Links(Streams.Incident(about.Incident.Id), about.State.Position))
                {
                    ChainLine.Write(stream, link);
                }
            }
        );
        pack.AddJson(line, "incident.json", "journal", about.Incident);
    }
}
