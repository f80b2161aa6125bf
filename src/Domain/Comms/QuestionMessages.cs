using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Comms;

/// <summary>What people are asked, and what they answered.</summary>
internal static class QuestionMessages
{
    /// <summary>Null when the event is none of these.</summary>
    public static TellingLine? Of(Incident before, Voice voice, JournalEntry entry) =>
        entry.Event switch
        {
            InvestigationAdvised e when before.Advice is null => new(
                MessageKinds.Investigate,
                Investigate(before, voice, e)
            ),
            RollbackProposed e => Proposed(before, voice, e),
            ExpiryWarned => new(
                MessageKinds.Unanswered,
                $"Nobody has answered the {Plan(voice)} proposed in {voice.Where}. It expires at {Words.Time(voice.Incident.Proposal!.ExpiresAt)}. "
                    + $"{voice.Leaders} {voice.Page}"
            ),
            Escalated e => new(
                MessageKinds.Unanswered,
                $"Nobody answered the {Plan(voice)} proposed in {voice.Where} in time. It is proposed anew and put to the "
                    + $"{TimelineWords.RoleName(e.To)}: @{Holder(voice, e.To)}."
                    + $"{(Escalation.IsSpent(e.Level) ? " Everybody was asked before: each proposal asks once from here on." : "")} {voice.Page}"
            ),
            ProposalVoided e => new(
                MessageKinds.Voided,
                $"The {Plan(before)} proposed in {voice.Where} is taken back: {voice.Reason(e.Reason)}."
            ),
            RollbackApproved e => new(MessageKinds.Approved, Approved(voice, e, entry.Actor)),
            ProposalRejected e => new(
                MessageKinds.Rejected,
                $"{RunMessages.Capital(Plan(before))} in {voice.Where} rejected by {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}. "
                    + "It is not carried out; the incident stays open."
            ),
            ProposalSnoozed e => new(
                MessageKinds.Snoozed,
                $"{RunMessages.Capital(Plan(voice))} in {voice.Where} put off until {Words.Time(e.Until)} by {Telling.Who(entry.Actor)}: "
                    + $"{voice.Reason(e.Reason)}. It is asked for again then, or earlier where it gets worse."
            ),
            DecisionAsked e => new(
                MessageKinds.AskedAgain,
                $"A fresh decision on {voice.Where} is asked for: {voice.Reason(e.Reason)}. {voice.Page}"
            ),
            _ => null,
        };

    /// <summary>While something is watched that was put back, "no rollback is proposed" would be beside the point: there was one.</summary>
    private static string Investigate(Incident before, Voice voice, InvestigationAdvised e) =>
        before.Status == IncidentStatus.Stabilising
            ? $"{voice.Where} is not well after the {Plan(voice)}. {RunMessages.Capital(voice.Reason(e.Reason))}. "
                + $"{voice.Leaders} {voice.Page}"
            : $"Investigating {voice.Where} for MCPX-KendoBridge, failing due to {voice.Triggers}. No rollback is proposed. "
                + $"{RunMessages.Capital(voice.Reason(e.Reason))}. {voice.Leaders} {voice.Page}";

    private static TellingLine Proposed(Incident before, Voice voice, RollbackProposed e)
    {
        var plan = e.Plan;
        var what = plan switch
        {
            { Undoes: not null } =>
                $"Proposing to undo the **rollback** in {voice.Where} for MCPX-KendoBridge: {voice.Reason(e.Reason)}. Would bring "
                    + $"{voice.Restores(plan)} again.",
            { Rung: Rung.Revert } =>
                $"Proposing **{RunMessages.Word(plan)}** in {voice.Where} for MCPX-KendoBridge, failing due to {voice.Triggers}: "
                    + $"{voice.Reason(e.Reason)}. Would set {voice.Restores(plan)}; no release is rolled back.",
            _ =>
                $"Proposing **rollback** in {voice.Where} for MCPX-KendoBridge. Current release {plan.FailingTag} failing due to "
                    + $"{voice.Triggers}: {voice.Reason(e.Reason)}. Would revert {plan.Components} to "
                    + $"{(RunMessages.IsAskedFor(before, plan) ? "" : "LKG ")}{plan.TargetTag}.",
        };
        var anew = before.Plans > 0 ? $" This is plan {plan.Version} of {plan.Incident}." : "";
        var line = new TellingLine(
            MessageKinds.Proposed,
            $"{what}{anew} {Asked(plan, e.ExpiresAt)} {voice.Leaders} {voice.Page}"
        );
        return plan.Execution == Execution.Off ? line : line with { Question = new(plan.Incident, e.PlanHash) };
    }

    private static string Asked(Plan plan, DateTimeOffset until) =>
        plan.Execution switch
        {
            Execution.Off => "Execution is off here: people roll back by hand, as the page says.",
            Execution.DryRun => $"Approve until {Words.Time(until)}: a dry run, which changes nothing.",
            _ => $"Nothing is changed before somebody approves, until {Words.Time(until)}.",
        };

    private static string Approved(Voice voice, RollbackApproved e, Actor by)
    {
        var policy = voice.Incident.Proposal!.Plan.Policy;
        var missing = policy.Required - voice.Incident.Approvals.Count;
        var glass = e.BreakGlass is { } why
            ? $", by break-glass: {voice.Reason(why)}. Another person must review that"
            : "";
        return $"{RunMessages.Capital(Plan(voice))} in {voice.Where} approved by {Telling.Who(by)}{glass}."
            + (
                e.Sufficient ? ""
                : missing > 1 ? FormattableString.Invariant($" It takes {missing} more.")
                : " It takes one more."
            );
    }

    /// <summary>What the standing plan is called; an undo is one of a rollback.</summary>
    private static string Plan(Voice voice) => Plan(voice.Incident);

    private static string Plan(Incident incident) =>
        incident.Proposal?.Plan is not { } plan ? "rollback"
        : plan.Undoes is not null ? "undo of the rollback"
        : RunMessages.Word(plan);

    private static string Holder(Voice voice, Role role)
    {
        var lead = Voice.Leads(voice.Incident, voice.Roster);
        return role == Role.DecisionOwner ? lead.DecisionOwner : lead.Deputy;
    }
}
