using System.Collections.Immutable;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>A run as it ended.</summary>
/// <param name="Proposal">What was proposed and approved.</param>
/// <param name="Steps">How each step went.</param>
/// <param name="Approvals">By whom.</param>
/// <param name="Status"><see cref="IncidentStatus.Stabilising"/>, or <see cref="IncidentStatus.Aborted"/> where it did not come to its end.</param>
public sealed record RunEnd(
    Proposal Proposal,
    ImmutableList<StepState> Steps,
    ImmutableList<Approval> Approvals,
    IncidentStatus Status
);

/// <summary>Somebody stops something, or keeps it: a run, a purge.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record Halt(Actor By, DateTimeOffset At, string Reason);
