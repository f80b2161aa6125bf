using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>One place to go to, as the palette lists it.</summary>
/// <param name="Kind">"Page", "Action", "Environment", "Incident" or "Release".</param>
/// <param name="Text">What it is called.</param>
/// <param name="Hint">One more word about it; empty where there is none.</param>
/// <param name="Href">Where it is, relative to the dashboard.</param>
internal sealed record PaletteItem(string Kind, string Text, string Hint, string Href)
{
    /// <summary>Of incidents and releases the newest; older ones are on their pages.</summary>
    private const int Most = 200;

    /// <summary>Everything that can be gone to. Nothing here decides anything: it opens pages, and an action asks first.</summary>
    public static IReadOnlyList<PaletteItem> Of(JournalState state) =>
        [
            new("Page", "Overview", "g o", ""),
            new("Page", "Event streams (SSE)", "g s", "sse"),
            new("Page", "Incidents", "g i", "incidents"),
            new("Page", "Scorecard", "", "incidents/scorecard"),
            new("Page", "Releases", "g r", "releases"),
            new("Page", "Parity", "", "parity"),
            new("Page", "Audit", "", "audit"),
            new("Page", "Settings", "", "settings"),
            new("Page", "Wall", "g w", "wall"),
            new("Action", "Declare an incident", "asks first", "incidents?declare=ask"),
            .. EnvironmentOrder
                .Of(state)
                .SelectMany(name =>
                    new[]
                    {
                        new PaletteItem("Environment", name, "", $"environments/{Uri.EscapeDataString(name)}"),
                        new PaletteItem(
                            "Environment",
                            $"{name}, event streams",
                            "",
                            $"environments/{Uri.EscapeDataString(name)}/sse"
                        ),
                        new PaletteItem(
                            "Environment",
                            $"{name}, configuration",
                            "",
                            $"environments/{Uri.EscapeDataString(name)}/configuration"
                        ),
                        new PaletteItem(
                            "Action",
                            $"Declare an incident of {name}",
                            "asks first",
                            $"incidents?declare={Uri.EscapeDataString(name)}"
                        ),
                    }
                ),
            .. state
                .Incidents.Values.OrderByDescending(incident => incident.OpenedAt)
                .Take(Most)
                .Select(incident => new PaletteItem(
                    "Incident",
                    $"{incident.Id} {incident.Environment}",
                    StatusPresentation.Of(incident.Status).Word,
                    $"incidents/{Uri.EscapeDataString(incident.Id)}"
                )),
            .. state
                .Releases.Values.OrderByDescending(release => release.Tag, StringComparer.Ordinal)
                .Take(Most)
                .Select(release => new PaletteItem("Release", release.Tag, "", "releases")),
        ];
}
