using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>A proposal as it stands.</summary>
/// <param name="Plan">What would be done.</param>
/// <param name="PlanHash">What an approval names.</param>
/// <param name="Reason">One sentence: what fails since when.</param>
/// <param name="Path">The decision tree's way, refused branches included.</param>
/// <param name="CausedBy">Who made the failing change; null when nobody is known.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="ExpiresAt">Until when it may be approved and its run begun; a snooze moves it.</param>
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
