using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Which keys and flags to write back, and whether that can be done from here (runbook section 7).</summary>
internal static class KeyReverts
{
    /// <summary>What one actor set within this time was one change of mind.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The leading key change, with what the same actor set within a minute of it and fits as well; each from what it is now
    /// to what it was before the first of them. What is back already is left out.
    /// </summary>
    public static IReadOnlyList<PlanRevert> Of(DecisionCase asked, AttributedChange lead) =>
        [
            .. asked
                .Attribution.Changes.Where(other =>
                    other.Verdict == AttributionVerdict.Fits
                    && IsKey(other.Change)
                    && other.Change.By == lead.Change.By
                    && (other.Change.At - lead.Change.At).Duration() <= Together
                )
                .GroupBy(other => (other.Change.Kind, other.Change.Key, other.Change.TargetRole))
                .OrderBy(key => key.Key == (lead.Change.Kind, lead.Change.Key, lead.Change.TargetRole) ? 0 : 1)
                .ThenBy(key => key.Key.Key, StringComparer.Ordinal)
                .Select(key => (key.Key, First: key.Select(other => other.Change).MinBy(change => change.At)!))
                .Where(key => key.First.Before is not null && Current(asked, key.First) != key.First.Before)
                .Select(key => new PlanRevert(key.Key.Kind, key.Key.Key, Current(asked, key.First), key.First.Before!)
                {
                    TargetRole = key.Key.TargetRole,
                }),
        ];

    public static bool IsKey(Change change) =>
        change.Kind is ChangeKind.Config or ChangeKind.Flag or ChangeKind.AllowList;

    /// <summary>What a key is now: what the newest change of it set.</summary>
    public static string? Current(DecisionCase asked, Change change) =>
        asked
            .Facts.Environment.Changes.Where(other =>
                other.Kind == change.Kind && other.Key == change.Key && other.TargetRole == change.TargetRole
            )
            .OrderBy(other => other.At)
            .ThenBy(other => other.Id, StringComparer.Ordinal)
            .Last()
            .After;

    /// <summary>Answers whether the values can be written; people get the statements where they cannot.</summary>
    public static TreeAnswer Answer(
        DecisionCase asked,
        TreeDraft draft,
        IReadOnlyList<PlanRevert> reverts,
        string question,
        string byHand
    )
    {
        var obstacles = reverts.ToLookup(revert => Obstacle(asked, revert));
        var writable = obstacles[null].ToList();
        var statements = string.Join(' ', writable.Select(revert => Statement(asked, revert)));
        var rest = string.Concat(
            obstacles.Where(known => known.Key is not null).SelectMany(known => known.Select(_ => $" {known.Key}"))
        );
        return writable.Count > 0 && asked.Facts.CanRevert
            ? TreeAnswer.Taken(
                $"{string.Join("; ", writable.Select(Describe))}.{rest}{byHand}",
                draft with
                {
                    Reverts = writable,
                }
            ) with
            {
                Question = $"{question} Yes",
            }
            : TreeAnswer.Refused(
                $"{(writable.Count > 0 ? "It cannot be written from here; people run: " : "")}{statements}{rest}{byHand}".Trim(),
                draft
            ) with
            {
                Question = $"{question} No",
            };
    }

    /// <summary>Whether a key's values are secret by its name, or are known as digests only.</summary>
    public static bool IsSecret(DecisionCase asked, Change change) =>
        change.IsSealed || (change.Kind != ChangeKind.Flag && asked.Facts.Drift.IsSecret(change.Key));

    /// <summary>The statement of runbook section 7, for people; the request's identity is theirs to fill in.</summary>
    public static string Statement(DecisionCase asked, PlanRevert revert) =>
        PortalProcedures.Set(revert, asked.Facts.Environment.Name, "{requestId}").Statement;

    /// <summary>Why a key or flag cannot be written by anybody but a person who looks at it; null when it can.</summary>
    private static string? Obstacle(DecisionCase asked, PlanRevert revert) =>
        IsSecret(asked, revert) ? $"{revert.Key} is secret: set it where secrets are kept."
        : revert.Kind != ChangeKind.Flag ? null
        : SettingKey.Switch(revert.Value) is null
            ? $"{revert.Key} was '{revert.Value}', which is neither on nor off; people look and run: {Statement(asked, revert)}"
        : revert.TargetRole is { } role && !asked.Facts.CanRevertForRole
            ? $"{revert.Key} was set for the role {role} alone, which the deployer of Config cannot do: {Statement(asked, revert)}"
        : null;

    private static bool IsSecret(DecisionCase asked, PlanRevert revert) =>
        SaltedDigest.Is(revert.Value)
        || SaltedDigest.Is(revert.Observed)
        || (revert.Kind != ChangeKind.Flag && asked.Facts.Drift.IsSecret(revert.Key));

    /// <summary>What would be written, for a person.</summary>
    public static string Describe(PlanRevert revert) =>
        $"{revert.Key} from {(revert.Observed is null ? "nothing" : $"'{revert.Observed}'")} to '{revert.Value}'";
}
