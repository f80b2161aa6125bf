using System.Collections.Immutable;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>The incident is its journal: folds its events, whatever prefix of them there is.</summary>
public static class IncidentFold
{
    private const string AfterDryRun =
        "The dry run changed nothing. Roll back by hand, or switch execution on; the incident ends when readings recover.";

    /// <summary>Folds a stream from its first event.</summary>
    /// <returns>Null when there are no events.</returns>
    public static Incident? Of(IEnumerable<JournalEntry> entries) =>
        entries.Aggregate((Incident?)null, (state, entry) => Evolve(state, entry));

    /// <summary>Takes one more event.</summary>
    /// <param name="state">Null before the first, which is <see cref="IncidentOpened"/>, or <see cref="IncidentPurged"/> after a purge.</param>
    /// <param name="entry">The next event of the stream.</param>
    public static Incident Evolve(Incident? state, JournalEntry entry)
    {
        var next = entry.Event switch
        {
            IncidentOpened opened => new()
            {
                Id = opened.Incident,
                Environment = opened.Environment,
                OpenedAt = entry.At,
                Breaches = [opened.Breach],
                BreachSeverity = opened.Severity ?? Severities.Default(opened.Environment, opened.Breach.Trigger),
            },
            // Whoever folded what was there before stands where those stand who come after.
            IncidentPurged purged => PurgeDecision.Remains(purged, entry),
            _ => Apply(
                state ?? throw new ArgumentNullException(nameof(state), "An incident begins with IncidentOpened."),
                entry
            ),
        };
        next = next with { Channels = next.Channels.Evolve(entry) };
        next = state is null ? next : PageFold.Apply(state, next, entry);
        return
            entry.Event is EvidenceSealed or EvidenceCopied or IncidentPurged or TicketTold
            || IsAftermath(next, entry.Event)
            ? next with
            {
                Version = entry.Version,
            }
            : next with
            {
                Version = entry.Version,
                ToldThrough = entry.Version,
                ToldAt = entry.At,
            };
    }

    /// <summary>What is told of the end, to services and by mail, makes no further part of the evidence.</summary>
    private static bool IsAftermath(Incident state, IEvent happened) =>
        !state.IsOpen && happened is (PageSent or StatusNoteSent);

