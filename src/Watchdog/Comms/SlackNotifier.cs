using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Sends messages to every channel and writes down whether they arrived, or which silence kept them back. A channel that cannot be
/// reached is said and never stops a rollback.
/// </summary>
internal sealed class SlackNotifier(
    WatchdogOptions options,
    Secrets secrets,
    SlackReferences references,
    IncidentLog incidents,
    JournalTail tail,
    TimeProvider time,
    IHttpClientFactory clients,
    ILogger<SlackNotifier> log
)
{
    public const string Client = "slack";

    /// <summary>How long a step of a run waits for a message to be told; what takes longer goes on beside it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly Counter Messages = Metrics.CreateCounter(
        "watchdog_messages_total",
        "Messages to channels, by outcome: Arrived, Failed or Muted.",
        "outcome"
    );

    private static readonly Counter.Child Arrived = Messages.WithLabels("Arrived");
    private static readonly Counter.Child Muted = Messages.WithLabels("Muted");
    private static readonly Counter.Child Failed = Messages.WithLabels("Failed");

    private readonly SlackSender _sender = new(options, clients, log);
    private readonly ChannelTurns _turns = new(time);

    // What went out and could not be written down, by channel: a full disk must not fill a channel.
    private readonly ConcurrentDictionary<string, (string Incident, IEvent Event)> _unwritten = new(
        StringComparer.Ordinal
    );

    /// <summary>Sends one message to every channel that has not got it yet.</summary>
    /// <returns>A line for each channel.</returns>
    public async Task<IReadOnlyList<string>> SendAsync(
        string incident,
        string kind,
        string text,
        CancellationToken cancellation
    ) => [.. (await CallAsync(incident, new(kind, text), cancellation)).Select(spoken => spoken.Line)];

    /// <summary>As <see cref="SendAsync"/>, for whoever wants to know what may have arrived.</summary>
    /// <returns>What came of it in each channel that had not got it.</returns>
    public async Task<IReadOnlyList<Spoken>> CallAsync(
        string incident,
        TellingLine line,
        CancellationToken cancellation
    )
    {
        var all = new List<Spoken>();
        foreach (var channel in options.Slack.EffectiveChannels)
        {
            if (await SayAsync(incident, channel, line, about: null, _ => true, cancellation) is { } spoken)
            {
                all.Add(spoken);
            }
        }

        return all;
    }

    /// <summary>As <see cref="SendAsync"/>, for a step of a run: a channel that is slow or dead does not hold it up.</summary>
    public async Task<IReadOnlyList<string>> SendBesideAsync(
        string incident,
        string kind,
        string text,
        CancellationToken cancellation
    )
    {
        var sending = SendAsync(incident, kind, text, cancellation);
        if (await Task.WhenAny(sending, Task.Delay(Patience, time, cancellation)) == sending)
        {
            return await sending;
        }

        // Whatever it ends with is written down by itself; what could not be is told again by the teller.
        _ = sending.ContinueWith(
            done => Log.NotSent(log, "a channel", done.Exception!),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        return [$"no answer within {Domain.Words.Duration(Patience)}: telling goes on beside the run"];
    }

    /// <summary>Tells one channel of one event, as <see cref="Teller"/> follows them, in the channel's pace.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="line">What is told.</param>
    /// <param name="about">The event's version.</param>
    /// <param name="isFinal">Whether a failure is the last: it is written down then, and not tried again.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>The failure to try again after; null when it was told, or given up, and that is written down.</returns>
    public async Task<SlackAnswer?> TellAsync(
        string incident,
        string channel,
        TellingLine line,
        int about,
        Func<SlackAnswer, bool> isFinal,
        CancellationToken cancellation
    )
    {
        await _turns.PaceAsync(channel, cancellation);
        var spoken = await SayAsync(incident, channel, line, about, isFinal, cancellation);
        return spoken is { Answer: { Again: not null } answer } && !isFinal(answer) ? answer : null;
    }

    /// <summary>Sends one message to every channel, whatever was told and whatever is silenced: a test.</summary>
    public async Task<IReadOnlyList<ChannelAnswer>> TryAsync(string text, CancellationToken cancellation)
    {
        var answers = new List<ChannelAnswer>();
        foreach (var channel in options.Slack.EffectiveChannels)
        {
            var answer = await _sender.PostAsync(new(channel, secrets.Redact(text)), cancellation);
            (answer.Fault is null ? Arrived : Failed).Inc();
            answers.Add(new(channel, answer.Fault));
        }

        return answers;
    }

    /// <summary>Says at start whether messages can be sent at all, without sending one.</summary>
    /// <returns>A warning; null when they can.</returns>
    public Task<string?> CheckAsync(CancellationToken cancellation) => _sender.CheckAsync(cancellation);

    /// <summary>Asks whether a channel was told, tells it, and writes down what came of it.</summary>
    /// <returns>Null where it was told before.</returns>
    private async Task<Spoken?> SayAsync(
        string incident,
        string channel,
        TellingLine line,
        int? about,
        Func<SlackAnswer, bool> isFinal,
        CancellationToken cancellation
    )
    {
        using var turn = await _turns.TakeAsync(channel, cancellation);
        WriteDown(channel);
        var known = incidents.Find(incident);
        if (known is null || WasTold(known, channel, line.Kind, about))
        {
            return null;
        }

        var spoken = await SpeakAsync(known, channel, line, about, cancellation);
        if (spoken.Answer.Again is null || isFinal(spoken.Answer))
        {
            _unwritten[channel] = (incident, spoken.Happened);
            WriteDown(channel);
        }

        return spoken;
    }

    private void WriteDown(string channel)
    {
        if (_unwritten.TryGetValue(channel, out var sent))
        {
            incidents.Record(sent.Incident, sent.Event, Actor.Watchdog);
            _unwritten.TryRemove(channel, out _);
        }
    }

    private static bool WasTold(Incident known, string channel, string kind, int? about) =>
        known.Channels.Through.GetValueOrDefault(channel) >= about
        || ((about is null || MessageKinds.Once.Contains(kind)) && known.Messages.Contains(new(kind, channel)));

    /// <summary>Says it, or keeps it back; what came of it is for the caller to write down.</summary>
    private async Task<Spoken> SpeakAsync(
        Incident known,
        string channel,
        TellingLine line,
        int? about,
        CancellationToken cancellation
    )
    {
        var text = secrets.Redact(line.Text);
        if (Mute(line.Kind, known) is { By: { } silence } mute)
        {
            Muted.Inc();
            return new(
                channel,
                new MessageMuted(line.Kind, channel, text, silence.Id, mute.Reason) { About = about },
                new(Fault: null)
            );
        }

        var answer = await _sender.PostAsync(
            new(channel, text)
            {
                References = references.Of(known, line),
                Thread = known.Channels.Threads.GetValueOrDefault(channel),
                IsBig = line.IsBig,
                Question = options.Slack.Buttons ? line.Question : null,
            },
            cancellation
        );
        _turns.Note(channel);
        (answer.Fault is null ? Arrived : Failed).Inc();
        return new(
            channel,
            new MessageSent(line.Kind, channel, text, answer.Fault) { About = about, Ts = answer.Ts },
            answer
        );
    }

    private MuteAnswer Mute(string kind, Incident incident) =>
        MessageKinds.Ask(kind, incident, tail.Current.Environment(incident.Environment).Silences, time.GetUtcNow());
}
