using System.Collections.Immutable;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Decisions;

/// <summary>
/// The runbook's decision tree (sections 5 and 9). Every question is answered in order and leaves its fact; what cannot be
/// proposed ends in advice to investigate. The questions are data, see <see cref="TreeNodes"/>; this only walks them.
/// </summary>
public static class DecisionTree
{
    /// <summary>Walks the tree.</summary>
    public static TreeOutcome Decide(DecisionFacts facts)
    {
        var asked = new DecisionCase(facts, Attribution.Of(facts));
        var path = ImmutableList.CreateBuilder<PathNode>();
        var draft = TreeDraft.Nothing;
        var at = TreeNodes.First;
        while (TreeNodes.Questions.TryGetValue(at, out var node))
        {
            var answer = node.Ask(asked, draft);
            if (answer.Fact is { } fact)
            {
                path.Add(new(answer.Answer, answer.Question ?? node.Question, fact, node.Nested));
                path.AddRange(answer.Below);
            }

            draft = answer.Draft;
            at = answer.Answer == PathAnswer.Refused ? node.Refused : node.Taken;
        }

        var end = TreeNodes.Ends[at].Conclude(asked, draft);
        path.AddRange(end.Before);
        path.Add(new(PathAnswer.Outcome, end.Title, end.Fact));
        return new(path.ToImmutable(), end.Draft.Restore, end.Draft.Suspect, end.Reason)
        {
            Reverts = end.Draft.Reverts,
            Cause = end.Draft.Cause,
            Hotfix = end.Draft.Hotfix,
            Reapplies = end.Draft.Reapplies,
        };
    }

    /// <summary>What the instances of a component answer as their release: the first that answers, in a fixed order.</summary>
    public static string? CurrentTag(DecisionFacts facts, Component component) =>
        facts
            .Tags.Where(tag => tag.Key.Component == component && tag.Value is not null)
            .OrderBy(tag => tag.Key.Name, StringComparer.Ordinal)
            .Select(tag => tag.Value)
            .FirstOrDefault();

    /// <summary>The schema as it is; null when it is not known.</summary>
    public static int? Schema(DecisionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return RunningSchema
            .Of(facts.Environment, facts.Tags.Values.OfType<string>(), facts.Releases, facts.Looks)
            .Number;
    }
}
