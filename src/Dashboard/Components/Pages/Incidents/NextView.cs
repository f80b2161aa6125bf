using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person can do about an incident that has no proposal to decide on.</summary>
/// <param name="Title">Heading of the panel.</param>
/// <param name="Text">Where it stands, and what to do.</param>
/// <param name="Points">What to look at, in order; may be empty.</param>
/// <param name="Actions">The buttons, the likeliest first.</param>
/// <param name="Refusal">Why this person may press none; null when they may.</param>
/// <param name="Until">When the panel's text ends with a time.</param>
public sealed record NextView(
    string Title,
    string Text,
    IReadOnlyList<string> Points,
    IReadOnlyList<(RunAction Action, string Text)> Actions,
    string? Refusal,
    DateTimeOffset? Until = null
)
{
    private static readonly Role[] Commanding = [Role.IncidentCommander, Role.Deputy, Role.DecisionOwner];

    /// <summary>The panel of an incident; null where there is nothing to do.</summary>
    public static NextView? Of(Incident incident, Actor me)
    {
        var refusal = RefusalOf(me);
        return incident.Status switch
        {
            IncidentStatus.Investigating => Investigate(incident, refusal),
            IncidentStatus.Approved or IncidentStatus.RollingBack => Running(incident, refusal),
            IncidentStatus.Failed => Failed(incident, refusal),
            IncidentStatus.Aborted => new(
                "The run was aborted",
                "What was done stays as it is; the steps say which. Ask for a fresh decision when the watchdog should propose again, or close the incident when it is in other hands.",
                [],
                [(RunAction.AskAgain, "Ask for a fresh decision"), .. Undo(incident), Close],
                refusal
            ),
            IncidentStatus.Stabilising when incident.ReviewsOwed is [var owed, ..] => new(
                "A review is owed",
                $"{owed.By.Name} approved alone by break-glass: “{owed.BreakGlass}”. Another person with a role that may approve reviews it; the incident closes only after that.",
                [],
                [(RunAction.Review, "Review it"), .. Undo(incident)],
                refusal ?? (me.IsSameAs(owed.By) ? "Another person than you reviews it." : null)
            ),
            IncidentStatus.Stabilising when incident.Advice is { } advice => new(
                "People must decide",
                advice.Reason,
                Hotfix(incident),
                [.. Undo(incident), Close],
                refusal
            ),
            IncidentStatus.Stabilising => new(
                "Stabilising",
                "Deploys stay frozen. The watchdog keeps looking and closes the incident by itself when all readings hold until",
                Hotfix(incident),
                [.. Undo(incident), (RunAction.Close, "Close now with a reason")],
                refusal,
                incident.StableAt
            ),
            IncidentStatus.Rejected => new(
                "Nothing is being rolled back",
                "The proposal was rejected and is not made again for this deployment. The incident ends when readings recover, or when somebody closes it.",
                [],
                [Close, (RunAction.AskAgain, "Ask for a fresh decision")],
                refusal
            ),
            _ => null,
        };
    }

    /// <summary>Why this person leads no run; null when they may.</summary>
    internal static string? RefusalOf(Actor me) =>
        Commanding.Contains(me.Role)
            ? null
            : $"It takes the role {string.Join(" or ", Commanding.Select(TimelineWords.RoleName))}; you are {TimelineWords.RoleName(me.Role)}.";

    private static NextView Investigate(Incident incident, string? refusal) =>
        new(
            incident.DryRunAt is null ? "Nothing is proposed" : "Nothing was changed",
            incident.Advice?.Reason ?? "The watchdog is looking for what changed; its advice comes within a minute.",
            [
                "Look at the readings: which instances, since when.",
                "Look for a change nobody reported: config, flags, network, certificates.",
                "When it is over or in other hands, close the incident and say why.",
            ],
            [Close],
            refusal
        );

    /// <summary>Rollback is reversible; what went forward again is not undone but rolled back.</summary>
    private static IEnumerable<(RunAction, string)> Undo(Incident incident) =>
        incident.LastRun is null ? [] : [(RunAction.Undo, "Undo the rollback")];

    /// <summary>What people owe the schema, which never goes back (runbook section 8).</summary>
    private static IReadOnlyList<string> Hotfix(Incident incident) =>
        incident.HotfixFor.Count == 0 ? []
        : incident.HotfixReviews is [.., var review]
            ?
            [
                $"Forward hotfix {review.Script} was reviewed by {review.Reviewer}: deploy it forward once the gate opens.",
            ]
        :
        [
            $"{string.Join(", ", incident.HotfixFor)} stays. Write the forward hotfix: mcpx-watchdog lint-migrations --hotfix PROCEDURE --base FOLDER --out FILE gives a skeleton.",
            "Have it reviewed by DBA or SEC, and record that under Forward hotfix.",
        ];

    private static (RunAction, string) Close => (RunAction.Close, "Close with a reason");

    private static NextView Running(Incident incident, string? refusal)
    {
        if (incident.AbortAsked is { } abort)
        {
            return new(
                "The run ends after this step",
                $"{abort.By.Name} aborted it: {abort.Reason}",
                [],
                [.. Cancel(incident)],
                refusal
            );
        }

        if (incident.Paused is not { } paused)
        {
            return new(
                incident.NextStep?.Attestation is { Given: null }
                    ? "The run waits for that look"
                    : "The run goes on by itself",
                "A step that fails stops it, and so does a deployment by somebody else. You can stop it too.",
                [],
                incident.Status == IncidentStatus.RollingBack
                    ? [(RunAction.Pause, "Pause"), .. Cancel(incident), (RunAction.Abort, "Abort")]
                    : [(RunAction.Abort, "Abort")],
                refusal
            );
        }

        return incident.StandsAt is { } next
            ? new(
                $"Paused before step {next.Step.Number}",
                $"{TimelineWords.WhoOf(paused.By)}: {paused.Reason}",
                [],
                [
                    (RunAction.Resume, "Resume"),
                    (RunAction.DoneByHand, $"I did step {next.Step.Number} by hand"),
                    (RunAction.Skip, $"Skip step {next.Step.Number}"),
                    (RunAction.Abort, "Abort"),
                ],
                refusal
            )
            : new(
                "Pauses after this step",
                $"{TimelineWords.WhoOf(paused.By)}: {paused.Reason}",
                [],
                [(RunAction.Resume, "Resume"), .. Cancel(incident), (RunAction.Abort, "Abort")],
                refusal
            );
    }

    /// <summary>Only a deployer that is at work can be asked to end, and once is enough.</summary>
    private static IEnumerable<(RunAction, string)> Cancel(Incident incident) =>
        incident.NextStep is { Status: StepStatus.Running, CancelAsked: null, Step.IsDeployers: true } step
        && incident.Proposal!.Plan.Execution == Execution.On
            ? [(RunAction.Cancel, $"Cancel step {step.Step.Number}")]
            : [];

    private static NextView Failed(Incident incident, string? refusal)
    {
        var step = incident.NextStep!;
        var unknown = step.Status == StepStatus.Unknown;
        var deploys = step.Step.Kind == StepKind.Deploy && incident.Proposal!.Plan.Execution == Execution.On;
        return new(
            $"Step {step.Step.Number} {(unknown ? "is unknown" : "failed")}",
            step.Summary.Length > 0 ? step.Summary : "The step said nothing.",
            [
                unknown
                    ? "Nobody knows how it ended. Tried again, the runner first looks at what still runs under the step's key; nothing is done twice."
                    : "Read the step's checks and output; mend what they name.",
                deploys
                    ? "Or do it by hand with the exact command under the step: the runner looks at the tags and goes on."
                    : "Then try it again; steps that are done are not repeated.",
                incident.Proposal!.Plan.Undoes is null
                    ? "To go on without it is your decision, with a reason. Aborted, what was done stays."
                    : "To go back instead: abort the run, then ask for a fresh decision; the rollback is proposed anew.",
            ],
            [
                (RunAction.Retry, $"Retry step {step.Step.Number}"),
                (RunAction.DoneByHand, "I did it by hand"),
                (RunAction.Skip, "Skip the step"),
                (RunAction.Abort, "Abort the run"),
                Close,
            ],
            refusal
        );
    }
}
