using System.Collections.Immutable;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Somebody wants a component rolled back, whatever the tree would say: "if in doubt, roll back first". Goes with a declaration.
/// </summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">The release to go back to; null for the LKG.</param>
/// <param name="Reason">Why.</param>
public sealed record RollbackWanted(Component Component, string? Tag, string Reason) : IEvent;

/// <summary>A rollback somebody asked for, from the asking until it was run or a person decided against it.</summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">The release to go back to; null for the LKG.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
public sealed record RollbackWish(Component Component, string? Tag, string Reason, Actor By, DateTimeOffset At)
{
    /// <summary>The pointers to go back to, with the release that was asked for in place of that component's.</summary>
    /// <param name="lkg">The environment's LKG pointers.</param>
    public ImmutableSortedDictionary<Component, string> Over(ImmutableSortedDictionary<Component, string> lkg)
    {
        ArgumentNullException.ThrowIfNull(lkg);
        return Tag is null ? lkg : lkg.SetItem(Component, Tag);
    }
}
