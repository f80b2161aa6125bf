using Mcpx.Domain.Comms;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Paging;

/// <summary>Mentions whoever is called in the channels of the incident.</summary>
internal sealed class SlackPager(SlackNotifier slack) : IPager
{
    public PageWay Way => PageWay.Slack;

    public async Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation)
    {
        var person = message.Due.Person;
        // A kind a call: what reached a channel is not sent there again.
        var spoken = await slack.CallAsync(
            message.Incident.Id,
            new(MessageKinds.Page(message.Due.Call), $"@{person} {message.Text}") { Called = [person] },
            cancellation
        );
        return spoken.Count == 0 || spoken.Any(one => one.Answer.Fault is null)
            ? PageOutcome.Arrived
            : new("no channel took it", spoken.Any(one => one.Answer.Lost));
    }
}