    private static Incident Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            BreachJoined e => state with
            {
                Breaches = Join(state.Breaches, e.Breach),
                BreachSeverity = Severities.Graver(
                    state.BreachSeverity,
                    e.Severity ?? Severities.Default(state.Environment, e.Breach.Trigger)
                ),
            },
            StatusNoteSent e => state with
            {
                Notes = state.Notes.SetItem(
                    e.Key,
                    new((state.Notes.GetValueOrDefault(e.Key)?.Tries ?? 0) + 1, entry.At, e.Again)
                ),
            },
            SeveritySet e => state with { SeverityWord = new(e.Severity, entry.Actor, entry.At, e.Reason) },
            InvestigationAdvised e => state with { Advice = new(e.Reason, e.Path) },
            RunStarted => state with { Status = IncidentStatus.RollingBack, RunSince = entry.At },
            RunSucceeded e => state with
            {
                Status = IncidentStatus.Stabilising,
                StableAt = e.StableAt,
                RestoredAt = entry.At,
                Paused = null,
                Wish = null,
                LastRun = Ended(state, IncidentStatus.Stabilising),
                HotfixFor = [.. state.HotfixFor.Union(state.Proposal!.Plan.Hotfix, StringComparer.Ordinal)],
                // Gone forward again, everything may be proposed anew.
                RungsRun = state.Proposal.Plan.Undoes is null ? state.RungsRun.Add(state.Proposal.Plan.Rung) : [],
            },
            DryRunFinished => state with
            {
                Status = Unproposed(state),
                DryRunAt = entry.At,
                Paused = null,
                Wish = null,
                Advice = new(AfterDryRun, state.Proposal!.Path),
            },
            IncidentWithdrawn => state with { Status = IncidentStatus.Withdrawn, EndedAt = entry.At },
            IncidentClosed => state with { Status = IncidentStatus.Closed, EndedAt = entry.At },
            ProposalLabelled e => state with { Label = e },
            PortalLogsRead e => state with { PortalLogs = e, PortalLogsAt = entry.At },
            FollowUpFiled e => state with { Filed = state.Filed.SetItem(e.What, e.Address) },
            ReportOpened e => state with { ReportOwner = new(e.Owner, e.Due), Owed = [.. e.FollowUps] },
            TicketLinked e => state with
            {
                Ticket = new(e.Address, e.Reference, entry.Actor, entry.At),
                TicketFault = null,
            },
            TicketTold { Fault: { } fault } => state with { TicketFault = fault },
            TicketTold e => state with { TicketTold = state.TicketTold.Add(e.Stage), TicketFault = null },
            ReportKept e => state with { Report = new(e, entry.Actor, entry.At) },
            EvidenceSealed e => state with { Evidence = e, SealedThrough = e.Through ?? entry.Version },
            EvidenceCopied e => state with { Copies = state.Copies.SetItem(e.Part, e) },
            HoldPlaced e => state with { Hold = new(entry.Actor, entry.At, e.Reason) },
            HoldLifted => state with { Hold = null },
            RoleTaken e => state with
            {
                Roles = state.Roles.SetItem(e.Role, new(entry.Actor.Name, entry.At, e.From, Given: false)),
            },
            RoleHandedOver e => state with
            {
                Roles = state.Roles.SetItem(e.Role, new(e.To, entry.At, entry.Actor.Name, Given: true)),
            },
            HotfixReviewed e => state with { HotfixReviews = state.HotfixReviews.Add(e.Review) },
            MessageSent { Fault: null } e => state with { Messages = state.Messages.Add(new(e.Kind, e.Channel)) },
            MessageMuted e => state with { Messages = state.Messages.Add(new(e.Kind, e.Channel)) },
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
                Declined = Decline(state, entry.At, until: null),
            },
            StepStarted
            or CancelAsked
            or AttestationAsked
            or AttestationGiven
            or StepReported
            or StepSucceeded
            or StepFailed
            or StepRetried
            or StepSkipped
            or StepDoneByHand => StepFold.Apply(state, entry),
            _ => ApplyToProposal(state, entry),
        };

    private static Incident ApplyToProposal(Incident state, JournalEntry entry) =>
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
            RollbackApproved e => Approve(state, e, new(entry.Actor, entry.At, e.Sufficient, e.BreakGlass)),
            BreakGlassReviewed => state with { ReviewsOwed = [] },
            ProposalRejected => state with
            {
                Status = IncidentStatus.Rejected,
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
            _ => state,
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

    private static bool Changed(Incident state) =>
        state.Steps.Exists(step => step is { Attempt: > 0, Step.Kind: StepKind.Deploy or StepKind.Revert });

    /// <summary>Where an incident stands without a proposal: after a run it is still watched whether that cured it.</summary>
    private static IncidentStatus Unproposed(Incident state) =>
        state.RungsRun.Count > 0 ? IncidentStatus.Stabilising : IncidentStatus.Investigating;

    private static ImmutableList<Verdict> Join(ImmutableList<Verdict> known, Verdict breach)
    {
        var index = known.FindIndex(other => other.Series == breach.Series);
        return index < 0 ? known.Add(breach) : known.SetItem(index, breach);
    }

    private static Incident Propose(Incident state, RollbackProposed e, DateTimeOffset at) =>
        state with
        {
            Status = IncidentStatus.Proposed,
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
            ReviewsOwed = e.BreakGlass is null ? state.ReviewsOwed : state.ReviewsOwed.Add(approval),
        };

    /// <summary>The proposal's time stands still while it is snoozed; a second snooze counts from where the first was cut.</summary>
    private static Incident Snooze(Incident state, ProposalSnoozed e, DateTimeOffset at)
    {
        var from = state.Declined?.Until ?? at;
        return state with
        {
            Declined = Decline(state, at, e.Until),
            Proposal = state.Proposal! with { ExpiresAt = state.Proposal.ExpiresAt + (e.Until - from) },
        };
    }

    private static Declined Decline(Incident state, DateTimeOffset at, DateTimeOffset? until) =>
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
