using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>What a run's events make of an incident; its steps are <see cref="StepFold"/>'s.</summary>
internal static class RunFold
{
    private const string AfterDryRun =
        "The dry run changed nothing. Roll back by hand, or switch execution on; the incident ends when readings recover.";

    /// <summary>Takes one more event; null where it is none of a run's.</summary>
    public static Incident? Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            RunStarted => state with { Status = IncidentStatus.RollingBack, RunSince = entry.At },
            RunSucceeded e => state with
            {
                Status = IncidentStatus.Stabilising,
                StableAt = e.StableAt,
                RestoredAt = entry.At,
                UncuredAt = null,
                // The ticket has not heard of this one.
                TicketTold = state.TicketTold.Remove(TicketStage.Restored),
                RolledBack = state.Proposal!.Plan.Undoes is null
                    ? [.. state.RolledBack.Union(Failing(state.Proposal.Plan), StringComparer.Ordinal)]
                    : [],
                Paused = null,
                Wish = null,
                LastRun = Ended(state, IncidentStatus.Stabilising),
                HotfixFor = [.. state.HotfixFor.Union(state.Proposal!.Plan.Hotfix, StringComparer.Ordinal)],
                // Gone forward again, everything may be proposed anew.
                RungsRun = state.Proposal.Plan.Undoes is null ? state.RungsRun.Add(state.Proposal.Plan.Rung) : [],
            },
            DryRunFinished => state with
            {
                Status = ProposalFold.Unproposed(state),
                DryRunAt = entry.At,
                Paused = null,
                Wish = null,
                Advice = new(AfterDryRun, state.Proposal!.Path),
            },
            RunPaused e => state with { Paused = new(entry.Actor, entry.At, e.Reason) },
            RunResumed => state with { Paused = null, RunSince = entry.At },
            AbortAsked e => state with { AbortAsked = new(entry.Actor, entry.At, e.Reason) },
            RunAborted => state with
            {
                Status = IncidentStatus.Aborted,
                Paused = null,
                AbortAsked = null,
                LastRun = Ended(state, IncidentStatus.Aborted),
                // Half way forward, the way back must be open.
                RungsRun = state.Proposal!.Plan.Undoes is not null && Changed(state) ? [] : state.RungsRun,
                Wish = null,
                Declined = ProposalFold.Decline(state, entry.At, until: null),
            },
            _ => null,
        };

    /// <summary>
    /// What could be undone after a run. One that undid leaves nothing, unless it was aborted: then the run before it is still there
    /// to be undone. Nobody takes back what was never carried out.
    /// </summary>
    private static RunEnd? Ended(Incident state, IncidentStatus status) =>
        state.Proposal is not { Plan: { Execution: Configuration.Execution.On } plan } proposal || !Changed(state)
            ? state.LastRun
        : plan.Undoes is null ? new(proposal, state.Steps, state.Approvals, status)
        : status == IncidentStatus.Stabilising ? null
        : state.LastRun;

    private static IEnumerable<string> Failing(Plan plan) => plan.Targets.Select(target => target.ObservedTag);

    private static bool Changed(Incident state) =>
        state.Steps.Exists(step => step is { Attempt: > 0, Step.Kind: StepKind.Deploy or StepKind.Revert });
}
