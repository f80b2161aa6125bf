using System.Collections.Immutable;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>Folds what happens to a plan's steps.</summary>
internal static class StepFold
{
    /// <summary>A step as it stands in a new plan.</summary>
    public static StepState Waiting(PlanStep step) =>
        new(step, StepStatus.Waiting, Attempt: 0, StartedAt: null, EndedAt: null, Summary: "", Checks: [], Output: []);

    /// <summary>Takes one more event; null where it is none of a step's.</summary>
    public static Incident? Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            StepStarted e => With(state, e.Number, step => Begin(step, entry.At)),
            CancelAsked e => With(
                state,
                e.Number,
                step => step with { CancelAsked = new(entry.Actor, entry.At, e.Reason) }
            ),
            AttestationAsked e => With(
                state,
                e.Number,
                step => step with { Attestation = new(entry.At, e.Until, e.Addresses, e.Pages) }
            ),
            AttestationGiven e => With(
                state,
                e.Number,
                step =>
                    step with
                    {
                        Attestation = step.Attestation! with
                        {
                            Given = new(entry.Actor, entry.At, e.Well, e.Words, e.Picture),
                        },
                    }
            ),
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
                GoOn(state, entry.At),
                e.Number,
                step => step with { Status = StepStatus.Waiting, EndedAt = null, ByHand = null }
            ),
            StepDoneByHand e => With(
                GoOn(state, entry.At),
                e.Number,
                step =>
                    step with
                    {
                        Status = StepStatus.Waiting,
                        EndedAt = null,
                        ByHand = new(entry.Actor, entry.At, e.How),
                    }
            ),
            StepSkipped e => With(
                GoOn(state, entry.At),
                e.Number,
                step => step with { Status = StepStatus.Skipped, EndedAt = entry.At, Summary = e.Reason }
            ),
            _ => null,
        };

    /// <summary>A person decided about the step on which the run stood.</summary>
    private static Incident GoOn(Incident state, DateTimeOffset at) =>
        state with
        {
            Status = IncidentStatus.RollingBack,
            Paused = null,
            RunSince = at,
        };

    private static StepState Begin(StepState step, DateTimeOffset at) =>
        step with
        {
            Status = StepStatus.Running,
            Attempt = step.Attempt + 1,
            StartedAt = step.StartedAt ?? at,
            BegunAt = at,
            EndedAt = null,
            CancelAsked = null,
            Attestation = null,
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
