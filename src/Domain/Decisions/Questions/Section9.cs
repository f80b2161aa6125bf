using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Section 9, parity and RTM: reapply what drifted, roll back what came past the policy.</summary>
internal static class Section9
{
    public static TreeAnswer Drift(DecisionCase asked, TreeDraft draft)
    {
        if (asked.ParityBreach is not { } breach)
        {
            return TreeAnswer.NotAsked(draft);
        }

        if (asked.Facts.Parity is not { } report)
        {
            return TreeAnswer.Refused($"{breach.Sentence}. No parity report is at hand.", draft);
        }

        return report.Critical == 0 ? TreeAnswer.Refused($"{report.Sentence}.", draft)
            : asked.WasRun(Rung.Revert)
                ? TreeAnswer.Refused(
                    $"{report.Sentence}. What was expected was written back and did not cure it.",
                    draft
                )
            : asked.BehaviourRegresses
                ? TreeAnswer.Refused($"{report.Sentence}. But behaviour regresses too: {asked.Facts.Sentences}.", draft)
            : TreeAnswer.Taken(
                $"{report.Sentence}. No other reading fails.",
                draft with
                {
                    Cause = null,
                    Reason = $"{asked.Facts.Environment.Name} drifted from what is expected: {report.Sentence}.",
                }
            );
    }

    public static TreeAnswer Reapply(DecisionCase asked, TreeDraft draft)
    {
        var critical = asked.Facts.Parity!.Differences.Where(difference =>
            difference.Severity == DriftSeverity.Critical
        );
        var known = critical.ToLookup(difference => difference is { Expected: not null, Secret: false });
        var reverts = known[true]
            .Select(difference => new PlanRevert(
                difference.Sets,
                difference.Name,
                difference.Effective,
                difference.Expected!
            ))
            .ToList();
        var byHand = string.Concat(
            known[false]
                .Select(difference =>
                    difference.Secret
                        ? $" {difference.Key} is secret: set it where secrets are kept."
                        : $" {difference.Sentence}: remove it by hand or correct the expected file."
                )
        );
        return KeyReverts.Answer(
            asked,
            draft with
            {
                Reapplies = true,
            },
            reverts,
            "Can what is expected be written?",
            byHand
        );
    }

    public static TreeAnswer Bypass(DecisionCase asked, TreeDraft draft)
    {
        var newest = asked
            .Facts.Environment.OpenBypasses.Where(open => open.Component is Component.Api or Component.Web)
            .Select(open =>
                (Open: open, Deployment: asked.Facts.Environment.Deployments.Find(d => d.Id == open.Deployment))
            )
            .OrderByDescending(bypass => bypass.Deployment?.StartedAt)
            .ThenBy(bypass => bypass.Open.Deployment, StringComparer.Ordinal)
            .FirstOrDefault();
        if (asked.ParityBreach is null || newest.Open is not { } open)
        {
            return TreeAnswer.NotAsked(draft);
        }

        return asked.BehaviourRegresses && asked.Lead is { } lead
            ? TreeAnswer.Refused(
                $"{open.What}. But behaviour regresses too, and {lead.What} is the nearest change.",
                draft
            )
            : TreeAnswer.Taken(
                $"{open.What}. It goes back, or a person settles it with a reason.",
                draft with
                {
                    Restore = [open.Component],
                    Suspect = newest.Deployment,
                    Cause = newest.Deployment is null ? null : Attribution.Of(newest.Deployment),
                    Reason =
                        $"{open.Tag} came to {asked.Facts.Environment.Name} past the promotion policy: {open.What}.",
                }
            );
    }

    /// <summary>"If app behavior still regresses, roll back to LKG and re-test parity", also where no change explains it.</summary>
    public static TreeAnswer Regressed(DecisionCase asked, TreeDraft draft)
    {
        var suspect = asked.Newest(Component.Api) ?? asked.Newest(Component.Web);
        return !asked.Drifted || asked.Lead is not null || suspect is null
            ? TreeAnswer.NotAsked(draft)
            : TreeAnswer.Taken(
                $"{asked.Facts.Sentences}. No change in reach explains it; {suspect.Tag} is what {suspect.Component} got last.",
                draft with
                {
                    Restore = [suspect.Component],
                    Suspect = suspect,
                    Cause = Attribution.Of(suspect),
                    Reason =
                        $"With drift in {asked.Facts.Environment.Name} behaviour regresses: {asked.Facts.Sentences}.",
                }
            );
    }
}
