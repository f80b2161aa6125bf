using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>
/// Decides whether a rolled-back release may come back by the way every release comes. While its incident is open an undo does
/// both: see <see cref="Undoing"/>.
/// </summary>
public static class Quarantine
{
    /// <summary>Decides; a release that is not held stays as it is.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="component">Where it was rolled back.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why it may come back.</param>
    /// <param name="by">Who lifts it: the Decision Owner.</param>
    public static Decided Lift(EnvironmentState environment, Component component, string tag, string reason, Actor by)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(by);
        return by.Role != Role.DecisionOwner
                ? Decided.Refuse(
                    RefusalKind.Role,
                    $"{TimelineWords.RoleName(by.Role)} may not lift a quarantine. It takes the Decision Owner."
                )
            : string.IsNullOrWhiteSpace(reason) || reason.Length > IncidentDecision.LongestNote
                ? Decided.Refuse(
                    RefusalKind.ReasonMissing,
                    $"A reason has 1 to {IncidentDecision.LongestNote} characters."
                )
            : environment.Quarantined.Contains((component, tag))
                ? Decided.Accept(new QuarantineLifted(component, tag, reason.Trim()))
            : Decided.Already;
    }
}
