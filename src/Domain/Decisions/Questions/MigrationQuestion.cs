using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>
/// Section 5, question 4, and section 8: the schema never goes back. A migration that shipped is one thing, a migration that
/// is the cause another; both want a forward hotfix, the second before anything else is deployed.
/// </summary>
internal static class MigrationQuestion
{
    public static TreeAnswer Ask(DecisionCase asked, TreeDraft draft)
    {
        if (draft.Cause is { Kind: ChangeKind.Migration } cause)
        {
            return TreeAnswer.Taken(
                $"Yes: {cause.Key} was applied at {Words.Time(cause.At)} and is nearer to what failed than any deploy. "
                    + "The schema stays; a forward hotfix has to mend it.",
                draft with
                {
                    Hotfix = new(
                        [cause.Key],
                        $"Migration {cause.Key} is the cause: write a forward migration that mends it (a column, a default, "
                            + "a view) and never drop what it brought."
                    ),
                }
            );
        }

        var tag = draft.Suspect?.Tag;
        return asked.ReleaseOf(tag)?.Migrations switch
        {
            null => TreeAnswer.Refused(
                $"Not known: {(tag is null ? "no release is held responsible" : $"{tag} is not registered")}. "
                    + "The schema stays as it is.",
                draft
            ),
            [] => TreeAnswer.Refused($"{tag} carries no migration, so no forward hotfix is needed.", draft),
            var shipped => TreeAnswer.Taken(
                $"{tag} ships {string.Join(", ", shipped)}. The schema stays; prepare a forward hotfix.",
                draft with
                {
                    Hotfix = new(
                        shipped,
                        $"{tag} shipped {string.Join(", ", shipped)}, which stays when the app goes back: prepare a forward "
                            + "hotfix in case it is at fault."
                    ),
                }
            ),
        };
    }
}
