using System.Collections.Immutable;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What an incident's stream adds up to. See <see cref="IncidentFold"/>.</summary>
public sealed record Incident
{
    /// <summary>The agreed target from declaration to restored (runbook section 13).</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMinutes(30);

    /// <summary>Output lines kept in the state per step; the journal has them all.</summary>
    public const int OutputKept = 200;

    /// <summary>Its identity, for example <c>INC-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where.</summary>
    public required string Environment { get; init; }

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status { get; init; }

    /// <summary>The declaration; the 30-minute clock runs from here.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Version of the stream this state is folded to.</summary>
    public int Version { get; init; }

    /// <summary>What breached, in order, each series once.</summary>
    public ImmutableList<Verdict> Breaches { get; init; } = [];

    /// <summary>The standing proposal; kept after a decision; null while there is none.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Why nothing is proposed, with the way there; null when something is.</summary>
    public Advice? Advice { get; init; }

    /// <summary>Approvals of the standing proposal.</summary>
    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>The plan's steps as they stand.</summary>
    public ImmutableList<StepState> Steps { get; init; } = [];

    /// <summary>How many plans were made.</summary>
    public int Plans { get; init; }

    /// <summary>When stabilisation ends; null before it begins.</summary>
    public DateTimeOffset? StableAt { get; init; }

    /// <summary>When the last step ended well; null before.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>When a dry run of the plan finished; null before, and where plans are carried out.</summary>
    public DateTimeOffset? DryRunAt { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The newest evidence pack; null before the first.</summary>
    public EvidenceSealed? Evidence { get; init; }

    /// <summary>Messages that went out for the standing proposal, as <c>(kind, channel)</c>.</summary>
    public ImmutableHashSet<(string Kind, string Channel)> Messages { get; init; } = [];

    /// <summary>Whether it still needs somebody.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>When the failing readings began, as far as known.</summary>
    public DateTimeOffset Onset => Breaches.Min(breach => breach.Onset ?? breach.Since);

    /// <summary>The step to do next: the first that has not succeeded.</summary>
    public StepState? NextStep => Steps.Find(step => step.Status != StepStatus.Succeeded);

    /// <summary>The approval that was enough; null before.</summary>
    public Approval? Decision => Approvals.Find(approval => approval.Sufficient);
}

/// <summary>A proposal as it stands.</summary>
public sealed record Proposal(
    Plan Plan,
    string PlanHash,
    string Reason,
    IReadOnlyList<PathNode> Path,
    string? CausedBy,
    DateTimeOffset ProposedAt,
    DateTimeOffset ExpiresAt
);

/// <summary>Why nothing is proposed.</summary>
public sealed record Advice(string Reason, IReadOnlyList<PathNode> Path);

/// <summary>One person's approval.</summary>
public sealed record Approval(Actor By, DateTimeOffset At, bool Sufficient);

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
);
