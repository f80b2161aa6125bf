using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;

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
);
