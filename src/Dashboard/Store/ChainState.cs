using Mcpx.Db.Proof;

namespace Mcpx.Dashboard.Store;

/// <summary>What is known of the journal's chain. Nothing is taken for whole that nobody looked at.</summary>
public abstract record ChainState;

/// <summary>Nobody had it verified since the dashboard started.</summary>
public sealed record ChainUnverified : ChainState;

/// <summary>It is being recomputed.</summary>
/// <param name="Since">Since when.</param>
/// <param name="By">For whom.</param>
/// <param name="Reached">The position reached.</param>
/// <param name="Of">The position it goes to, as known at its beginning.</param>
public sealed record ChainBeingVerified(DateTimeOffset Since, string By, long Reached, long Of) : ChainState;

/// <summary>It was recomputed.</summary>
/// <param name="At">When that ended.</param>
/// <param name="Took">How long it took.</param>
/// <param name="By">For whom.</param>
/// <param name="Report">What was found.</param>
/// <param name="NotCompared">Why it was not held against the anchor file; null when it was.</param>
public sealed record ChainVerified(DateTimeOffset At, TimeSpan Took, string By, ProofReport Report, string? NotCompared)
    : ChainState;

/// <summary>It could not be recomputed, or not to its end: as good as never.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ChainUnreadable(DateTimeOffset At, string Reason) : ChainState;
