using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Incidents;

/// <summary>What a command leads to: events, perhaps none, or a refusal.</summary>
/// <param name="Events">To append to the incident's stream.</param>
/// <param name="Refusal">Null when accepted.</param>
public sealed record Decided(IReadOnlyList<IEvent> Events, Refusal? Refusal)
{
    /// <summary>Nothing to do: what was asked for is so already.</summary>
    public static Decided Already { get; } = new([], Refusal: null);

    internal static Decided Accept(IEvent happened) => new([happened], Refusal: null);

    internal static Decided Refuse(RefusalKind kind, string text) => new([], new Refusal(kind, text));
}

/// <summary>
/// Decides what an incident accepts. Pure: the same state, command, actor and time give the same events or the same
/// refusal; illegal transitions are refusals, not silence and not exceptions.
/// </summary>
public static class IncidentDecision
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 4_000;

    /// <summary>Decides one command.</summary>
    /// <param name="state">The incident, or null when there is none yet.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">By whom.</param>
    /// <param name="now">When.</param>
    public static Decided Decide(Incident? state, IncidentCommand command, Actor by, DateTimeOffset now)
    {
        if (command is IncidentCommand.Open open)
        {
            return state is null
                ? Decided.Accept(new IncidentOpened(open.Incident, open.Environment, open.Breach))
                : NotNow(state, "be opened again");
        }

        if (state is null)
        {
            return Decided.Refuse(RefusalKind.Unknown, "There is no such incident.");
        }

        return command switch
        {
            IncidentCommand.Approve c => Approve(state, c, by, now),
            IncidentCommand.Note c => AddNote(c, by),
            _ when !state.IsOpen => NotNow(state, "change"),
            IncidentCommand.Reject c => Reject(state, c, by),
            IncidentCommand.Close c => Close(state, c, by),
            IncidentCommand.Retry => RunDecision.Decide(state, command, by, now),
            _ when by.Role != Role.Watchdog => Decided.Refuse(RefusalKind.Role, "Only the watchdog does this."),
            IncidentCommand.Join c => state.Breaches.Exists(known => known.Series == c.Breach.Series)
                ? Decided.Already
                : Decided.Accept(new BreachJoined(c.Breach)),
            IncidentCommand.Advise c => Advise(state, c),
            IncidentCommand.Propose c => Propose(state, c, now),
            IncidentCommand.Expire => Expire(state, now),
            IncidentCommand.Withdraw c => state.Status is IncidentStatus.Investigating or IncidentStatus.Proposed
                ? Decided.Accept(new IncidentWithdrawn(c.Reason))
                : NotNow(state, "be withdrawn"),
            _ => RunDecision.Decide(state, command, by, now),
        };
    }

    internal static Decided NotNow(Incident state, string what) =>
        Decided.Refuse(RefusalKind.NotNow, $"{state.Id} is {state.Status} and cannot {what}.");

    private static Decided Advise(Incident state, IncidentCommand.Advise command) =>
        state.Status != IncidentStatus.Investigating ? NotNow(state, "be advised")
        : state.Advice?.Reason == command.Reason ? Decided.Already
        : Decided.Accept(new InvestigationAdvised(command.Reason, command.Path));

    private static Decided Propose(Incident state, IncidentCommand.Propose command, DateTimeOffset now) =>
        state.Status != IncidentStatus.Investigating || state.DryRunAt is not null
            ? NotNow(state, "take a proposal")
            : Decided.Accept(
                new RollbackProposed(
                    command.Plan,
                    Rollback.PlanHash.Of(command.Plan),
                    command.Reason,
                    command.Path,
                    command.CausedBy,
                    now + command.Plan.Policy.ProposalValid
                )
            );

    private static Decided Expire(Incident state, DateTimeOffset now) =>
        state is { Status: IncidentStatus.Proposed or IncidentStatus.Approved, Proposal: { } proposal }
        && now >= proposal.ExpiresAt
            ? Decided.Accept(new ProposalExpired(proposal.PlanHash))
            : NotNow(state, "expire");

    private static Decided Approve(Incident state, IncidentCommand.Approve command, Actor by, DateTimeOffset now)
    {
        if (state.Proposal is not { } proposal)
        {
            return NotNow(state, "be approved");
        }

        if (command.PlanHash != proposal.PlanHash)
        {
            return Decided.Refuse(RefusalKind.StalePlan, "The plan changed since you read it. Read it again.");
        }

        if (state.Approvals.Exists(approval => approval.By.Name == by.Name))
        {
            return Decided.Already;
        }

        if (state.Status != IncidentStatus.Proposed)
        {
            return state.Decision is { } decision
                ? Decided.Refuse(RefusalKind.NotNow, $"{decision.By.Name} approved this plan already.")
                : NotNow(state, "be approved");
        }

        return Permitted(proposal, by, now) is { } refusal
            ? new([], refusal)
            : Decided.Accept(
                new RollbackApproved(
                    proposal.PlanHash,
                    Sufficient: state.Approvals.Count + 1 >= proposal.Plan.Policy.Required
                )
            );
    }

    /// <summary>Why this person may not approve; null when they may.</summary>
    public static Refusal? Permitted(Proposal proposal, Actor by, DateTimeOffset now)
    {
        var policy = proposal.Plan.Policy;
        if (proposal.Plan.Execution == Execution.Off)
        {
            return new(RefusalKind.ExecutionOff, $"Execution is off for {proposal.Plan.Environment}.");
        }

        if (!policy.EffectiveRoles.Contains(by.Role))
        {
            return new(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not approve. It takes {string.Join(" or ", policy.EffectiveRoles.Select(TimelineWords.RoleName))}."
            );
        }

        if (by.Name == proposal.CausedBy && policy.Required < 2)
        {
            return new(
                RefusalKind.CausedTheChange,
                $"{by.Name} deployed {proposal.Plan.FailingTag} and cannot approve alone."
            );
        }

        return now >= proposal.ExpiresAt
            ? new(RefusalKind.Expired, "The proposal expired and will be issued anew.")
            : null;
    }

    private static Decided Reject(Incident state, IncidentCommand.Reject command, Actor by)
    {
        if (state is not { Status: IncidentStatus.Proposed, Proposal: { } proposal })
        {
            return NotNow(state, "be rejected");
        }

        if (!proposal.Plan.Policy.EffectiveRoles.Contains(by.Role))
        {
            return Decided.Refuse(RefusalKind.Role, $"{by.Role} may not reject.");
        }

        return string.IsNullOrWhiteSpace(command.Reason)
            ? Decided.Refuse(RefusalKind.ReasonMissing, "Rejecting needs a reason.")
            : Decided.Accept(new ProposalRejected(proposal.PlanHash, command.Reason.Trim()));
    }

    private static Decided AddNote(IncidentCommand.Note command, Actor by) =>
        by.Role is Role.Auditor or Role.Viewer or Role.Deployer
            ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not add notes.")
        : string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > LongestNote
            ? Decided.Refuse(RefusalKind.ReasonMissing, $"A note has 1 to {LongestNote} characters.")
        : Decided.Accept(new NoteAdded(command.Text.Trim()));

    private static Decided Close(Incident state, IncidentCommand.Close command, Actor by)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Decided.Refuse(RefusalKind.ReasonMissing, "Closing needs a reason.");
        }

        var closable =
            state.Status
            is IncidentStatus.Investigating
                or IncidentStatus.Rejected
                or IncidentStatus.Failed
                or IncidentStatus.Stabilising;
        return !closable ? NotNow(state, "be closed")
            : !RunDecision.MayCommand(by) ? Decided.Refuse(RefusalKind.Role, $"{by.Role} may not close an incident.")
            : Decided.Accept(new IncidentClosed(command.Reason.Trim()));
    }
}
