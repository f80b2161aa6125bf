using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What the reader saw when they opened the page, so that what changed under their eyes can be said.</summary>
internal sealed class SinceOpened(Incident incident, IReadOnlyList<TriggerSummary> triggers, DateTimeOffset at)
{
    private readonly HashSet<string> _breaches = [.. incident.Breaches.Select(breach => breach.Series)];
    private readonly Dictionary<string, VerdictState> _states = triggers.ToDictionary(
        trigger => trigger.Trigger,
        trigger => trigger.State,
        StringComparer.Ordinal
    );

    public DateTimeOffset At => at;

    /// <summary>Breaches that joined since.</summary>
    public IReadOnlyList<string> NewBreaches(Incident now) =>
        [
            .. now
                .Breaches.Where(breach => !_breaches.Contains(breach.Series))
                .Select(breach => $"{breach.Trigger} breached, {ReadingRow.WhoOf(breach)}"),
        ];

    /// <summary>Breaches, and triggers that changed their word.</summary>
    public IReadOnlyList<string> Changes(Incident now, IReadOnlyList<TriggerSummary> triggers)
    {
        var breaches = NewBreaches(now);
        return
        [
            .. breaches,
            .. triggers
                .Where(trigger => _states.TryGetValue(trigger.Trigger, out var before) && before != trigger.State)
                .Where(trigger => !breaches.Any(text => text.StartsWith(trigger.Trigger, StringComparison.Ordinal)))
                .Select(trigger => $"{trigger.Trigger} became {StatePresentation.Of(trigger.State).Word}"),
        ];
    }
}
