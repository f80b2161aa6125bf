namespace Mcpx.Domain.Incidents;

/// <summary>
/// Decides what people may do to a run: pause it, end it, say what becomes of the step on which it stands, and after its end
/// ask for a fresh decision or to have it undone. To go on after a failed step is always a person's decision.
/// </summary>
internal static class RunControl
{
    /// <summary>Decides one of these commands; null for any other.</summary>
    internal static Decided? Decide(Incident state, IncidentCommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            IncidentCommand.Pause c => MayCommand(by, "pause a run") ?? Reasoned(c.Reason) ?? Pause(state, c.Reason),
            IncidentCommand.Resume => MayLead(by, "resume a run") ?? Resume(state),
            IncidentCommand.Abort c => MayLead(by, "abort a run") ?? Reasoned(c.Reason) ?? Abort(state, c.Reason),
            IncidentCommand.CancelStep c => MayLead(by, "cancel a step")
                ?? Reasoned(c.Reason)
                ?? Cancel(state, c.Reason),
            IncidentCommand.Attest c => MayLead(by, "attest what the pages show")
                ?? Reasoned(c.Words)
                ?? Attesting.Give(state, c),
            IncidentCommand.Retry => MayLead(by, "retry a step")
                ?? Standing(state, "retry a step", number => new StepRetried(number)),
            IncidentCommand.Skip c => MayLead(by, "skip a step")
                ?? Reasoned(c.Reason)
                ?? Standing(state, "skip a step", number => new StepSkipped(number, c.Reason.Trim())),
            IncidentCommand.DoneByHand c => MayLead(by, "do a step by hand")
                ?? Reasoned(c.How)
                ?? Standing(state, "have a step done by hand", number => new StepDoneByHand(number, c.How.Trim())),
            IncidentCommand.Undo c => MayLead(by, "ask to undo a rollback")
                ?? Reasoned(c.Reason)
                ?? Undoing.Decide(state, c, now),
            IncidentCommand.AskAgain c when by.Role != Role.Watchdog => MayLead(by, "ask for a fresh decision")
                ?? Reasoned(c.Reason)
                ?? AskAgain(state, c.Reason),
            _ => null,
        };

    private static Decided AskAgain(Incident state, string reason) =>
        state.Status is IncidentStatus.Rejected or IncidentStatus.Aborted
            ? Decided.Accept(new DecisionAsked(reason.Trim()))
            : IncidentDecision.NotNow(state, "ask for a fresh decision");

    private static Decided Pause(Incident state, string reason) =>
        state.Status != IncidentStatus.RollingBack ? IncidentDecision.NotNow(state, "pause")
        : state.Paused is not null ? Decided.Already
        : Decided.Accept(new RunPaused(reason.Trim()));

    private static Decided Resume(Incident state) =>
        state.Status != IncidentStatus.RollingBack ? IncidentDecision.NotNow(state, "resume")
        : state.Paused is null ? Decided.Already
        : Decided.Accept(new RunResumed());

    private static Decided Abort(Incident state, string reason) =>
        state.Status is not (IncidentStatus.Approved or IncidentStatus.RollingBack or IncidentStatus.Failed)
            ? IncidentDecision.NotNow(state, "be aborted")
        : state.NextStep is not { Status: StepStatus.Running } ? Decided.Accept(new RunAborted(reason.Trim()))
        : state.AbortAsked is not null ? Decided.Already
        : Decided.Accept(new AbortAsked(reason.Trim()));

    /// <summary>Only what a deployer does can be cancelled; all else is short, or ends by its own time limit.</summary>
    private static Decided Cancel(Incident state, string reason) =>
        state.NextStep is not { Status: StepStatus.Running, Step: { IsDeployers: true } step } running
            ? IncidentDecision.NotNow(state, "have a step cancelled: no deployer is at work")
        : running.CancelAsked is not null ? Decided.Already
        : Decided.Accept(new CancelAsked(step.Number, reason.Trim()));

    private static Decided Standing(Incident state, string what, Func<int, Journal.IEvent> happened) =>
        state.StandsAt is { } step ? Decided.Accept(happened(step.Step.Number)) : IncidentDecision.NotNow(state, what);

    private static Decided? MayCommand(Actor by, string what) =>
        RunDecision.MayCommand(by) ? null : Forbidden(by, what);

    /// <summary>The watchdog may stop a run; only people let one go on.</summary>
    private static Decided? MayLead(Actor by, string what) =>
        RunDecision.MayCommand(by) && by.Role != Role.Watchdog ? null : Forbidden(by, what);

    private static Decided Forbidden(Actor by, string what) =>
        Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not {what}.");

    private static Decided? Reasoned(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > IncidentDecision.LongestNote
            ? Decided.Refuse(RefusalKind.ReasonMissing, $"A reason has 1 to {IncidentDecision.LongestNote} characters.")
            : null;
}
