using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>Decides whether a drill is to be held. It touches nothing, so that whoever works here may ask for one.</summary>
public static class DrillDecision
{
    /// <summary>A wish that is older was made to a watchdog that did not hear it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Decides.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="component">What would go back.</param>
    /// <param name="tag">To which release; null for the LKG.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Decided Ask(
        EnvironmentState environment,
        Component component,
        string? tag,
        Actor by,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Viewer or Role.Auditor
                ? Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not hold drills.")
            : component is not (Component.Api or Component.Web)
                ? Decided.Refuse(RefusalKind.Invalid, $"component = {component}: must be Api or Web.")
            : environment.Targets.Wishes.Exists(wish => wish.Component == component && now - wish.At < Patience)
                ? Decided.Refuse(RefusalKind.NotNow, $"A drill of {component} was asked for and is not held yet.")
            : Decided.Accept(
                new DrillAsked(IdAt(environment), component, string.IsNullOrWhiteSpace(tag) ? null : tag.Trim())
            );
    }

    /// <summary>The next drill's identity.</summary>
    public static string IdAt(EnvironmentState environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return FormattableString.Invariant($"DRILL-{environment.Version + 1:0000}");
    }
}
