using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Paging;
using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Whom and what an incident's messages may refer to: who leads it and who is called, where their Slack ids are known, and its pages in
/// the dashboard. Quiet hours name people and mention nobody but whoever is called.
/// </summary>
internal sealed class SlackReferences(WatchdogOptions options, RosterBoard roster, TimeProvider time)
{
    /// <summary>Longest first, so that the shorter of two names does not stand in the longer.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="line">What is said of it.</param>
    public IReadOnlyList<SlackReference> Of(Incident incident, TellingLine line)
    {
        var page = $"{options.DashboardAddress.TrimEnd('/')}/incidents/{incident.Id}";
        return
        [
            .. line
                .Called.Concat(Leaders(incident))
                .Distinct(StringComparer.Ordinal)
                .Select(name => SlackReference.Person(name, roster.ContactOf(name)?.SlackId))
                .OfType<SlackReference>()
                .Concat([SlackReference.Page(page), SlackReference.Page($"{page}/rca")])
                .OrderByDescending(reference => reference.Said.Length),
        ];
    }

    private IEnumerable<string> Leaders(Incident incident)
    {
        var now = time.GetUtcNow();
        var isQuiet = Rota.IsQuiet(
            incident.Environment,
            options.Environments.GetValueOrDefault(incident.Environment),
            now,
            TimeZones.Find
        );
        return isQuiet ? [] : roster.On(incident.Environment, now).Select(on => incident.HolderOf(on.Role) ?? on.Name);
    }
}
