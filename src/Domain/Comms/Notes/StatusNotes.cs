using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>Which notes stakeholders are owed. From the journal alone, so that a restart forgets none and repeats none.</summary>
public static class StatusNotes
{
    /// <summary>What happened longer ago is not told any more: late news is no news.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>The moments that are told, oldest first, each with a key of its own.</summary>
    /// <param name="incident">The incident.</param>
    public static IReadOnlyList<StatusMoment> Moments(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var moments = new List<StatusMoment>();
        var real = incident.Proposal?.Plan.Execution == Execution.On;
        if (real && incident.Decision is { } decision)
        {
            moments.Add(new(Key("approved", decision.At), StatusKind.Approved, decision.At));
        }

        if (incident.Status == IncidentStatus.Failed && incident.NextStep is { EndedAt: { } failed })
        {
            moments.Add(new(Key("failed", failed), StatusKind.Failed, failed));
        }

        if (real && incident is { Status: IncidentStatus.Aborted, Declined: { } aborted })
        {
            moments.Add(new(Key("aborted", aborted.At), StatusKind.Aborted, aborted.At));
        }

        if (incident is { IsOpen: true, UncuredAt: { } uncured })
        {
            moments.Add(new(Key("not cured", uncured), StatusKind.NotCured, uncured));
        }

        if (incident.RestoredAt is { } restored)
        {
            moments.Add(new(Key("restored", restored), StatusKind.Restored, restored));
        }

        if (incident.EndedAt is { } ended && incident.Notes.Count > 0)
        {
            moments.Add(new(Key("closed", ended), StatusKind.Closed, ended));
        }

        return [.. moments.OrderBy(moment => moment.At)];
    }

    /// <summary>The next that has to be sent; null when none has.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="now">When.</param>
    public static StatusMoment? Due(Incident incident, DateTimeOffset now) =>
        Moments(incident)
            .FirstOrDefault(moment =>
                now - moment.At < Stale
                && (
                    !incident.Notes.TryGetValue(moment.Key, out var told)
                    || (told.Again && now >= told.At + PagesDue.Pause * told.Tries)
                )
            );

    private static string Key(string kind, DateTimeOffset at) =>
        FormattableString.Invariant($"{kind} {at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}");
}
