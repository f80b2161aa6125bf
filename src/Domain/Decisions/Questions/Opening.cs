using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Where the way begins: what failed, what changed before it, and whether anything is known at all.</summary>
internal static class Opening
{
    private const int OthersShown = 5;

    public static TreeAnswer Start(DecisionCase asked, TreeDraft draft)
    {
        var facts = asked.Facts;
        var others = asked.Attribution.Others.ToList();
        var below = others
            .Take(OthersShown)
            .Select(other => new PathNode(PathAnswer.Refused, Question(other), other.Sentence, Nested: true));
        var more = others.Count - OthersShown;
        var (question, fact) = asked.Lead switch
        {
            null => (
                "Breached",
                $"No change in the {Words.Duration(facts.Horizon)} before {Words.Time(facts.Onset)} fits."
            ),
            { Deployment: { } suspect } => (
                "Breached after a deploy",
                $"{suspect.Tag} went to {suspect.Component} at {Words.Time(suspect.StartedAt)}, by {suspect.By}. "
                    + Left(asked)
            ),
            { } lead => (
                "Breached after a change",
                $"{lead.What} changed at {Words.Time(lead.Change.At)}, by {lead.Change.By}. {Left(asked)}"
            ),
        };
        return new(PathAnswer.Start, fact, draft with { Cause = asked.Lead?.Change })
        {
            Question = question,
            Below =
            [
                .. below,
                .. more > 0
                    ? new PathNode[] { new(PathAnswer.Refused, "Other changes", $"{more} more do not lead.", true) }
                    : [],
            ],
        };
    }

    /// <summary>Who asks for a rollback is not asked for a change to blame; where it goes is held to the same all the same.</summary>
    public static TreeAnswer Wanted(DecisionCase asked, TreeDraft draft)
    {
        if (asked.Facts.Wish is not { } wish)
        {
            return TreeAnswer.NotAsked(draft);
        }

        var newest = asked.Newest(wish.Component);
        var (who, why) = (TimelineWords.WhoOf(wish.By), wish.Reason.TrimEnd('.'));
        return new(
            PathAnswer.Start,
            $"{who}, asks for {wish.Component} back at {wish.Tag ?? "its LKG"}: {why}."
                + (newest is null ? "" : $" {newest.Tag} is what {wish.Component} got last, by {newest.By}."),
            draft with
            {
                Restore = [wish.Component],
                Suspect = newest,
                Cause = newest is null ? null : Attribution.Of(newest),
                // As messages go on after "failing due to".
                Reason = $"{why}, says {who}.",
            }
        );
    }

    /// <summary>Missing data proposes no rollback by itself.</summary>
    public static TreeAnswer Blind(DecisionCase asked, TreeDraft draft) =>
        asked.Breaches.Count > 0
            ? TreeAnswer.NotAsked(draft)
            : TreeAnswer.Taken(
                string.Join(
                    "; ",
                    asked.Facts.Breaches.Select(breach => breach.Sentence).Order(StringComparer.Ordinal).Take(3)
                ) + ".",
                draft
            );

    public static TreeAnswer Unexplained(DecisionCase asked, TreeDraft draft) =>
        TreeAnswer.Silently(asked.Lead is null, draft);

    private static string Question(AttributedChange other) =>
        other.Counts ? $"Was it {other.What}? Others are nearer" : $"Was it {other.What}? No";

    private static string Left(DecisionCase asked) =>
        asked.Facts.DeclaredOnly
            ? $"Declared by a person at {Words.Time(asked.Facts.Onset)}; in doubt, roll back first."
            : $"Readings left their limits from {Words.Time(asked.Facts.Onset)}.";
}
