using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>The report is somebody's from now on, and so is what cannot wait for it. Said again where more is owed than before.</summary>
/// <param name="Owner">Who writes the report; they may hand it on.</param>
/// <param name="Due">Until when.</param>
/// <param name="FollowUps">What is owed whatever the report will say; they are filed as the report's are.</param>
public sealed record ReportOpened(string Owner, DateOnly Due, IReadOnlyList<FollowUp> FollowUps) : IEvent;

/// <summary>What follows a rollback by itself (runbook sections 6 and 10): a note on the failing release, a report with an owner.</summary>
public static class Aftercare
{
    /// <summary>The runbook wants the report within two working days; a weekend may lie between.</summary>
    public const int DaysForTheReport = 4;

    /// <summary>What leaked is changed at once.</summary>
    public const int DaysForASecret = 1;

    /// <summary>How long after an incident's end it is still looked after; older journals are left as they are.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    /// <summary>
    /// The report that is to be opened, or said again for what is owed since; null where all of it was said, or there is nothing to
    /// report yet.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="roster">Who leads where nobody took the lead.</param>
    /// <param name="now">When.</param>
    public static ReportOpened? Report(Incident incident, string roster, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var leak = incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Security);
        var known = incident.ReportOwner;
        // A leak may join what is reported already, and its secrets are changed all the same.
        var isSaid = known is not null && (!leak || !incident.Owed.IsEmpty);
        if (
            isSaid
            || now - incident.EndedAt > Reach
            || !(incident.RestoredAt is not null || (leak && !incident.IsOpen))
        )
        {
            return null;
        }

        var owner =
            known?.Name
            ?? incident.Roles.GetValueOrDefault(IncidentRole.IncidentCommander)?.Name
            ?? incident.Decision?.By.Name
            ?? roster;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new(
            owner,
            known?.Due ?? today.AddDays(DaysForTheReport),
            leak
                ?
                [
                    new(
                        $"Rotate every secret that {incident.Id} may have exposed, and prove that the old ones open nothing",
                        owner,
                        today.AddDays(DaysForASecret)
                    ),
                ]
                : []
        );
    }

    /// <summary>The notes that the failing releases lack.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="state">What is known of releases.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<RollbackNoted> Notes(Incident incident, JournalState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(state);
        if (
            now - incident.EndedAt > Reach
            // A run that was aborted restored nothing; the time is that of one before it.
            || incident
                is not {
                    RestoredAt: { } restored,
                    LastRun: { Status: IncidentStatus.Stabilising, Proposal: { } proposal }
                }
            || proposal.Plan.Undoes is not null
        )
        {
            return [];
        }

        return proposal
            .Plan.Targets.GroupBy(target => (target.ObservedTag, target.TargetTag))
            .Where(group =>
                !state
                    .RollbackNotes.GetValueOrDefault(group.Key.ObservedTag, [])
                    .Exists(note => note.Incident == incident.Id && note.To == group.Key.TargetTag)
            )
            .Select(group => new RollbackNoted(
                group.Key.ObservedTag,
                incident.Environment,
                string.Join(" and ", group.Select(target => target.Component)),
                incident.Id,
                group.Key.TargetTag,
                state.Releases.GetValueOrDefault(group.Key.TargetTag)?.EvidencePack,
                proposal.Reason,
                restored
            ));
    }
}

/// <summary>Whose the report is.</summary>
/// <param name="Name">Who writes it.</param>
/// <param name="Due">Until when.</param>
public sealed record ReportOwner(string Name, DateOnly Due);
