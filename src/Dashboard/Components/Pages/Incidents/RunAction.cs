using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person may want of an incident that has no proposal to decide on.</summary>
public enum RunAction
{
    /// <summary>The step once more.</summary>
    Retry,

    /// <summary>The run goes on.</summary>
    Resume,

    /// <summary>No further step for now.</summary>
    Pause,

    /// <summary>A person did the step.</summary>
    DoneByHand,

    /// <summary>Without the step.</summary>
    Skip,

    /// <summary>The end of what the deployer does.</summary>
    Cancel,

    /// <summary>The end of the run.</summary>
    Abort,

    /// <summary>A new proposal.</summary>
    AskAgain,

    /// <summary>Forward again.</summary>
    Undo,

    /// <summary>Another person's word on an approval by break-glass.</summary>
    Review,

    /// <summary>The end of the incident.</summary>
    Close,
}

/// <summary>What is asked before an action is carried out, and what it becomes.</summary>
/// <param name="Title">The dialog's question.</param>
/// <param name="Text">What it leads to.</param>
/// <param name="Confirm">The button.</param>
/// <param name="Command">The command, with what the person wrote; null for an undo, whose plan is made when it is asked for.</param>
internal sealed record RunQuestion(string Title, string Text, string Confirm, Func<string, IncidentCommand>? Command)
{
    /// <summary>The question; null for what needs none.</summary>
    public static RunQuestion? Of(RunAction action, Incident incident)
    {
        var number = incident.NextStep?.Step.Number;
        var runs = incident.NextStep is { Status: StepStatus.Running };
        return action switch
        {
            RunAction.Pause => new(
                "Pause the run?",
                runs
                    ? $"Step {number} goes on to its end; no other begins until somebody resumes."
                    : "No step begins until somebody resumes.",
                "Pause",
                reason => new IncidentCommand.Pause(reason)
            ),
            RunAction.DoneByHand => new(
                $"Did you do step {number} by hand?",
                "Say how. A deployment is looked at first: the run goes on only when every instance answers the target's tag. Anything else is taken on your word, and the report says so.",
                "It is done",
                reason => new IncidentCommand.DoneByHand(reason)
            ),
            RunAction.Skip => new(
                $"Leave step {number} out?",
                $"“{incident.NextStep?.Step.Title}” is not done. The run goes on after it, and the report names you and the reason.",
                "Skip the step",
                reason => new IncidentCommand.Skip(reason)
            ),
            RunAction.Cancel => new(
                $"Cancel step {number}?",
                "The deployer is asked to end what it does. What it did until then stays; the step ends as the deployer says, and the run stands until you decide.",
                "Ask the deployer to end",
                reason => new IncidentCommand.CancelStep(reason)
            ),
            RunAction.Abort => new(
                "Abort the run?",
                $"{(runs ? $"The run ends when step {number} ends." : "The run ends now.")} {Left(incident)} The incident stays open and deploys stay frozen.",
                "Abort the run",
                reason => new IncidentCommand.Abort(reason)
            ),
            RunAction.AskAgain => new(
                "Ask for a fresh decision?",
                "The watchdog looks at everything anew and proposes what fits now, if anything does.",
                "Ask again",
                reason => new IncidentCommand.AskAgain(reason)
            ),
            RunAction.Undo => new(
                "Undo the rollback?",
                $"{incident.LastRun?.Proposal.Plan.Components} goes forward again to {incident.LastRun?.Proposal.Plan.FailingTag}. Nothing happens yet: the plan is put to the Decision Owner, who alone approves it; with its run the quarantine ends.",
                "Ask the Decision Owner",
                Command: null
            ),
            RunAction.Review => new(
                "Review the approval by break-glass?",
                $"{incident.ReviewsOwed.FirstOrDefault()?.By.Name} approved alone: “{incident.ReviewsOwed.FirstOrDefault()?.BreakGlass}”. Say whether that was right; the incident can close then.",
                "Keep the review",
                text => new IncidentCommand.Review(text)
            ),
            RunAction.Close => new(
                $"Close {incident.Id}?",
                "The environment is unfrozen and the watchdog may open a new incident when it breaches again.",
                "Close incident",
                reason => new IncidentCommand.Close(reason)
            ),
            _ => null,
        };
    }

    /// <summary>The state an abort leaves behind.</summary>
    private static string Left(Incident incident)
    {
        var done = incident
            .Steps.Where(step => step.Status is StepStatus.Succeeded or StepStatus.Running)
            .Select(step => step.Step.Title)
            .ToList();
        return done.Count == 0 ? "Nothing was changed yet." : $"What was done stays: {string.Join("; ", done)}.";
    }
}
