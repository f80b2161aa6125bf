using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Decisions;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>The decision tree's way as nodes to draw: a question within a question hangs under it.</summary>
internal static class PathMapping
{
    public static IReadOnlyList<DecisionNode> Of(IReadOnlyList<PathNode> path)
    {
        var nodes = new List<DecisionNode>();
        foreach (var node in path)
        {
            if (node.Nested && nodes.Count > 0)
            {
                nodes[^1] = nodes[^1] with { Sub = [.. nodes[^1].Sub ?? [], Node(node)] };
            }
            else
            {
                nodes.Add(Node(node));
            }
        }

        return nodes;
    }

    private static DecisionNode Node(PathNode node) =>
        new(Word(node), node.Question, node.Fact, node.Answer != PathAnswer.Refused);

    private static string Word(PathNode node) =>
        node.Answer switch
        {
            PathAnswer.Start => "Start",
            PathAnswer.Taken => "Taken",
            PathAnswer.Refused => "Refused",
            _ => node.Question == "Investigate" ? "Advice" : "Proposal",
        };
}
