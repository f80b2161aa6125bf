using System.Text.Json.Serialization;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>The answer to "may I deploy?".</summary>
/// <param name="Open">Whether the deploy may go on.</param>
/// <param name="Reason">Why, for a person reading a pipeline's log.</param>
public sealed record GateAnswer(bool Open, string Reason)
{
    /// <summary>Who answers for the freeze; null where nothing is frozen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }

    /// <summary>Since when it is shut; null where it is open or nobody knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>The incident behind it; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Incident { get; init; }

    /// <summary>
    /// Until when it is expected to stay shut, and where a hotfix passes until when it does; null where nobody knows. Ask again: a
    /// freeze does not end by itself at that time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// Whether the watchdog can say so at all. Without it nothing is known to keep deploys out, and nobody looks: whoever asks goes by
    /// their own default, which is shut for Prod.
    /// </summary>
    [JsonIgnore]
    public bool IsKnown { get; init; } = true;
}

/// <summary>
/// Decides whether an environment takes a deploy. What the open incident's plan puts back always passes; a quarantined release is
/// refused while it is; an authorised hotfix passes a freeze; frozen environments are shut. Who rejected a rollback, or had it walked
/// through only, may fix forward. Nothing is open only because nobody looks.
/// </summary>
public static class Gate
{
    /// <summary>Answers for one release on one component.</summary>
    /// <param name="environment">The environment's state.</param>
    /// <param name="incident">Its open incident, if any.</param>
    /// <param name="component">What would be replaced; null asks for any.</param>
    /// <param name="release">With which release; null asks for any.</param>
    /// <param name="isJudged">Whether the environment is judged now; false where the watchdog is silent.</param>
    /// <param name="now">When.</param>
    public static GateAnswer Ask(
        EnvironmentState environment,
        Incident? incident,
        Component? component,
        string? release,
        bool isJudged,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        return PutBack(incident, component, release)
            ?? Quarantined(environment, component, release)
            ?? Passing(environment, component, release, now)
            ?? Frozen(environment, incident)
            ?? Proposed(environment, incident)
            ?? (
                isJudged
                    ? new(Open: true, $"{environment.Name} takes deploys")
                    : new(Open: false, $"nobody can say: the watchdog does not judge {environment.Name} now")
                    {
                        IsKnown = false,
                    }
            );
    }

    /// <summary>What the plan puts in place, by whatever way it comes: also where people carry it out through their pipeline.</summary>
    private static GateAnswer? PutBack(Incident? incident, Component? component, string? release) =>
        incident
            is {
                Proposal.Plan: { } plan,
                Status: IncidentStatus.Proposed
                    or IncidentStatus.Approved
                    or IncidentStatus.RollingBack
                    or IncidentStatus.Failed
            }
        && plan.Targets.Any(target => target.Component == component && target.TargetTag == release)
            ? new(Open: true, $"{release} on {component} is what the plan of {incident.Id} puts in place")
            {
                Incident = incident.Id,
            }
            : null;

    private static GateAnswer? Quarantined(EnvironmentState environment, Component? component, string? release) =>
        environment.Quarantined.Any(held => held.Tag == release && (component is null || held.Component == component))
            ? new(Open: false, $"{release} was rolled back from {environment.Name} and is quarantined")
            : null;

    private static GateAnswer? Passing(
        EnvironmentState environment,
        Component? component,
        string? release,
        DateTimeOffset now
    ) =>
        environment.Freezes.Passes(component, release, now) is { } hotfix
            ? new(Open: true, $"{release} on {component} is a hotfix authorised by {hotfix.By}: {hotfix.Reason}")
            {
                Incident = hotfix.Incident,
                Until = hotfix.Until,
            }
            : null;

    private static GateAnswer? Frozen(EnvironmentState environment, Incident? incident)
    {
        if (environment.Freeze is not { } freeze)
        {
            return null;
        }

        // Who took the lead since answers for it.
        var leads = freeze.Incident is not null && freeze.Incident == incident?.Id;
        var owner =
            (leads ? incident!.Roles.GetValueOrDefault(IncidentRole.IncidentCommander)?.Name : null) ?? freeze.Owner;
        return new(Open: false, $"{environment.Name} is frozen by {owner}: {freeze.Reason}")
        {
            Owner = owner,
            Since = freeze.Since,
            Incident = freeze.Incident,
            Until =
                freeze.Until ?? (leads && incident!.Status == IncidentStatus.Stabilising ? incident.StableAt : null),
        };
    }

    /// <summary>Proposals that were written before they froze by themselves.</summary>
    private static GateAnswer? Proposed(EnvironmentState environment, Incident? incident) =>
        environment.Freezes.LiftedFor != incident?.Id
        && incident?.Status
            is IncidentStatus.Proposed
                or IncidentStatus.Approved
                or IncidentStatus.RollingBack
                or IncidentStatus.Failed
                or IncidentStatus.Aborted
                or IncidentStatus.Stabilising
            ? new(Open: false, $"{incident.Id} is open with a proposed rollback of {environment.Name}")
            {
                Incident = incident.Id,
                Since = incident.Proposal?.ProposedAt,
            }
            : null;
}
