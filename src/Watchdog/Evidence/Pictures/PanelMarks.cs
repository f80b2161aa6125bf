using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>The moments that the pictures mark: digits for the incident, letters for deployments and changes.</summary>
internal static class PanelMarks
{
    private const int MostChanges = 12;

    public static IReadOnlyList<PanelMark> Of(
        Incident incident,
        EnvironmentState environment,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var moments = new (DateTimeOffset? At, string Text)[]
        {
            (incident.Onset, "onset"),
            (incident.OpenedAt, "incident opened"),
            (incident.Proposal?.ProposedAt, "proposed"),
            (incident.Decision?.At, "approved"),
            (incident.RestoredAt, "restored"),
            (incident.EndedAt, "ended"),
        };
        var deployments = environment.Deployments.Select(one =>
            (At: one.StartedAt, Text: $"{one.Component} {one.Tag}")
        );
        var changes = environment.Changes.Select(one => (one.At, Text: $"{one.Kind} {one.Key}"));
        return
        [
            .. moments
                .Where(moment => moment.At is not null)
                .Select((moment, i) => new PanelMark($"{i + 1}", moment.At!.Value, moment.Text))
                .Where(mark => mark.At >= from && mark.At <= to),
            .. deployments
                .Concat(changes)
                .Where(one => one.At >= from && one.At <= to)
                .OrderBy(one => one.At)
                .TakeLast(MostChanges)
                .Select((one, i) => new PanelMark($"{(char)('A' + i)}", one.At, one.Text)),
        ];
    }
}
