using System.Collections.Immutable;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>One step of the plan and how it went.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempt">Counts its starts; 0 before the first.</param>
/// <param name="StartedAt">When it was first started.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Summary">How it ended, for a person.</param>
/// <param name="Checks">What it measured.</param>
/// <param name="Output">Its newest lines.</param>
public sealed record StepState(
    PlanStep Step,
    StepStatus Status,
    int Attempt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string Summary,
    ImmutableList<Check> Checks,
    ImmutableList<string> Output
)
{
    /// <summary>When its newest attempt began; null before the first. What lies between two attempts is a person's time.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The person who says to have done it by hand, and what they say; null where the runner does it.</summary>
    public Halt? ByHand { get; init; }

    /// <summary>Who wants the deployer to end what it does; null where nobody does, and at each start.</summary>
    public Halt? CancelAsked { get; init; }

    /// <summary>What a person was asked to look at, and what they saw; null where nobody was asked in this attempt.</summary>
    public Attestation? Attestation { get; init; }
}
