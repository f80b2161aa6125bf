using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Decides who may keep deploys out of an environment, let them in again, and let one hotfix pass. Nothing here asks for an
/// incident; a rollback never asks for any of it.
/// </summary>
public static class FreezeDecision
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>The longest tag, in characters.</summary>
    public const int LongestTag = 200;

    /// <summary>The shortest time a hotfix may pass.</summary>
    public static readonly TimeSpan ShortestHotfix = TimeSpan.FromMinutes(5);

    /// <summary>The longest time a hotfix may pass.</summary>
    public static readonly TimeSpan LongestHotfix = TimeSpan.FromHours(24);

    /// <summary>The farthest a person's freeze may be expected to last.</summary>
    public static readonly TimeSpan LongestFreeze = TimeSpan.FromDays(90);

    /// <summary>Freezes deploys in a person's name; the same again changes nothing.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="reason">Why.</param>
    /// <param name="until">Until when it is expected to last; null where nobody knows. It does not end by itself.</param>
    /// <param name="by">Who; they own it.</param>
    /// <param name="now">When.</param>
    public static Decided Freeze(
        EnvironmentState environment,
        string? reason,
        DateTimeOffset? until,
        Actor by,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        var why = (reason ?? "").Trim();
        return !MayFreeze(by) ? Forbidden(by, "freeze deploys")
            : Unreasoned(why) is { } refused ? refused
            : until <= now || until > now + LongestFreeze
                ? Decided.Refuse(
                    RefusalKind.Invalid,
                    $"until = {SilenceWords.Minute(until!.Value)}: must be later than now and at most {LongestFreeze.Days} days ahead."
                )
            : environment.Freezes.OfPerson is not { } known
                ? Decided.Accept(new DeploysFrozen(by.Name, why, Incident: null, until?.ToUniversalTime()))
            : known.Owner == by.Name && known.Reason == why && known.Until == until ? Decided.Already
            : Decided.Refuse(
                RefusalKind.NotNow,
                $"{environment.Name} is frozen by {known.Owner} since {SilenceWords.Minute(known.Since)}: {known.Reason}"
            );
    }

    /// <summary>Lifts every freeze of an environment, in spite of its open incident if there is one; not while a run runs.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="incident">Its open incident; null without.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    public static Decided Lift(EnvironmentState environment, Incident? incident, string? reason, Actor by)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var why = (reason ?? "").Trim();
        return !MayLift(by) ? Forbidden(by, "lift a freeze")
            : Unreasoned(why) is { } refused ? refused
            : incident?.Status is IncidentStatus.RollingBack or IncidentStatus.Failed
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    $"{incident.Id} is {incident.Status}: the freeze of {environment.Name} is lifted after its run, not during it."
                )
            : environment.Freeze is null ? Decided.Already
            : Decided.Accept(new DeploysUnfrozen(why, Incident: null, incident?.Id));
    }

    /// <summary>Lets exactly one release on one component pass a freeze for a while.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="incident">Its open incident; null without.</param>
    /// <param name="component">Api or Web.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why.</param>
    /// <param name="lasts">For how long, 5 minutes to 24 hours.</param>
    /// <param name="by">Who: the Incident Commander, or who leads the open incident.</param>
    /// <param name="now">When.</param>
    public static Decided Authorise(
        EnvironmentState environment,
        Incident? incident,
        Component component,
        string? tag,
        string? reason,
        TimeSpan lasts,
        Actor by,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        var (why, release) = ((reason ?? "").Trim(), (tag ?? "").Trim());
        return !MayAuthorise(incident, by)
                ? Decided.Refuse(
                    RefusalKind.Role,
                    $"{TimelineWords.RoleName(by.Role)} may not authorise a hotfix. It takes the Incident Commander, or who leads the open incident."
                )
            : Unreasoned(why) is { } refused ? refused
            : component is not (Component.Api or Component.Web)
                ? Invalid($"component = {component}: must be Api or Web.")
            : release.Length is 0 or > LongestTag
                ? Invalid($"tag has {release.Length} characters: must name one release, in 1 to {LongestTag}.")
            : lasts < ShortestHotfix || lasts > LongestHotfix
                ? Invalid(
                    $"minutes = {lasts.TotalMinutes:0}: must be {ShortestHotfix.TotalMinutes:0} to {LongestHotfix.TotalMinutes:0}."
                )
            : environment.Quarantined.Contains((component, release))
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    $"{release} was rolled back from {environment.Name} and is quarantined: the Decision Owner lifts that first."
                )
            : Decided.Accept(
                new HotfixAuthorised(component, release, why, (now + lasts).ToUniversalTime(), incident?.Id)
            );
    }

    /// <summary>Whether this one may freeze deploys: whoever is on call, and who leads.</summary>
    public static bool MayFreeze(Actor by) => MayLift(by) || by?.Role is Role.Sre or Role.Admin;

    /// <summary>Whether this one may lift a freeze: one of the runbook's roles.</summary>
    public static bool MayLift(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.IncidentCommander or Role.Deputy or Role.DecisionOwner;
    }

    /// <summary>Whether this one may authorise a hotfix: the Incident Commander, or who took the lead of the open incident.</summary>
    /// <param name="incident">The open incident; null without.</param>
    /// <param name="by">Who.</param>
    public static bool MayAuthorise(Incident? incident, Actor by) =>
        MayLift(by)
        && (
            by.Role == Role.IncidentCommander
            || incident?.Roles.GetValueOrDefault(IncidentRole.IncidentCommander)?.Name == by.Name
        );

    private static Decided Forbidden(Actor by, string what) =>
        Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not {what}.");

    private static Decided Invalid(FormattableString text) =>
        Decided.Refuse(RefusalKind.Invalid, FormattableString.Invariant(text));

    private static Decided? Unreasoned(string reason) =>
        reason.Length is 0 or > LongestReason
            ? Decided.Refuse(RefusalKind.ReasonMissing, $"A reason has 1 to {LongestReason} characters.")
            : null;
}
