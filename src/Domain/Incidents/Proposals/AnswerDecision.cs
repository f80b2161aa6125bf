using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Incidents;

/// <summary>Decides what people may answer a proposal: yes, no, or not now.</summary>
internal static class AnswerDecision
{
    public static Decided Approve(Incident state, IncidentCommand.Approve command, Actor by, DateTimeOffset now)
    {
        if (state.Proposal is not { } proposal)
        {
            return IncidentDecision.NotNow(state, "be approved");
        }

        if (command.PlanHash != proposal.PlanHash)
        {
            return Decided.Refuse(RefusalKind.StalePlan, "The plan changed since you read it. Read it again.");
        }

        if (state.Approvals.Exists(approval => by.IsSameAs(approval.By)))
        {
            return Decided.Already;
        }

        if (state.Status != IncidentStatus.Proposed)
        {
            return state.Decision is { } decision
                ? Decided.Refuse(RefusalKind.NotNow, $"{decision.By.Name} approved this plan already.")
                : IncidentDecision.NotNow(state, "be approved");
        }

        if (IncidentDecision.Permitted(proposal, by, now, command.BreakGlass) is { } refusal)
        {
            return new([], refusal);
        }

        // Who may approve without it has not broken anything, whatever they wrote.
        var breakGlass = IsAlone(proposal, by) ? command.BreakGlass?.Trim() : null;
        return Decided.Accept(
            new RollbackApproved(proposal.PlanHash, IsSufficient(state, proposal), breakGlass)
            {
                AlsoKnownAs = by.AlsoKnownAs.Count > 0 ? by.AlsoKnownAs : null,
            }
        );
    }

    public static Decided Reject(Incident state, IncidentCommand.Reject command, Actor by) =>
        Answerable(state, by, command.Reason, "reject", "Rejecting") is { } refused
            ? refused
            : Decided.Accept(new ProposalRejected(state.Proposal!.PlanHash, command.Reason.Trim()));

    public static Decided Snooze(Incident state, IncidentCommand.Snooze command, Actor by, DateTimeOffset now) =>
        Answerable(state, by, command.Reason, "snooze", "Snoozing") is { } refused ? refused
        : state.AsksToUndo
            ? Decided.Refuse(RefusalKind.NotNow, "To go forward again can wait: reject it, and ask when it is time.")
        : now >= state.Proposal!.ExpiresAt
            ? Decided.Refuse(RefusalKind.Expired, "The proposal expired and will be issued anew.")
        : command.For < IncidentDecision.ShortestSnooze || command.For > IncidentDecision.LongestSnooze
            ? Decided.Refuse(
                RefusalKind.Invalid,
                $"A snooze lasts {Words.Duration(IncidentDecision.ShortestSnooze)} to {Words.Duration(IncidentDecision.LongestSnooze)}."
            )
        : Decided.Accept(new ProposalSnoozed(state.Proposal.PlanHash, now + command.For, command.Reason.Trim()));

    public static Decided Review(Incident state, IncidentCommand.Review command, Actor by)
    {
        if (state.ReviewsOwed.Count == 0)
        {
            return IncidentDecision.NotNow(state, "be reviewed: nothing was approved by break-glass");
        }

        var policy = state.Proposal!.Plan.Policy;
        return !policy.EffectiveRoles.Contains(by.Role)
                ? Decided.Refuse(
                    RefusalKind.Role,
                    $"{TimelineWords.RoleName(by.Role)} may not review. It takes {RolesOf(policy)}."
                )
            : state.ReviewsOwed.Exists(owed => by.IsSameAs(owed.By))
                ? Decided.Refuse(
                    RefusalKind.ReviewOwed,
                    $"{by.Name} approved by break-glass; another person must review it."
                )
            : string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > IncidentDecision.LongestNote
                ? Decided.Refuse(
                    RefusalKind.ReasonMissing,
                    $"A review has 1 to {IncidentDecision.LongestNote} characters."
                )
            : Decided.Accept(new BreakGlassReviewed(command.Text.Trim()));
    }

    /// <summary>Whether this one caused the failing change and nobody else would have to approve.</summary>
    public static bool IsAlone(Proposal proposal, Actor by) =>
        proposal.Plan.Policy.IsIndependent(proposal.Plan.Environment)
        && proposal.Plan.Policy.Required < 2
        && by.Is(proposal.CausedBy);

    /// <summary>Roles as people read them: "Deputy or Decision Owner".</summary>
    public static string RolesOf(ApprovalOptions policy) =>
        string.Join(" or ", policy.EffectiveRoles.Select(TimelineWords.RoleName));

    /// <summary>
    /// As many different people as the policy asks for: nobody comes here who approved before. Where two or more are needed one of
    /// them is not who caused the change: they are different people, and one alone caused it.
    /// </summary>
    private static bool IsSufficient(Incident state, Proposal proposal) =>
        state.Approvals.Count + 1 >= proposal.Plan.Policy.Required;

    private static Decided? Answerable(Incident state, Actor by, string reason, string what, string doing) =>
        state is not { Status: IncidentStatus.Proposed, Proposal: { } proposal }
            ? IncidentDecision.NotNow(state, "take that answer")
        : !proposal.Plan.Policy.EffectiveRoles.Contains(by.Role)
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not {what}.")
        : string.IsNullOrWhiteSpace(reason) ? Decided.Refuse(RefusalKind.ReasonMissing, $"{doing} needs a reason.")
        : null;
}
