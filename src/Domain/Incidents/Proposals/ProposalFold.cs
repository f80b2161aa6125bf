using System.Collections.Immutable;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What is made of an incident by proposing, and by what people decide.</summary>
internal static class ProposalFold
{
    /// <summary>Takes one more event; null where it is none of a proposal's.</summary>
    public static Incident? Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            // What was advised before is no answer to it.
            RollbackWanted e => state with
            {
                Wish = new(e.Component, e.Tag, e.Reason, entry.Actor, entry.At),
                Advice = null,
            },
            RollbackProposed e => Propose(state, e, entry.At),
            ExpiryWarned => state with { Warned = true },
            ProposalVoided or ProposalRejected when state is { AsksToUndo: true, LastRun: { } run } => state with
            {
                Status = run.Status,
                Proposal = run.Proposal,
                Steps = run.Steps,
                Approvals = run.Approvals,
                Declined =
                    run.Status == IncidentStatus.Aborted
                        ? state.Declined ?? Decline(state, entry.At, until: null)
                        : null,
            },
            ProposalExpired or ProposalVoided => state with { Status = Unproposed(state), Approvals = [] },
            Escalated e => state with { Escalations = e.Level },
            RollbackApproved e => Approve(
                state,
                e,
                new(entry.Actor with { AlsoKnownAs = e.AlsoKnownAs ?? [] }, entry.At, e.Sufficient, e.BreakGlass)
            ),
            BreakGlassReviewed => state with { ReviewsOwed = [] },
            ProposalRejected => state with
            {
                Status = IncidentStatus.Rejected,
                Escalations = 0,
                Wish = null,
                Declined = Decline(state, entry.At, until: null),
            },
            ProposalSnoozed e => Snooze(state, e, entry.At),
            DecisionNoted e => state with
            {
                Declined = state.Declined! with
                {
                    Readings = e.Readings.ToImmutableSortedDictionary(StringComparer.Ordinal),
                },
            },
            DecisionAsked => state with { Status = Unproposed(state), Declined = null, Approvals = [] },
            _ => null,
        };

    /// <summary>Where an incident stands without a proposal: after a run it is still watched whether that cured it.</summary>
    public static IncidentStatus Unproposed(Incident state) =>
        state.RungsRun.Count > 0 ? IncidentStatus.Stabilising : IncidentStatus.Investigating;

    private static Incident Propose(Incident state, RollbackProposed e, DateTimeOffset at) =>
        state with
        {
            Status = IncidentStatus.Proposed,
            // An undo is somebody's wish, and what is well is no reason against it.
            UncuredAt = e.Plan.Undoes is null ? IncidentFold.Uncured(state, at) : state.UncuredAt,
            Proposal = new(e.Plan, e.PlanHash, e.Reason, e.Path, e.CausedBy, at, e.ExpiresAt),
            Advice = null,
            Approvals = [],
            Warned = false,
            Messages = [],
            Paused = null,
            AbortAsked = null,
            Plans = state.Plans + 1,
            Steps = [.. e.Plan.Steps.Select(StepFold.Waiting)],
        };

    private static Incident Approve(Incident state, RollbackApproved e, Approval approval) =>
        state with
        {
            Status = e.Sufficient ? IncidentStatus.Approved : state.Status,
            Approvals = state.Approvals.Add(approval),
            Declined = e.Sufficient ? null : state.Declined,
            Escalations = e.Sufficient ? 0 : state.Escalations,
            ReviewsOwed = e.BreakGlass is null ? state.ReviewsOwed : state.ReviewsOwed.Add(approval),
        };

    /// <summary>The proposal's time stands still while it is snoozed; a second snooze counts from where the first was cut.</summary>
    private static Incident Snooze(Incident state, ProposalSnoozed e, DateTimeOffset at)
    {
        var from = state.Declined?.Until ?? at;
        return state with
        {
            Declined = Decline(state, at, e.Until),
            Escalations = 0,
            Proposal = state.Proposal! with { ExpiresAt = state.Proposal.ExpiresAt + (e.Until - from) },
        };
    }

    /// <summary>A decision against what stands, by what had breached by then.</summary>
    public static Declined Decline(Incident state, DateTimeOffset at, DateTimeOffset? until) =>
        new(
            at,
            until,
            [
                .. state
                    .Breaches.Where(breach => breach.State == VerdictState.Breached)
                    .Select(breach => breach.Trigger)
                    .Distinct(StringComparer.Ordinal),
            ],
            Readings: null
        );
}
