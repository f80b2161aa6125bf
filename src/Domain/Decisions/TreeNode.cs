using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Decisions;

/// <summary>What would be done, as far as the questions answered so far say.</summary>
internal sealed record TreeDraft
{
    public static readonly TreeDraft Nothing = new();

    public IReadOnlyList<Component> Restore { get; init; } = [];

    public IReadOnlyList<PlanRevert> Reverts { get; init; } = [];

    public Deployment? Suspect { get; init; }

    public Change? Cause { get; init; }

    public ForwardHotfix? Hotfix { get; init; }

    /// <summary>Whether what is written is what is expected, and not what was before.</summary>
    public bool Reapplies { get; init; }

    /// <summary>Why, in one sentence; null while the deploy or change to blame says it.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a node answered and what that adds to the draft.</summary>
/// <param name="Answer">Taken or refused; <see cref="PathAnswer.Start"/> where the way begins.</param>
/// <param name="Fact">The fact that decided it; null where the question does not arise and nothing is shown.</param>
/// <param name="Draft">What would be done now.</param>
internal sealed record TreeAnswer(PathAnswer Answer, string? Fact, TreeDraft Draft)
{
    /// <summary>Shown instead of the node's own question.</summary>
    public string? Question { get; init; }

    /// <summary>Shown below it.</summary>
    public IReadOnlyList<PathNode> Below { get; init; } = [];

    public static TreeAnswer Taken(string fact, TreeDraft draft) => new(PathAnswer.Taken, fact, draft);

    public static TreeAnswer Refused(string fact, TreeDraft draft) => new(PathAnswer.Refused, fact, draft);

    /// <summary>The question does not arise.</summary>
    public static TreeAnswer NotAsked(TreeDraft draft) => new(PathAnswer.Refused, Fact: null, draft);

    /// <summary>Goes on without a word: what follows says it.</summary>
    public static TreeAnswer Silently(bool taken, TreeDraft draft) =>
        new(taken ? PathAnswer.Taken : PathAnswer.Refused, Fact: null, draft);
}

/// <summary>One question of the tree.</summary>
/// <param name="Id">Names it to other nodes.</param>
/// <param name="Question">The runbook's words.</param>
/// <param name="Ask">Answers it from the facts and the draft so far.</param>
/// <param name="Taken">Where it goes on when it is taken.</param>
/// <param name="Refused">Where it goes on when it is not.</param>
/// <param name="Nested">Whether it is a question within the one before it.</param>
internal sealed record TreeNode(
    string Id,
    string Question,
    Func<DecisionCase, TreeDraft, TreeAnswer> Ask,
    string Taken,
    string Refused,
    bool Nested = false
);

/// <summary>Where a way ends.</summary>
/// <param name="Id">Names it to nodes.</param>
/// <param name="Conclude">Says what is proposed or advised.</param>
internal sealed record TreeEnd(string Id, Func<DecisionCase, TreeDraft, TreeConclusion> Conclude);

/// <summary>What a way comes to.</summary>
/// <param name="Title">"Roll back Api to v1.8.1", "Investigate".</param>
/// <param name="Fact">What decided it.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Draft">What is to be done; nothing of it where people investigate.</param>
internal sealed record TreeConclusion(string Title, string Fact, string Reason, TreeDraft Draft)
{
    /// <summary>What is shown before it: other ways, which are not taken by themselves.</summary>
    public IReadOnlyList<PathNode> Before { get; init; } = [];
}
