using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What a command leads to: events, perhaps none, or a refusal.</summary>
/// <param name="Events">To append to the incident's stream.</param>
/// <param name="Refusal">Null when accepted.</param>
public sealed record Decided(IReadOnlyList<IEvent> Events, Refusal? Refusal)
{
    /// <summary>Nothing to do: what was asked for is so already.</summary>
    public static Decided Already { get; } = new([], Refusal: null);

    internal static Decided Accept(params IReadOnlyList<IEvent> happened) => new(happened, Refusal: null);

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

    /// <summary>The shortest snooze.</summary>
    public static readonly TimeSpan ShortestSnooze = TimeSpan.FromMinutes(1);

    /// <summary>The longest snooze.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromHours(4);

    /// <summary>Decides one command.</summary>
    /// <param name="state">The incident, or null when there is none yet.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">By whom.</param>
    /// <param name="now">When.</param>
    public static Decided Decide(Incident? state, IncidentCommand command, Actor by, DateTimeOffset now)
    {
        if (command is IncidentCommand.Open open)
        {
            return state is not null ? NotNow(state, "be opened again")
                : by.Role != Role.Watchdog ? OnlyTheWatchdog()
                : Decided.Accept(
                    new IncidentOpened(open.Incident, open.Environment, open.Breach) { Severity = open.Severity }
                );
        }

        if (command is IncidentCommand.Declare declare)
        {
            return Declaration.Decide(state, declare, by, now);
        }

        if (state is null)
        {
            return Decided.Refuse(RefusalKind.Unknown, "There is no such incident.");
        }

        return command switch
        {
            IncidentCommand.Approve c => AnswerDecision.Approve(state, c, by, now),
            IncidentCommand.Note c => AddNote(c, by),
            IncidentCommand.LinkTicket c => Ticketing.Decide(state, c, by),
            IncidentCommand.Label c => Labelling.Decide(state, c, by),
            IncidentCommand.KeepReport c => ReportWriting.Decide(state, c, by),
            IncidentCommand.ReviewHotfix c => HotfixReviewing.Decide(state, c.Given, by),
            _ when HoldDecision.Decide(state, command, by) is { } decided => decided,
            _ when !state.IsOpen => NotNow(state, "change"),
            _ when RoleDecision.Decide(state, command, by) is { } decided => decided,
            IncidentCommand.Acknowledge => AcknowledgeDecision.Decide(state, by),
            IncidentCommand.SetSeverity c => SeverityDecision.Decide(state, c, by),
            IncidentCommand.Reject c => AnswerDecision.Reject(state, c, by),
            IncidentCommand.Snooze c => AnswerDecision.Snooze(state, c, by, now),
            IncidentCommand.Review c => AnswerDecision.Review(state, c, by),
            IncidentCommand.Close c => Close(state, c, by),
            _ when RunControl.Decide(state, command, by, now) is { } decided => decided,
            _ when by.Role != Role.Watchdog => OnlyTheWatchdog(),
            IncidentCommand.Join c => Join(state, c),
            IncidentCommand.Withdraw c => Withdraw(state, c),
            _ => ProposalDecision.Decide(state, command, now) ?? RunDecision.Decide(state, command, by, now),
        };
    }

    /// <summary>Why this person may not approve; null when they may.</summary>
    /// <param name="proposal">The standing proposal.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    /// <param name="breakGlass">The reason of who caused the failing change and must approve alone; null otherwise.</param>
    public static Refusal? Permitted(Proposal proposal, Actor by, DateTimeOffset now, string? breakGlass = null)
    {
        var (plan, policy) = (proposal.Plan, proposal.Plan.Policy);
        if (plan.Execution == Execution.Off)
        {
            return new(RefusalKind.ExecutionOff, $"Execution is off for {plan.Environment}.");
        }

        if (!policy.EffectiveRoles.Contains(by.Role))
        {
            return new(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not approve. It takes {AnswerDecision.RolesOf(policy)}."
            );
        }

        if (AnswerDecision.IsAlone(proposal, by) && !(policy.BreakGlass && !string.IsNullOrWhiteSpace(breakGlass)))
        {
            return new(
                RefusalKind.CausedTheChange,
                $"{by.Name} {plan.FailingChange} and cannot approve alone."
                    + (policy.BreakGlass ? " In an emergency: by break-glass, with a reason and a later review." : "")
            );
        }

        return now >= proposal.ExpiresAt
            ? new(RefusalKind.Expired, "The proposal expired and will be issued anew.")
            : null;
    }

    internal static Decided NotNow(Incident state, string what) =>
        Decided.Refuse(RefusalKind.NotNow, $"{state.Id} is {state.Status} and cannot {what}.");

    /// <summary>Why the incident cannot end yet although its state would allow it; null when it can.</summary>
    private static Decided? Held(Incident state) =>
        state.ReviewsOwed.Count == 0
            ? null
            : Decided.Refuse(
                RefusalKind.ReviewOwed,
                $"{string.Join(" and ", state.ReviewsOwed.Select(owed => owed.By.Name).Distinct())} approved by break-glass. "
                    + $"Another person must review that before {state.Id} ends: {AnswerDecision.RolesOf(state.Proposal!.Plan.Policy)}."
            );

    private static Decided OnlyTheWatchdog() => Decided.Refuse(RefusalKind.Role, "Only the watchdog does this.");

    private static Decided Join(Incident state, IncidentCommand.Join command) =>
        state.Breaches.Find(known => known.Series == command.Breach.Series) is { } known
        && (known.State == VerdictState.Breached || command.Breach.State != VerdictState.Breached)
            ? Decided.Already
            : Decided.Accept(new BreachJoined(command.Breach) { Severity = command.Severity });

    /// <summary>What a rung was run for is not withdrawn: it is watched until it is stable.</summary>
    private static Decided Withdraw(Incident state, IncidentCommand.Withdraw command) =>
        state.Status is not (IncidentStatus.Investigating or IncidentStatus.Proposed) || state.RungsRun.Count > 0
            ? NotNow(state, "be withdrawn")
            : Held(state) ?? Decided.Accept(new IncidentWithdrawn(command.Reason));

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
                or IncidentStatus.Aborted
                or IncidentStatus.Stabilising;
        return !closable ? NotNow(state, "be closed")
            : !RunDecision.MayCommand(by) ? Decided.Refuse(RefusalKind.Role, $"{by.Role} may not close an incident.")
            : Held(state) ?? Decided.Accept(new IncidentClosed(command.Reason.Trim()));
    }
}
