namespace Mcpx.Domain.Evidence;

/// <summary>Where a line of the evidence stands.</summary>
public enum LineState
{
    /// <summary>The pack has it.</summary>
    Present,

    /// <summary>The pack should have it and has not.</summary>
    Missing,

    /// <summary>There is nothing to have: nothing of it happened, or it is not configured.</summary>
    NotApplicable,
}

/// <summary>One line of the evidence and where it stands.</summary>
/// <param name="Name">One of <see cref="EvidenceLines"/>.</param>
/// <param name="Runbook">What runbook section 11 says; null for what goes beyond it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Why">Why it is missing or does not apply; null where it is present.</param>
public sealed record EvidenceLine(string Name, string? Runbook, LineState State, string? Why);
