using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Sends messages to every channel and writes down whether they arrived, or which silence kept them back. A webhook that does not answer is said and never
/// stops a rollback.
/// </summary>
internal sealed class SlackNotifier(
    WatchdogOptions options,
    Secrets secrets,
    IncidentLog incidents,
    JournalTail tail,
    TimeProvider time,
    IHttpClientFactory clients,
    ILogger<SlackNotifier> log
)
{
    public const string Client = "slack";

    private static readonly Counter Messages = Metrics.CreateCounter(
        "watchdog_messages_total",
        "Messages to channels, by outcome: Arrived, Failed or Muted.",
        "outcome"
    );

    private static readonly Counter.Child Arrived = Messages.WithLabels("Arrived");
    private static readonly Counter.Child Muted = Messages.WithLabels("Muted");
    private static readonly Counter.Child Failed = Messages.WithLabels("Failed");

    private Uri? Webhook =>
        Uri.TryCreate(
            options.Slack.Webhook ?? (options.Slack.WebhookVariable is { } variable ? Secrets.Read(variable) : null),
            UriKind.Absolute,
            out var address
        )
            ? address
            : null;

    /// <summary>Sends one message to every channel that has not got it yet.</summary>
    /// <returns>A line for each channel.</returns>
    public async Task<IReadOnlyList<string>> SendAsync(
        string incident,
        string kind,
        string text,
        CancellationToken cancellation
    )
    {
        var lines = new List<string>();
        var known = incidents.Find(incident);
        var told = known?.Messages ?? [];
        var mute = known is null ? null : Mute(kind, known);
        foreach (var channel in options.Slack.EffectiveChannels.Where(channel => !told.Contains(new(kind, channel))))
        {
            var message = secrets.Redact(text);
            if (mute is { By: { } silence })
            {
                Muted.Inc();
                incidents.Record(
                    incident,
                    new MessageMuted(kind, channel, message, silence.Id, mute.Reason),
                    Actor.Watchdog
                );
                lines.Add($"kept from {channel}: {mute.Reason}");
                continue;
            }

            var fault = await PostAsync(channel, message, cancellation);
            (fault is null ? Arrived : Failed).Inc();
            incidents.Record(incident, new MessageSent(kind, channel, message, fault), Actor.Watchdog);
            lines.Add(fault is null ? $"told {channel}" : $"could not tell {channel}: {fault}");
        }

        return lines;
    }

    /// <summary>Sends one message to every channel, whatever they got before and whatever is muted: a test.</summary>
    public async Task<IReadOnlyList<ChannelAnswer>> TryAsync(string text, CancellationToken cancellation)
    {
        var answers = new List<ChannelAnswer>();
        foreach (var channel in options.Slack.EffectiveChannels)
        {
            var fault = await PostAsync(channel, secrets.Redact(text), cancellation);
            (fault is null ? Arrived : Failed).Inc();
            answers.Add(new(channel, fault));
        }

        return answers;
    }

    /// <summary>Says at start whether the webhook can be reached at all, without sending a message.</summary>
    /// <returns>A warning; null when it answers.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (Webhook is not { } address)
        {
            return null;
        }

        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(new(HttpMethod.Head, address), cancellation);
            await Task.Yield();
            return null;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            // Time limits are the client's and end in exceptions of their own: none of them keeps the watchdog down.
            return $"The Slack webhook at {address.Host} cannot be reached: messages will not arrive.";
        }
    }

    private MuteAnswer Mute(string kind, Incident incident) =>
        MessageKinds.Ask(kind, incident, tail.Current.Environment(incident.Environment).Silences, time.GetUtcNow());

    private async Task<string?> PostAsync(string channel, string text, CancellationToken cancellation)
    {
        if (Webhook is not { } address)
        {
            return "no webhook is configured";
        }

        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.PostAsJsonAsync(address, new { channel, text }, cancellation);
            // What comes next is written to the journal: not on the socket's thread.
            await Task.Yield();
            return response.IsSuccessStatusCode ? null : $"the webhook answered {(int)response.StatusCode}";
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            // Retries and time limits are the client's; what still fails is a message that did not arrive, nothing more.
            Log.NotSent(log, channel, problem);
            return problem is HttpRequestException
                ? "the webhook cannot be reached"
                : "the webhook did not answer in time";
        }
    }
}
