using System.Collections.Immutable;
using Mcpx.Domain.Journal;

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
    /// <param name="state">Null before the first, which is always <see cref="IncidentOpened"/>.</param>
    /// <param name="entry">The next event of the stream.</param>
    public static Incident Evolve(Incident? state, JournalEntry entry)
    {
        var next = entry.Event is IncidentOpened opened
            ? new Incident
            {
                Id = opened.Incident,
                Environment = opened.Environment,
                OpenedAt = entry.At,
                Breaches = [opened.Breach],
            }
            : Apply(
                state ?? throw new ArgumentNullException(nameof(state), "An incident begins with IncidentOpened."),
                entry
            );
        return next with { Version = entry.Version };
    }

    private static Incident Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            BreachJoined e => state with { Breaches = state.Breaches.Add(e.Breach) },
            InvestigationAdvised e => state with { Advice = new(e.Reason, e.Path) },
            RollbackProposed e => Propose(state, e, entry.At),
            ProposalExpired => state with { Status = IncidentStatus.Investigating, Approvals = [] },
            ProposalRejected => state with { Status = IncidentStatus.Rejected },
            RollbackApproved e => state with
            {
                Status = e.Sufficient ? IncidentStatus.Approved : state.Status,
                Approvals = state.Approvals.Add(new(entry.Actor, entry.At, e.Sufficient)),
            },
            RunStarted => state with { Status = IncidentStatus.RollingBack },
            StepStarted e => With(state, e.Number, step => Begin(step, entry.At)),
            StepReported e => With(state, e.Number, step => step with { Output = Keep(step.Output.AddRange(e.Lines)) }),
            StepSucceeded e => With(
                state,
                e.Number,
                step => End(step, StepStatus.Succeeded, entry.At, e.Summary, e.Checks)
            ),
            StepFailed e => With(
                state with
                {
                    Status = IncidentStatus.Failed,
                },
                e.Number,
                step => End(step, e.Unknown ? StepStatus.Unknown : StepStatus.Failed, entry.At, e.Reason, e.Checks)
            ),
            StepRetried e => With(
                state with
                {
                    Status = IncidentStatus.RollingBack,
                },
                e.Number,
                step => step with { Status = StepStatus.Waiting, EndedAt = null }
            ),
            RunSucceeded e => state with
            {
                Status = IncidentStatus.Stabilising,
                StableAt = e.StableAt,
                RestoredAt = state.RestoredAt ?? entry.At,
            },
            DryRunFinished => state with
            {
                Status = IncidentStatus.Investigating,
                DryRunAt = entry.At,
                Advice = new(AfterDryRun, state.Proposal!.Path),
            },
            IncidentWithdrawn => state with { Status = IncidentStatus.Withdrawn, EndedAt = entry.At },
            IncidentClosed => state with { Status = IncidentStatus.Closed, EndedAt = entry.At },
            EvidenceSealed e => state with { Evidence = e },
            MessageSent { Fault: null } e => state with { Messages = state.Messages.Add((e.Kind, e.Channel)) },
            _ => state,
        };

    private static Incident Propose(Incident state, RollbackProposed e, DateTimeOffset at) =>
        state with
        {
            Status = IncidentStatus.Proposed,
            Proposal = new(e.Plan, e.PlanHash, e.Reason, e.Path, e.CausedBy, at, e.ExpiresAt),
            Advice = null,
            Approvals = [],
            Messages = [],
            Plans = state.Plans + 1,
            Steps =
            [
                .. e.Plan.Steps.Select(step => new StepState(
                    step,
                    StepStatus.Waiting,
                    Attempt: 0,
                    StartedAt: null,
                    EndedAt: null,
                    Summary: "",
                    Checks: [],
                    Output: []
                )),
            ],
        };

    private static StepState Begin(StepState step, DateTimeOffset at) =>
        step with
        {
            Status = StepStatus.Running,
            Attempt = step.Attempt + 1,
            StartedAt = step.StartedAt ?? at,
            EndedAt = null,
        };

    private static StepState End(
        StepState step,
        StepStatus status,
        DateTimeOffset at,
        string summary,
        IReadOnlyList<Check> checks
    ) => step with { Status = status, EndedAt = at, Summary = summary, Checks = [.. checks] };

    private static Incident With(Incident state, int number, Func<StepState, StepState> change) =>
        state with
        {
            Steps = state.Steps.SetItem(number - 1, change(state.Steps[number - 1])),
        };

    private static ImmutableList<string> Keep(ImmutableList<string> lines) =>
        lines.Count > Incident.OutputKept ? lines.RemoveRange(0, lines.Count - Incident.OutputKept) : lines;
}
