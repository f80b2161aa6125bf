using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The plan, the release to go back to and what was deployed.</summary>
internal sealed class PlanPart : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Plan, EvidenceLines.LkgPack];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var plan = about.Incident.Proposal?.Plan;
        var lkg = plan is null ? null : about.State.Releases.GetValueOrDefault(plan.TargetTag);
        if (line == EvidenceLines.LkgPack)
        {
            Link(pack, plan?.TargetTag, lkg?.EvidencePack);
            return;
        }

        pack.AddJson(line, "deployments.json", "journal", about.Environment.Deployments);
        if (plan is not null)
        {
            pack.AddJson(line, "plan.json", "journal", plan);
        }

        if (lkg is not null)
        {
            pack.AddJson(line, "lkg.json", "release manifest, with the link to its evidence pack", lkg);
        }
    }

    private static void Link(EvidencePack pack, string? tag, string? link)
    {
        if (tag is null)
        {
            pack.None(EvidenceLines.LkgPack, "no release was proposed to go back to");
        }
        else if (link is null)
        {
            pack.Miss(EvidenceLines.LkgPack, $"the manifest of {tag} names none");
        }
        else
        {
            pack.AddText(
                EvidenceLines.LkgPack,
                "links/lkg-evidence.md",
                "release manifest",
                text =>
                    text.Write(
                        $"# Evidence pack of the LKG, {tag}\n\n{link}\n\nRelative to the folder of the release, where it is no address.\n"
                    )
            );
        }
    }
}
