using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>Section 5, questions 2 and 3: which component leads the way back.</summary>
internal static class ComponentQuestions
{
    /// <summary>Releases go back only where one was deployed, or the schema changed under it.</summary>
    public static TreeAnswer Deployed(DecisionCase asked, TreeDraft draft) =>
        TreeAnswer.Silently(
            asked.LeadingRelease is not null,
            draft with
            {
                Suspect = asked.Attribution.LeadingDeployment?.Deployment,
                Cause = asked.LeadingRelease?.Change ?? draft.Cause,
            }
        );

    public static TreeAnswer Web(DecisionCase asked, TreeDraft draft)
    {
        var sentences = asked.Facts.Sentences;
        var web = draft with { Restore = [Component.Web] };
        if (draft.Cause is { Kind: ChangeKind.Migration } migration)
        {
            return TreeAnswer.Refused($"Migration {migration.Key} changed what is under the API: {sentences}.", draft);
        }

        if (asked.Facts.DeclaredOnly && draft.Suspect is { } suspect)
        {
            return suspect.Component == Component.Web
                ? TreeAnswer.Taken($"{sentences}. The Web is what was deployed.", web)
                : TreeAnswer.Refused($"{sentences}. The {suspect.Component} is what was deployed.", draft);
        }

        if (!WebOnly(asked))
        {
            var api = asked.Breaches.Any(breach => breach.Component == Component.Api);
            return TreeAnswer.Refused($"{(api ? "The API is not stable" : "Not only the Web")}: {sentences}.", draft);
        }

        if (asked.WasRun(Rung.Web))
        {
            return TreeAnswer.Refused("The Web was put back to its LKG and that did not cure it.", draft);
        }

        return Unstable(asked) is { } unstable
            ? TreeAnswer.Refused($"{unstable}.", draft)
            : TreeAnswer.Taken($"{sentences}. No reading of the API is breached.", web);
    }

    public static TreeAnswer Api(DecisionCase asked, TreeDraft draft)
    {
        var api = draft with { Restore = [Component.Api] };
        if (WebOnly(asked) && asked.WasRun(Rung.Web))
        {
            return TreeAnswer.Taken("The Web alone did not cure it: the API is next.", api);
        }

        var coupled = asked.ReleaseOf(draft.Suspect?.Tag)?.Coupled ?? false;
        var deployed = draft.Suspect?.Component == Component.Api || draft.Cause?.Kind == ChangeKind.Migration;
        return WebOnly(asked) && !coupled && !deployed
            ? TreeAnswer.Refused("No reading of the API is breached and no deploy of it is in reach.", draft)
            : TreeAnswer.Taken($"{asked.Facts.Sentences}.{Running(asked)}", api);
    }

    /// <summary>
    /// What speaks against a stable API; null when it is. An API of which nothing is measured is not known to be stable.
    /// </summary>
    public static string? Unstable(DecisionCase asked)
    {
        var api = asked
            .Facts.Verdicts.Where(verdict => verdict.Component == Component.Api)
            .OrderBy(verdict => verdict.Series, StringComparer.Ordinal)
            .ThenBy(DecisionFacts.Began)
            .ThenBy(verdict => verdict.Sentence, StringComparer.Ordinal)
            .ToList();
        var bad = api.Find(verdict => verdict.IsBroken || verdict.State == VerdictState.Pending);
        return bad is not null ? $"The API is not stable: {bad.Sentence}"
            : api.Exists(verdict => verdict.State == VerdictState.Healthy) ? null
            : "The API is not measured, so that nobody can call it stable";
    }

    private static bool WebOnly(DecisionCase asked) => asked.Breaches.All(breach => breach.Component == Component.Web);

    private static string Running(DecisionCase asked)
    {
        var bad = asked.Breaches.Select(breach => breach.Instance).OfType<string>().ToList();
        var tags = asked
            .Facts.Tags.Where(tag => bad.Contains(tag.Key.Name))
            .Select(tag => tag.Value ?? "an unknown release")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return tags.Count == 0 ? "" : $" The bad instances run {string.Join(" and ", tags)}.";
    }
}
