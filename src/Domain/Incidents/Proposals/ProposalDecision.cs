using Mcpx.Domain.Comms;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Incidents;

/// <summary>Decides what the watchdog itself does with a proposal, from writing it to taking it back.</summary>
internal static class ProposalDecision
{
    /// <summary>Decides one of its commands; null when it is another's.</summary>
    public static Decided? Decide(Incident state, IncidentCommand command, DateTimeOffset now) =>
        command switch
        {
            IncidentCommand.Advise c => Advise(state, c),
            IncidentCommand.Propose c => Propose(state, c, now),
            IncidentCommand.Warn => Warn(state, now),
            IncidentCommand.Expire c => Expire(state, c, now),
            IncidentCommand.Void c => IsPending(state)
                ? Decided.Accept(new ProposalVoided(state.Proposal!.PlanHash, c.Reason))
                : IncidentDecision.NotNow(state, "have its proposal taken back"),
            IncidentCommand.NoteDecision c => state.Declined is { Readings: null }
                ? Decided.Accept(new DecisionNoted(c.Readings))
                : IncidentDecision.NotNow(state, "note a decision"),
            IncidentCommand.AskAgain c => state.Declined is not null
                ? Decided.Accept(new DecisionAsked(c.Reason))
                : IncidentDecision.NotNow(state, "ask for a fresh decision"),
            _ => null,
        };

    private static bool IsPending(Incident state) => state.Status is IncidentStatus.Proposed or IncidentStatus.Approved;

    private static bool IsUnproposed(Incident state) =>
        state.Status is IncidentStatus.Investigating or IncidentStatus.Stabilising;

    private static Decided Advise(Incident state, IncidentCommand.Advise command) =>
        !IsUnproposed(state) ? IncidentDecision.NotNow(state, "be advised")
        // As the journal wrote it down: a reason that lost a secret there is no new one at every look.
        : state.Advice?.Reason == ShapeRedaction.Instance.Redact(command.Reason) ? Decided.Already
        : Decided.Accept(new InvestigationAdvised(command.Reason, command.Path));

    /// <summary>
    /// A plan is numbered in order, so that no step's key is ever used twice, and reaches further than what was run, unless
    /// somebody asked for it. While a person's no stands only what waits for them already is written anew, and a snooze is kept.
    /// </summary>
    private static Decided Propose(Incident state, IncidentCommand.Propose command, DateTimeOffset now)
    {
        var plan = command.Plan;
        var open = IsPending(state) || (IsUnproposed(state) && state is { DryRunAt: null, Declined: null });
        if (!open)
        {
            return IncidentDecision.NotNow(state, "take a proposal");
        }

        if (plan.Version != state.Plans + 1)
        {
            return Decided.Refuse(RefusalKind.StalePlan, $"Plan {state.Plans + 1} of {state.Id} comes next.");
        }

        if (state.Wish is null && state.RungsRun.Count > 0 && plan.Rung <= state.RungsRun.Max)
        {
            return Decided.Refuse(RefusalKind.NotNow, $"{state.RungsRun.Max} was run in {state.Id} and did not cure.");
        }

        var from = state.Declined?.Until > now ? state.Declined.Until.Value : now;
        return Decided.Accept(
            new RollbackProposed(
                plan,
                Rollback.PlanHash.Of(plan),
                command.Reason,
                command.Path,
                command.CausedBy,
                from + plan.Policy.ProposalValid
            )
        );
    }

    private static Decided Warn(Incident state, DateTimeOffset now) =>
        state is { Status: IncidentStatus.Proposed, Warned: false, Proposal: { } proposal }
        && now >= proposal.ExpiresAt - proposal.Plan.Policy.WarnBefore
            ? Decided.Accept(new ExpiryWarned(proposal.PlanHash))
            : IncidentDecision.NotNow(state, "warn of an end");

    private static Decided Expire(Incident state, IncidentCommand.Expire command, DateTimeOffset now)
    {
        if (!IsPending(state) || state.AsksToUndo || now < state.Proposal!.ExpiresAt)
        {
            return IncidentDecision.NotNow(state, "expire");
        }

        var (level, expired) = (
            state.Escalations + 1,
            new ProposalExpired(state.Proposal.PlanHash) { WasHeld = command.WasHeld }
        );
        return command.WasHeld
            ? Decided.Accept(expired)
            : Decided.Accept(expired, new Escalated(level, Escalation.FirstAsked(level)));
    }
}
