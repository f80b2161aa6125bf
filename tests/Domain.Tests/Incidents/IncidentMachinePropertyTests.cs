using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Random commands by random people at random times, whatever they may do and in whatever order.</summary>
public sealed partial class IncidentMachinePropertyTests
{
    /// <summary>The only ways from one status to another.</summary>
    private static readonly Dictionary<IncidentStatus, IncidentStatus[]> Ways = new()
    {
        [IncidentStatus.Investigating] = [IncidentStatus.Proposed, IncidentStatus.Withdrawn, IncidentStatus.Closed],
        [IncidentStatus.Proposed] =
        [
            IncidentStatus.Approved,
            IncidentStatus.Rejected,
            IncidentStatus.Investigating,
            IncidentStatus.Stabilising,
            IncidentStatus.Withdrawn,
            // An undo that was asked for after an abort, and is not wanted.
            IncidentStatus.Aborted,
        ],
        [IncidentStatus.Approved] =
        [
            IncidentStatus.RollingBack,
            IncidentStatus.Proposed,
            IncidentStatus.Investigating,
            IncidentStatus.Stabilising,
            IncidentStatus.Aborted,
        ],
        [IncidentStatus.RollingBack] =
        [
            IncidentStatus.Failed,
            IncidentStatus.Aborted,
            IncidentStatus.Stabilising,
            IncidentStatus.Investigating,
        ],
        [IncidentStatus.Failed] = [IncidentStatus.RollingBack, IncidentStatus.Aborted, IncidentStatus.Closed],
        [IncidentStatus.Aborted] =
        [
            IncidentStatus.Investigating,
            IncidentStatus.Stabilising,
            IncidentStatus.Closed,
            IncidentStatus.Proposed,
        ],
        [IncidentStatus.Stabilising] = [IncidentStatus.Proposed, IncidentStatus.Closed],
        [IncidentStatus.Rejected] = [IncidentStatus.Investigating, IncidentStatus.Stabilising, IncidentStatus.Closed],
        [IncidentStatus.Closed] = [],
        [IncidentStatus.Withdrawn] = [],
    };

    [Fact]
    public void Decide_AnyCommands_EveryRefusalIsTypedAndSaysWhy() =>
        Moves.Sample(
            moves =>
                Told(
                    moves,
                    decided =>
                        Assert.True(
                            decided.Refusal is null
                                || (
                                    decided.Events.Count == 0
                                    && Enum.IsDefined(decided.Refusal.Kind)
                                    && decided.Refusal.Text.Length > 0
                                )
                        )
                ),
            iter: 1_000
        );

    [Fact]
    public void Decide_SameInput_SameOutput() =>
        Moves.Sample(
            moves => Assert.Equal(Json(Told(moves, _ => { }).Entries), Json(Told(moves, _ => { }).Entries)),
            iter: 300
        );

    [Fact]
    public void Evolve_AnyCommands_StatusMovesOnlyAlongTheTable() =>
        Walk(
            (before, after, _) =>
                Assert.True(
                    before.Status == after.Status || Ways[before.Status].Contains(after.Status),
                    $"{before.Status} to {after.Status}"
                )
        );

    [Fact]
    public void Evolve_Ended_StaysSo() =>
        Walk(
            (before, after, entry) =>
            {
                if (!before.IsOpen)
                {
                    Assert.True(
                        entry.Event is NoteAdded or HotfixReviewed or ReportKept or ProposalLabelled or TicketLinked
                    );
                    Assert.Equal((before.Status, before.EndedAt), (after.Status, after.EndedAt));
                }
            }
        );

