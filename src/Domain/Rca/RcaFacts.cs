using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rca;

/// <summary>What a report is written from.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Entries">Its stream, oldest first.</param>
/// <param name="Environment">Its environment's state.</param>
/// <param name="Releases">Registered releases by tag.</param>
/// <param name="Readings">Stored readings by series.</param>
/// <param name="Roster">Who holds the roles.</param>
/// <param name="ChainHolds">Whether the journal's chain was verified; null when it was not.</param>
public sealed record RcaFacts(
    Incident Incident,
    IReadOnlyList<JournalEntry> Entries,
    EnvironmentState Environment,
    IReadOnlyDictionary<string, Release> Releases,
    IReadOnlyDictionary<string, IReadOnlyList<RcaPoint>> Readings,
    RosterOptions Roster,
    bool? ChainHolds
)
{
    /// <summary>The environment's configuration; null when it is not configured any more.</summary>
    public EnvironmentOptions? Options { get; init; }

    /// <summary>Calls as the portal counted them, by component.</summary>
    public IReadOnlyDictionary<Component, IReadOnlyList<RcaCalls>> Calls { get; init; } =
        new Dictionary<Component, IReadOnlyList<RcaCalls>>();

    /// <summary>The watchdog's own calls that failed, around the incident.</summary>
    public IReadOnlyList<FailedCall> FailedCalls { get; init; } = [];

    /// <summary>The watchdog's own stream up to the incident's end, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Node { get; init; } = [];

    /// <summary>What was found in each release's folder, by tag.</summary>
    public IReadOnlyDictionary<string, ReleaseLook> Looks { get; init; } = new Dictionary<string, ReleaseLook>();

    /// <summary>What people wrote, where it is not yet kept; null takes the newest version's.</summary>
    public ReportWords? Words { get; init; }
}
