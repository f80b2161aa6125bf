namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Section 5, question 1, and section 7: a key, a flag or the allow-list is written back first; nothing is smaller.</summary>
internal static class ConfigQuestion
{
    public static TreeAnswer Ask(DecisionCase asked, TreeDraft draft)
    {
        var lead = asked.Lead!;
        if (!KeyReverts.IsKey(lead.Change))
        {
            var other = asked.Attribution.Changes.FirstOrDefault(change =>
                change.Counts && KeyReverts.IsKey(change.Change)
            );
            return TreeAnswer.Refused(
                other is null
                    ? $"No config, flag or allow-list change in reach fits; {lead.What} does."
                    : $"{other.What} could fit, but {lead.What} is nearer to what failed first.",
                draft
            );
        }

        if (asked.WasRun(Rollback.Rung.Revert))
        {
            return TreeAnswer.Refused($"{lead.What} was written back and that did not cure it.", draft);
        }

        var before = lead.Change.Before;
        return before is not null && KeyReverts.Of(asked, lead).Count == 0
            ? TreeAnswer.Refused(
                $"{lead.What} is back at {Show(asked, before)} already and that did not cure it.",
                draft
            )
            : TreeAnswer.Taken(
                $"{lead.What} from {Show(asked, before)} to {Show(asked, lead.Change.After)} at {lead.Sentence}",
                draft
            );
    }

    public static TreeAnswer Writable(DecisionCase asked, TreeDraft draft)
    {
        var change = asked.Lead!.Change;
        return KeyReverts.Answer(
            asked,
            draft,
            change.Before is null ? [] : KeyReverts.Of(asked, asked.Lead),
            "Can it be written back?",
            change.Before is not null ? ""
                : KeyReverts.IsSecret(asked, change) ? $" {change.Key} is secret: set it where secrets are kept."
                : $" Its value before is not known; {NotRemoved(change)}people choose one and run: "
                    + KeyReverts.Statement(
                        asked,
                        new(change.Kind, change.Key, change.After, "{value}") { TargetRole = change.TargetRole }
                    )
        );
    }

    /// <summary>A key that was not there before cannot go back there: the portal's procedures set, and remove nothing.</summary>
    private static string NotRemoved(Incidents.Change change) =>
        change.Kind == Incidents.ChangeKind.Flag
            ? "if it did not exist, off is as good; "
            : "if it did not exist, sp_Config_SetValue cannot remove it; ";

    private static string Show(DecisionCase asked, string? value) =>
        value is null ? "no known value"
        : KeyReverts.IsSecret(asked, asked.Lead!.Change) ? "a secret"
        : $"'{value}'";
}