    [Fact]
    public void Evolve_StepStarted_OnlyAfterEveryStepBeforeIt() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is StepStarted started)
                {
                    Assert.Equal(IncidentStatus.RollingBack, before.Status);
                    Assert.Null(before.Paused);
                    Assert.All(
                        before.Steps.Take(started.Number - 1),
                        step => Assert.True(step.Status is StepStatus.Succeeded or StepStatus.Skipped)
                    );
                    Assert.Equal(StepStatus.Waiting, before.Steps[started.Number - 1].Status);
                }
            }
        );

    [Fact]
    public void Evolve_ARunThatStands_GoesOnByAPersonOnly() =>
        Walk(
            (before, after, entry) =>
            {
                var stood = before.Status == IncidentStatus.Failed || before.Paused is not null;
                var goesOn = after.Status == IncidentStatus.RollingBack && after.Paused is null;
                Assert.False(stood && goesOn && entry.Actor.Role == Role.Watchdog);
                Assert.False(
                    entry.Event is StepSkipped or StepDoneByHand or AbortAsked && entry.Actor.Role == Role.Watchdog
                );
            }
        );

    [Fact]
    public void Evolve_ApprovalsAndRuns_BeginBeforeTheProposalEnds() =>
        Walk(
            (before, _, entry) =>
                Assert.True(
                    entry.Event is not (RollbackApproved or RunStarted) || entry.At < before.Proposal!.ExpiresAt
                )
        );

    [Fact]
    public void Evolve_ARun_IsNeverVoidedExpiredOrReplaced() =>
        Walk(
            (before, _, entry) =>
                Assert.False(
                    (before.Status is IncidentStatus.RollingBack or IncidentStatus.Failed)
                        && (entry.Event is RollbackProposed or ProposalExpired or ProposalVoided or DecisionAsked)
                )
        );

    [Fact]
    public void Evolve_Proposals_NeverRepeatARungOrAStepsKey() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is RollbackProposed proposed)
                {
                    Assert.True(proposed.Plan.Undoes is not null || !before.RungsRun.Contains(proposed.Plan.Rung));
                    Assert.Equal(before.Plans + 1, proposed.Plan.Version);
                }
            }
        );

    [Fact]
    public void Evolve_TheOneWhoCausedIt_NeverApprovesAloneWithoutAReview() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is RunStarted && before.Approvals.TrueForAll(approval => approval.By == Some.Deputy))
                {
                    Assert.NotEmpty(before.Decision!.BreakGlass!);
                }

                if (entry.Event is IncidentClosed or IncidentWithdrawn)
                {
                    Assert.Empty(before.ReviewsOwed);
                }
            }
        );

    [Fact]
    public void Evolve_AnUndo_IsOfTheNewestRunAndRunsWithTheDecisionOwner() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is RollbackProposed { Plan.Undoes: { } undone })
                {
                    Assert.Equal(before.LastRun!.Proposal.Plan.Version, undone);
                    Assert.Contains(before.LastRun.Steps, step => step.Attempt > 0);
                }

                if (entry.Event is RunStarted && before.Proposal!.Plan.Undoes is not null)
                {
                    Assert.Contains(before.Approvals, approval => approval.By.Role == Role.DecisionOwner);
                }
            }
        );

    [Fact]
    public void Of_AnyPrefix_IsValid() =>
        Moves.Sample(
            moves =>
            {
                var story = Told(moves, _ => { });
                for (var length = 1; length <= story.Entries.Count; length++)
                {
                    Check(IncidentFold.Of(story.Entries.Take(length))!, length);
                }

                Assert.Equal(story.State is { IsOpen: true }, story.Environment.OpenIncident is not null);
            },
            iter: 1_000
        );

    private static void Check(Incident incident, int length)
    {
        Assert.Equal(length, incident.Version);
        var running = incident.Steps.Count(step => step.Status == StepStatus.Running);
        Assert.InRange(running, 0, 1);
        Assert.True(running == 0 || incident.Status == IncidentStatus.RollingBack);
        // A run has its approval; once a fresh decision is asked for, that is over, whatever steps it left behind.
        Assert.True(
            incident.Decision is not null
                || incident.Status
                    is not (
                        IncidentStatus.Approved
                        or IncidentStatus.RollingBack
                        or IncidentStatus.Failed
                        or IncidentStatus.Aborted
                    )
        );
        Assert.True(incident.Status != IncidentStatus.Proposed || incident.Steps.All(step => step.StartedAt is null));
        var distinct = incident.Approvals.Select(approval => approval.By.Name).Distinct().Count();
        Assert.Equal(incident.Approvals.Count, distinct);
        Assert.True(incident.Decision is null || distinct >= incident.Proposal!.Plan.Policy.Required);
        Assert.Equal(incident.Breaches.Count, incident.Breaches.Select(breach => breach.Series).Distinct().Count());
        Assert.True(incident.Status != IncidentStatus.Investigating || incident.RungsRun.Count == 0);
        Assert.True(
            incident.Status is not (IncidentStatus.Rejected or IncidentStatus.Aborted)
                || incident.Declined is { Until: null }
        );
        Assert.True(incident.Paused is null || incident.Status is IncidentStatus.RollingBack or IncidentStatus.Failed);
        Assert.True(
            incident.AbortAsked is null || incident.Status is IncidentStatus.RollingBack or IncidentStatus.Failed
        );
        Assert.True(
            incident.Declined is null
                || incident.Status
                    is not (IncidentStatus.Approved or IncidentStatus.RollingBack or IncidentStatus.Failed)
        );
    }

    private static void Walk(Action<Incident, Incident, JournalEntry> check) =>
        Moves.Sample(
            moves =>
            {
                Incident? before = null;
                foreach (var entry in Told(moves, _ => { }).Entries)
                {
                    var after = IncidentFold.Evolve(before, entry);
                    if (before is not null)
                    {
                        check(before, after, entry);
                    }

                    before = after;
                }
            },
            iter: 1_000
        );

    private static string Json(IEnumerable<JournalEntry> entries) =>
        string.Join(
            '\n',
            entries.Select(entry =>
                $"{entry.At:O} {entry.Actor} {JsonSerializer.Serialize(entry.Event, entry.Event.GetType(), EventBody.Json)}"
            )
        );
}
