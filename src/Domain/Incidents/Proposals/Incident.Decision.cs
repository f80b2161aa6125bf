using System.Collections.Immutable;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

// What is proposed, and what people decided.
public sealed partial record Incident
{
    /// <summary>The standing proposal; kept after a decision; null while there is none.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Why nothing is proposed, with the way there; null when something is.</summary>
    public Advice? Advice { get; init; }

    /// <summary>Approvals of the standing proposal.</summary>
    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>How many plans were made.</summary>
    public int Plans { get; init; }

    /// <summary>Rungs that were run to their end; a dry run is none. Each is proposed once.</summary>
    public ImmutableSortedSet<Rung> RungsRun { get; init; } = [];

    /// <summary>Whether what waits for an answer, or for its run, would go forward again.</summary>
    public bool AsksToUndo =>
        Status is IncidentStatus.Proposed or IncidentStatus.Approved && Proposal?.Plan.Undoes is not null;

    /// <summary>The rollback somebody asked for, while it stands; null otherwise.</summary>
    public RollbackWish? Wish { get; init; }

    /// <summary>A person's no, or not now, while it stands; null otherwise.</summary>
    public Declined? Declined { get; init; }

    /// <summary>Whether the standing proposal's end was warned of.</summary>
    public bool Warned { get; init; }

    /// <summary>How many proposals nobody answered since a person last decided on one.</summary>
    public int Escalations { get; init; }

    /// <summary>Approvals by break-glass that nobody has reviewed; the incident stays open for them.</summary>
    public ImmutableList<Approval> ReviewsOwed { get; init; } = [];

    /// <summary>The approval that was enough; null before.</summary>
    public Approval? Decision => Approvals.Find(approval => approval.Sufficient);
}
