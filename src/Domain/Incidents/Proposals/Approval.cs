using System.Collections.Immutable;

namespace Mcpx.Domain.Incidents;

/// <summary>One person's approval.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Sufficient">Whether the policy was satisfied with it.</param>
/// <param name="BreakGlass">Why who caused the failing change approved alone; null where they did not.</param>
public sealed record Approval(Actor By, DateTimeOffset At, bool Sufficient, string? BreakGlass = null);

/// <summary>
/// A person's decision against a proposal, for good or for a while. While it stands nothing is proposed anew; only a
/// trigger that is not among these, or a reading twice as high, asks for a fresh decision.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Until">The end of a snooze; null for a rejection.</param>
/// <param name="Triggers">What had breached by then.</param>
/// <param name="Readings">What was read by then, by series; null until the watchdog noted it.</param>
public sealed record Declined(
    DateTimeOffset At,
    DateTimeOffset? Until,
    ImmutableList<string> Triggers,
    ImmutableSortedDictionary<string, long>? Readings
);
