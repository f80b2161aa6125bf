using Mcpx.Domain;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Paging;

/// <summary>Who is on in an environment, for a command: it asks no schedule and works while no watchdog does.</summary>
/// <param name="People">A line a role of the chain.</param>
/// <param name="At">The moment it is about.</param>
internal sealed record OnNow(IReadOnlyList<OnCall> People, DateTimeOffset At)
{
    /// <summary>Works it out.</summary>
    public static OnNow Of(WatchdogOptions options, string environment, JournalState known, DateTimeOffset now) =>
        new(Rota.Known(options.Roster, environment, now, TimeZones.Find, known.Environment(environment).OnCall), now);

    /// <summary>Whether somebody else may be on later: not where all are the configured names.</summary>
    public bool Passes => People.Any(on => on.Basis != RosterBasis.Name);

    /// <summary>For example <c>IC rina, Deputy sam, Decision Owner dora, on at 18:20 UTC</c>.</summary>
    public string Sentence =>
        $"{string.Join(", ", People.Select(on => $"{Short(on.Role)} {on.Name}"))}{(Passes ? $", on at {Words.Time(At)}" : "")}";

    private static string Short(Role role) => role == Role.IncidentCommander ? "IC" : TimelineWords.RoleName(role);
}
