using Mcpx.Domain.Decisions;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Rollback is reversible (runbook section 3): what the newest run took back is put in place again. Whoever leads may ask for it; the
/// Decision Owner alone approves it, and lifts the quarantine with that (docs/adr/0022).
/// </summary>
public static class Undoing
{
    /// <summary>Decides whether it is put to the Decision Owner, on the state as it is.</summary>
    /// <param name="state">The journal as known.</param>
    /// <param name="incident">Which incident's newest run.</param>
    /// <param name="reason">Why to go forward again.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Decided Ask(JournalState state, string incident, string reason, Actor by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Incidents.TryGetValue(incident, out var known))
        {
            return Decided.Refuse(RefusalKind.Unknown, "There is no such incident.");
        }

        if (known.LastRun is not { } run)
        {
            return Decided.Refuse(RefusalKind.NotNow, $"Nothing was rolled back in {known.Id} that could be undone.");
        }

        if (state.OptionsOf(known.Environment) is not { } options)
        {
            return Decided.Refuse(RefusalKind.Unknown, $"{known.Environment} is not configured.");
        }

        var (plan, problem) = UndoPlan.Of(known.Plans + 1, run, options, state.Releases);
        return plan is null
            ? Decided.Refuse(RefusalKind.Invalid, problem!)
            : IncidentDecision.Decide(
                known,
                new IncidentCommand.Undo(StepTimes.Foresee(plan, state.Incidents.Values), reason),
                by,
                now
            );
    }

    internal static Decided Decide(Incident state, IncidentCommand.Undo command, DateTimeOffset now)
    {
        var plan = command.Plan;
        if (
            state.Status is not (IncidentStatus.Stabilising or IncidentStatus.Aborted)
            || state.LastRun is not { } run
            || plan.Undoes != run.Proposal.Plan.Version
        )
        {
            return IncidentDecision.NotNow(state, "undo a rollback");
        }

        return plan.Version != state.Plans + 1
            ? Decided.Refuse(RefusalKind.StalePlan, $"Plan {state.Plans + 1} of {state.Id} comes next.")
            : Decided.Accept(
                new RollbackProposed(
                    plan,
                    PlanHash.Of(plan),
                    command.Reason.Trim(),
                    [
                        new(
                            PathAnswer.Outcome,
                            $"Undo plan {plan.Undoes}",
                            $"{plan.Components} from {plan.FailingTag} to {plan.TargetTag} again. It takes the Decision Owner."
                        ),
                    ],
                    CausedBy: null,
                    now + plan.Policy.ProposalValid
                )
            );
    }

    /// <summary>
    /// Takes an undo back that nobody decided on in time, or that readings speak against meanwhile; null while it may stand.
    /// </summary>
    internal static IncidentCommand? Pending(CareFacts facts, Incident incident)
    {
        var proposal = incident.Proposal!;
        return facts.Now >= proposal.ExpiresAt
                ? new IncidentCommand.Void("Nobody decided on going forward again in time.")
            : incident.Wish is { } wish
                ? new IncidentCommand.Void($"{wish.By.Name} asks for a rollback instead: {wish.Reason}")
            : incident.LastRun?.Status == IncidentStatus.Stabilising && Recovery.IsUncured(facts, incident)
                ? new IncidentCommand.Void("Readings are outside their limits: first that, then forward again.")
            : null;
    }
}
