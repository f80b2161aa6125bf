using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>No rollback to a bad place, and none twice.</summary>
internal static class Target
{
    /// <summary>Whether this reach was tried: after the API there is nothing further, and nothing smaller either.</summary>
    public static TreeAnswer Tried(DecisionCase asked, TreeDraft draft) =>
        TreeAnswer.Silently(
            asked.WasRun(Rung.Api) || (!draft.Restore.Contains(Component.Api) && asked.WasRun(Rung.Web)),
            draft
        );

    public static TreeAnswer Ready(DecisionCase asked, TreeDraft draft) =>
        TreeAnswer.Silently(Obstacle(asked, draft) is null, draft);

    /// <summary>What stands in the way of going back; null when nothing does.</summary>
    public static string? Obstacle(DecisionCase asked, TreeDraft draft)
    {
        foreach (var component in draft.Restore)
        {
            var tag = asked.Lkg(component);
            if (asked.RunsLkg(component))
            {
                return $"{component} already runs {tag}: there is nothing to go back to.";
            }

            if (tag is not null && asked.Facts.Environment.Quarantined.Contains((component, tag)))
            {
                return $"The LKG {tag} was itself rolled back from {component}: people must choose.";
            }

            var qualification = Qualification(asked, component);
            if (!qualification.Qualified)
            {
                return $"Not ready for rollback: {qualification.Text}.";
            }

            if (!qualification.Proposable)
            {
                return $"Not ready for rollback: {string.Join(", ", qualification.Missing.Select(fact => fact.Text))}. "
                    + $"The Decision Owner may stand in for that with a reason, for {component} {tag} alone.";
            }
        }

        var api = asked.ReleaseOf(After(asked, draft, Component.Api));
        var web = asked.ReleaseOf(After(asked, draft, Component.Web));
        return TogetherQuestion.Breaks(api, web) is { } breaks
            ? $"{breaks}: the two would not fit, people must choose."
            : null;
    }

    public static LkgQualification Qualification(DecisionCase asked, Component component) =>
        TargetQualification.Of(asked.Targets, component, asked.Lkg(component));

    private static string? After(DecisionCase asked, TreeDraft draft, Component component) =>
        draft.Restore.Contains(component) ? asked.Lkg(component) : asked.Running(component);
}
