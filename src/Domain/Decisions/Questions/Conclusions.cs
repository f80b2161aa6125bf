using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Where a way through the tree ends: in a proposal, or in advice to investigate with what is known.</summary>
internal static class Conclusions
{
    private const int OthersNamed = 5;

    public static TreeConclusion Look(DecisionCase asked, TreeDraft draft) =>
        Investigate("Nothing can be measured: people must look.", TreeDraft.Nothing);

    public static TreeConclusion NoChange(DecisionCase asked, TreeDraft draft)
    {
        var there = asked.Attribution.Changes.FirstOrDefault(change =>
            change.Verdict == AttributionVerdict.AlreadyThere
        );
        return Investigate(
            there is null
                ? "No recent change explains it."
                : $"Only {there.What} is in reach, but the condition was there before it.",
            draft
        );
    }

    public static TreeConclusion ByHand(DecisionCase asked, TreeDraft draft) =>
        Investigate(
            draft.Cause is { } cause
                ? $"{AttributedChange.Describe(cause)} is to blame and has to be set by hand."
                : "What is expected has to be set by hand, or the expected file corrected.",
            draft
        );

    public static TreeConclusion NoDeploy(DecisionCase asked, TreeDraft draft) =>
        Investigate("Writing it back did not cure it, and no deploy is in reach.", draft);

    public static TreeConclusion Unstable(DecisionCase asked, TreeDraft draft) =>
        Investigate($"Only the Web fails, but {Lower(ComponentQuestions.Unstable(asked))}: people must look.", draft);

    /// <summary>No cascade: what else there is is ranked, and people choose.</summary>
    public static TreeConclusion Exhausted(DecisionCase asked, TreeDraft draft)
    {
        var others = draft
            .Restore.SelectMany(component =>
                RankedTargets.Of(asked.Targets, component).Take(OthersNamed).Select(other => (component, other))
            )
            .ToList();
        if (others.Count == 0)
        {
            return Investigate("No other release is known here.", draft);
        }

        // Only what ran well there is named in a sentence that people read at night; the rest stands on the page, with what speaks
        // against it.
        var proven = others
            .Where(one => one.other is { Quarantined: false, Qualification.Qualified: true, History.RanWell: true })
            .Take(3)
            .ToList();
        var next =
            proven.Count > 0
                ? $"Next would be {string.Join(", ", proven.Select(one => $"{one.component} {one.other.Tag}"))}."
                : "No other release is known to have run well here.";
        return Investigate(next, draft) with
        {
            Before =
            [
                .. others.Select(
                    (one, index) =>
                        new PathNode(
                            PathAnswer.Refused,
                            FormattableString.Invariant(
                                $"{index + 1}. {one.component} to {one.other.Tag}? Not by itself"
                            ),
                            $"{one.other.Reason}.",
                            Nested: true
                        )
                ),
            ],
        };
    }

    public static TreeConclusion NotReady(DecisionCase asked, TreeDraft draft) =>
        Investigate(Target.Obstacle(asked, draft) ?? "Not ready for rollback.", draft);

    public static TreeConclusion Revert(DecisionCase asked, TreeDraft draft) =>
        new(
            $"Set back {string.Join(", ", draft.Reverts.Select(revert => revert.Key))}",
            $"{string.Join("; ", draft.Reverts.Select(KeyReverts.Describe))}. No release moves.",
            draft.Reason ?? Since(asked, draft),
            draft
        );

    public static TreeConclusion RollBack(DecisionCase asked, TreeDraft draft) =>
        new(
            $"Roll back {string.Join(" and ", draft.Restore)} to {asked.Lkg(draft.Restore[0])}",
            $"LKG qualified: {Target.Qualification(asked, draft.Restore[0]).Text}.",
            draft.Reason ?? Since(asked, draft),
            draft
        );

    private static string Since(DecisionCase asked, TreeDraft draft) =>
        draft.Cause switch
        {
            { Kind: ChangeKind.Deployment } deploy =>
                $"Since the {Words.Time(deploy.At)} deploy of {deploy.Key}: {asked.Facts.Sentences}.",
            { } change =>
                $"Since {AttributedChange.Describe(change)} changed at {Words.Time(change.At)}: {asked.Facts.Sentences}.",
            null => $"{asked.Facts.Sentences}.",
        };

    private static TreeConclusion Investigate(string reason, TreeDraft draft) =>
        new("Investigate", reason, reason, draft with { Restore = [], Reverts = [] });

    private static string Lower(string? text) =>
        text is null ? "the API is not stable" : $"{char.ToLowerInvariant(text[0])}{text[1..]}";
}
