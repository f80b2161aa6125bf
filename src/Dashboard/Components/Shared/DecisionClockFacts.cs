namespace Mcpx.Dashboard.Components.Shared;

/// <summary>What the clock of one incident runs on.</summary>
/// <param name="DeclaredAt">Where the clock starts.</param>
/// <param name="Limit">The runbook's 30 minutes, or what the configuration says.</param>
/// <param name="Plan">How long the rollback should take.</param>
/// <param name="ApprovedAt">When it was approved; null while it is only proposed.</param>
/// <param name="EndedAt">When it was restored; null while it runs. The clock stands still then.</param>
public sealed record DecisionClockFacts(
    DateTimeOffset DeclaredAt,
    TimeSpan Limit,
    TimeSpan Plan,
    DateTimeOffset? ApprovedAt = null,
    DateTimeOffset? EndedAt = null
);
