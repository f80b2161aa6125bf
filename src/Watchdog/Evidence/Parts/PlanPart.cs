using Mcpx.Domain.Evidence;
using Mcpx.Domain.Releases;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The plan, the releases to go back to with their own evidence, and what was deployed.</summary>
internal sealed class PlanPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Plan, EvidenceLines.LkgPack];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var plan = about.Incident.Proposal?.Plan;
        // Where keys are set back no release moves: then it is the ones that the environment's pointers name.
        var tags = plan is { Targets.Count: > 0 }
            ? plan.Targets.Select(target => target.TargetTag)
            : about.Environment.Lkg.Values;
        var releases = tags.Distinct(StringComparer.Ordinal)
            .Select(tag => (Tag: tag, Release: about.State.Releases.GetValueOrDefault(tag)))
            .ToList();
        if (line == EvidenceLines.LkgPack)
        {
            Link(pack, releases);
            return;
        }

        pack.AddJson(line, "deployments.json", "journal", about.Environment.Deployments);
        pack.AddJson(
            line,
            "lkg.json",
            "release manifests, with the links to their evidence packs",
            releases.Select(one => one.Release).OfType<Release>().ToList()
        );
        if (plan is not null)
        {
            pack.AddJson(line, "plan.json", "journal", plan);
        }
    }

    private static void Link(EvidencePack pack, List<(string Tag, Release? Release)> releases)
    {
        if (releases.Count == 0)
        {
            pack.None(EvidenceLines.LkgPack, "no release is named to go back to");
            return;
        }

        pack.AddText(
            EvidenceLines.LkgPack,
            "links/lkg-evidence.md",
            "release manifests",
            text =>
            {
                text.Write(
                    "# Evidence packs of the LKG\n\nRelative to the folder of the release, where it is no address.\n\n"
                );
                MarkdownText.Head(text, "Release", "Evidence pack");
                foreach (var (tag, release) in releases)
                {
                    MarkdownText.Row(text, tag, release?.EvidencePack ?? "none is named");
                }
            }
        );
        var without = releases.Where(one => one.Release?.EvidencePack is null).Select(one => one.Tag).ToList();
        if (without.Count > 0)
        {
            pack.Miss(EvidenceLines.LkgPack, $"the manifest of {string.Join(" and ", without)} names none");
        }
    }
}
