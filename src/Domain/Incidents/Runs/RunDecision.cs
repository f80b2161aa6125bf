namespace Mcpx.Domain.Incidents;

/// <summary>Decides what a run of an approved plan accepts: one step at a time, each begun once.</summary>
internal static class RunDecision
{
    /// <summary>Whether this one may lead a run: the watchdog itself or one of the runbook's roles (section 4).</summary>
    internal static bool MayCommand(Actor by) =>
        by.Role is Role.Watchdog or Role.IncidentCommander or Role.Deputy or Role.DecisionOwner;

    internal static Decided Decide(Incident state, IncidentCommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            IncidentCommand.StartRun => StartRun(state, now),
            IncidentCommand.StartStep c => Start(state, c.Number),
            IncidentCommand.Report c => Running(state, c.Number, new StepReported(c.Number, c.Lines)),
            IncidentCommand.AskAttestation c => Attesting.Ask(state, c),
            IncidentCommand.Succeed c => Ended(
                state,
                c.Number,
                new StepSucceeded(c.Number, c.Summary, c.Checks) { Unchanged = c.Unchanged }
            ),
            IncidentCommand.Fail c => Ended(state, c.Number, new StepFailed(c.Number, c.Reason, c.Checks, c.Unknown)),
            IncidentCommand.FinishRun => Finish(state, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A command nobody decides."),
        };

    /// <summary>An approval expires before a run starts, never during it.</summary>
    private static Decided StartRun(Incident state, DateTimeOffset now) =>
        state is not { Status: IncidentStatus.Approved, Proposal: { } proposal }
            ? IncidentDecision.NotNow(state, "be run")
        : now >= proposal.ExpiresAt ? Decided.Refuse(RefusalKind.Expired, "The approval expired before the run began.")
        : Decided.Accept(new RunStarted(proposal.PlanHash));

    private static Decided Finish(Incident state, DateTimeOffset now) =>
        state is not { Status: IncidentStatus.RollingBack, NextStep: null, Proposal: { } proposal }
            ? IncidentDecision.NotNow(state, "finish its run")
        : proposal.Plan.Execution == Configuration.Execution.DryRun ? Decided.Accept(new DryRunFinished())
        : Decided.Accept(new RunSucceeded(now + proposal.Plan.Validation.StabiliseFor));

    private static Decided Start(Incident state, int number) =>
        state.Status != IncidentStatus.RollingBack ? IncidentDecision.NotNow(state, $"start step {number}")
        : state.Paused is { } paused
            ? Decided.Refuse(RefusalKind.NotNow, $"{state.Id} is paused by {paused.By.Name}: {paused.Reason}")
        : state.NextStep is { Status: StepStatus.Waiting } next && next.Step.Number == number
            ? Decided.Accept(new StepStarted(number))
        : Decided.Refuse(RefusalKind.NotNow, $"Step {number} of {state.Id} is not the one to start.");

    private static Decided Running(Incident state, int number, Journal.IEvent happened) =>
        state.Steps.ElementAtOrDefault(number - 1) is { Status: StepStatus.Running }
            ? Decided.Accept(happened)
            : Decided.Refuse(RefusalKind.NotNow, $"Step {number} of {state.Id} is not running.");

    /// <summary>A run that was to be aborted ends with the step that ran.</summary>
    private static Decided Ended(Incident state, int number, Journal.IEvent happened) =>
        Running(state, number, happened) is var decided && decided.Refusal is null && state.AbortAsked is { } asked
            ? Decided.Accept(happened, new RunAborted(asked.Reason))
            : decided;
}
