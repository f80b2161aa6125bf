using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Which incidents' entries may go after retention: of those that have ended, whatever is older than retention, unless somebody holds
/// it. Environments, releases and the watchdog's own stream are never purged: what is in effect now is folded from them.
/// </summary>
public static class PurgeDecision
{
    /// <summary>No entry younger than this is ever removed, whatever the configuration says (the database refuses it too).</summary>
    public static readonly TimeSpan Least = TimeSpan.FromDays(365);

    /// <summary>Incidents that ended before a time and may be purged, oldest first.</summary>
    public static IReadOnlyList<Incident> Due(JournalState state, DateTimeOffset before)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state
                .Incidents.Values.Where(incident =>
                    incident is { Purged: null, Hold: null } && incident.EndedAt < before
                )
                .OrderBy(incident => incident.EndedAt),
        ];
    }

    /// <summary>Why this person may not purge; null when they may.</summary>
    public static Refusal? Permitted(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Watchdog or Role.DecisionOwner or Role.Admin
            ? null
            : new(
                RefusalKind.Role,
                $"{TimelineWords.RoleName(by.Role)} may not purge the journal. It takes Decision Owner or Admin."
            );
    }

    /// <summary>What is left of an incident.</summary>
    internal static Incident Remains(IncidentPurged e, JournalEntry entry) =>
        new()
        {
            Id = e.Incident,
            Environment = e.Environment,
            OpenedAt = e.OpenedAt,
            EndedAt = e.EndedAt,
            Status = e.Status,
            Breaches = [e.Breach],
            Purged = new(entry.Actor, entry.At, e.Reason),
        };
}
