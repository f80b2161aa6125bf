using Mcpx.Db;
using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>What judging took in the time before the breach, whole: recordings for <c>replay</c>.</summary>
internal sealed class SamplesPart(Store store) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Samples];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var folder = EvidenceFolder.SamplesOf(store.Directory, about.Incident.Id);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.gz") : [];
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            pack.Add(
                line,
                $"samples/{Path.GetFileName(file)}",
                "judging's inputs up to the opening, as it took them",
                stream =>
                {
                    using var bytes = File.OpenRead(file);
                    bytes.CopyTo(stream);
                }
            );
        }

        if (files.Length == 0)
        {
            if (about.Incident.Breaches[0].Declared)
            {
                pack.None(line, "a person declared it; no sample justified it");
            }
            else
            {
                pack.Miss(line, "what judging took before the breach was not kept");
            }
        }
    }
}
