using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Paging;

/// <summary>Mentions whoever is called in the channels of the incident.</summary>
internal sealed class SlackPager(SlackNotifier slack, IncidentLog incidents) : IPager
{
    public PageWay Way => PageWay.Slack;

    public async Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation)
    {
        // A kind a call: what reached a channel is not sent there again.
        var kind = MessageKinds.Page(message.Due.Call);
        var mention = message.Contact?.SlackId is { } id ? $"<@{id}>" : $"@{message.Due.Person}";
        await slack.SendAsync(message.Incident.Id, kind, $"{mention} {message.Text}", cancellation);
        return incidents.Find(message.Incident.Id)?.Messages.Any(told => told.Kind == kind) == true
            ? PageOutcome.Arrived
            : new("no channel took it");
    }
}
