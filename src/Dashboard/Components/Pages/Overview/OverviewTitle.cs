using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>An environment as the sentence over them speaks of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Word">Its word.</param>
/// <param name="Incident">What is open there; null for nothing.</param>
/// <param name="Said">What its row says instead of the word; null where it says the word.</param>
internal sealed record OverviewLine(string Name, VerdictState Word, Incident? Incident, string? Said = null);

/// <summary>The overview's sentence: who needs what, or that nobody needs anything.</summary>
/// <param name="Title">"Prod needs a decision", "All environments are healthy".</param>
/// <param name="Text">What is left to say; empty on a calm night.</param>
internal sealed record OverviewTitle(string Title, string Text)
{
    /// <summary>When the watchdog is silent nobody knows: yesterday's health is no health.</summary>
    public static OverviewTitle Silent { get; } =
        new("Nothing is known right now", "The watchdog does not judge; the rows show what it said last.");

    /// <summary>The text of a calm night: that nothing changed, and for how long.</summary>
    public static string Quiet(TimeSpan since) =>
        $"No trigger changed its word for {DurationText.Words(since)}. No incident is open, nobody has to do anything.";

    /// <summary>Works it out from each environment's word and open incident, in the order of the screen.</summary>
    public static OverviewTitle Of(IReadOnlyList<OverviewLine> all)
    {
        var decide = Names(all, IncidentStatus.Proposed);
        var look = Names(
            all,
            IncidentStatus.Failed,
            IncidentStatus.Aborted,
            IncidentStatus.Investigating,
            IncidentStatus.Rejected
        );
        var act = Names(all, IncidentStatus.Approved, IncidentStatus.RollingBack);
        var calm = Names(all, IncidentStatus.Stabilising);
        var breached = all.Where(one => one.Incident is null && one.Word == VerdictState.Breached)
            .Select(one => one.Name)
            .ToList();
        var title =
            decide.Count > 0 ? $"{List(decide)} {(decide.Count == 1 ? "needs" : "need")} a decision"
            : look.Count > 0 ? $"{List(look)} {(look.Count == 1 ? "needs" : "need")} somebody to look"
            : breached.Count > 0 ? $"{List(breached)} {Is(breached)} breached"
            : act.Count > 0 ? $"{List(act)} {Is(act)} being rolled back"
            : calm.Count > 0 ? $"{List(calm)} {Is(calm)} back and being watched"
            : all.All(one => one.Word == VerdictState.Healthy) ? All(all)
            : "Nothing needs a decision";
        return new(title, Rest(all, title));
    }

    private static string All(IReadOnlyList<OverviewLine> all) =>
        all.Count == 1 ? $"{all[0].Name} is healthy" : "All environments are healthy";

    private static string Rest(IReadOnlyList<OverviewLine> all, string title)
    {
        var others = all.Where(one => !title.Contains(one.Name, StringComparison.Ordinal)).ToList();
        var worried = others
            .Where(one => one.Incident is null && one.Word != VerdictState.Healthy)
            .Select(one => $"{one.Name}: {one.Said ?? StatePresentation.Of(one.Word).Word}.")
            .Concat(
                others
                    .Where(one => one.Incident is not null)
                    .Select(one => $"{one.Name}: {StatusPresentation.Of(one.Incident!.Status).Word}.")
            )
            .ToList();
        return worried.Count > 0 ? string.Join(' ', worried)
            : others.Count == 0 || others.Count == all.Count ? ""
            : $"{List([.. others.Select(one => one.Name)])} {(others.Count == 1 ? "is" : "are")} healthy.";
    }

    private static List<string> Names(IReadOnlyList<OverviewLine> all, params IReadOnlyList<IncidentStatus> status) =>
        [.. all.Where(one => one.Incident is { } incident && status.Contains(incident.Status)).Select(one => one.Name)];

    private static string Is(List<string> names) => names.Count == 1 ? "is" : "are";

    private static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
}
