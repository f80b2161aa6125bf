using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>A dry run of a proposal's plan: a drill of each of its components, which touches nothing.</summary>
/// <param name="Tag">The target.</param>
/// <param name="Wanted">Components that can be asked for now.</param>
/// <param name="Waits">Whether one was asked for and is not held yet.</param>
/// <param name="Held">The newest of each component.</param>
/// <param name="May">Whether this person's role may ask.</param>
public sealed record RehearsalView(
    string Tag,
    IReadOnlyList<Component> Wanted,
    bool Waits,
    IReadOnlyList<Drill> Held,
    bool May
)
{
    /// <summary>The rehearsals of a plan; null where it moves no release, or goes forward.</summary>
    internal static RehearsalView? Of(Plan plan, TargetBook? targets, Actor me)
    {
        var components = plan.Targets.Select(target => target.Component).ToList();
        if (components.Count == 0 || plan.Undoes is not null || targets is null)
        {
            return null;
        }

        var waiting = targets.Wishes.Where(wish => components.Contains(wish.Component)).ToList();
        return new(
            plan.TargetTag,
            [.. components.Where(component => !waiting.Exists(wish => wish.Component == component))],
            waiting.Count > 0,
            [
                .. components
                    .Select(component => targets.Drills.FindLast(drill => Is(drill, component, plan)))
                    .OfType<Drill>(),
            ],
            me.Role is not (Role.Viewer or Role.Auditor)
        );
    }

    private static bool Is(Drill drill, Component component, Plan plan) =>
        drill.Component == component
        && plan.Targets.Any(target => target.Component == component && target.TargetTag == drill.Tag);
}
