namespace Mcpx.Domain.Decisions;

/// <summary>How a branch of the decision tree was answered.</summary>
public enum PathAnswer
{
    /// <summary>Where the way begins.</summary>
    Start,

    /// <summary>The branch was taken.</summary>
    Taken,

    /// <summary>The branch was refused.</summary>
    Refused,

    /// <summary>Where the way ends.</summary>
    Outcome,
}

/// <summary>One node of the way through the decision tree (runbook section 5).</summary>
/// <param name="Answer">Taken or refused.</param>
/// <param name="Question">The runbook's question.</param>
/// <param name="Fact">The fact that decided it.</param>
/// <param name="Nested">Whether it is a question within the node before it.</param>
public sealed record PathNode(PathAnswer Answer, string Question, string Fact, bool Nested = false);
