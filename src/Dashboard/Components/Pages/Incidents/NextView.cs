using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person can do about an incident that has no proposal to decide on.</summary>
/// <param name="Title">Heading of the panel.</param>
/// <param name="Text">Where it stands, and what to do.</param>
/// <param name="Points">What to look at, in order; may be empty.</param>
/// <param name="Retry">Text of the button that has a step tried again; null without one.</param>
/// <param name="Close">Text of the button that closes; null when it cannot be closed now.</param>
/// <param name="Refusal">Why this person may do neither; null when they may.</param>
/// <param name="Until">When the panel's text ends with a time.</param>
public sealed record NextView(
    string Title,
    string Text,
    IReadOnlyList<string> Points,
    string? Retry,
    string? Close,
    string? Refusal,
    DateTimeOffset? Until = null
)
{
    private static readonly Role[] Commanding = [Role.IncidentCommander, Role.Deputy, Role.DecisionOwner];

    /// <summary>The panel of an incident; null where there is nothing to do.</summary>
    public static NextView? Of(Incident incident, Actor me)
    {
        var refusal = Commanding.Contains(me.Role)
            ? null
            : $"It takes the role {string.Join(" or ", Commanding.Select(TimelineWords.RoleName))}; you are {TimelineWords.RoleName(me.Role)}.";
        return incident.Status switch
        {
            IncidentStatus.Investigating => Investigate(incident, refusal),
            IncidentStatus.Failed => Failed(incident, refusal),
            IncidentStatus.Stabilising when incident.ReviewsOwed is [var owed, ..] => new(
                "A review is owed",
                $"{owed.By.Name} approved alone by break-glass: “{owed.BreakGlass}”. Another person with a role that may approve reviews it (POST /api/incidents/{incident.Id}/review); the incident closes only after that.",
                [],
                Retry: null,
                Close: null,
                refusal
            ),
            IncidentStatus.Stabilising => new(
                "Stabilising",
                "Deploys stay frozen. The watchdog keeps looking and closes the incident by itself when all readings hold until",
                [],
                Retry: null,
                "Close now with a reason",
                refusal,
                incident.StableAt
            ),
            IncidentStatus.Rejected => new(
                "Nothing is being rolled back",
                "The proposal was rejected and is not made again for this deployment. The incident ends when readings recover, or when somebody closes it.",
                [],
                Retry: null,
                "Close with a reason",
                refusal
            ),
            _ => null,
        };
    }

    private static NextView Investigate(Incident incident, string? refusal) =>
        new(
            incident.DryRunAt is null ? "Nothing is proposed" : "Nothing was changed",
            incident.Advice?.Reason ?? "The watchdog is looking for what changed; its advice comes within a minute.",
            [
                "Look at the readings: which instances, since when.",
                "Look for a change nobody reported: config, flags, network, certificates.",
                "When it is over or in other hands, close the incident and say why.",
            ],
            Retry: null,
            "Close with a reason",
            refusal
        );

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
                    ? "Or do it by hand with the exact command under the step, then try again: the runner sees the tag and goes on."
                    : "Then try it again; steps that are done are not repeated.",
                "Or take over: close the incident with a reason. Deploys are unfrozen then.",
            ],
            $"Retry step {step.Step.Number}",
            "Close with a reason",
            refusal
        );
    }
}
