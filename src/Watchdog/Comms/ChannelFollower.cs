using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Tells one channel what happened in every incident, in order and each once. What is waiting to be told is nowhere but in the journal:
/// a restart goes on where the channel stands there.
/// </summary>
internal sealed class ChannelFollower(
    string channel,
    WatchdogOptions options,
    Journal journal,
    JournalTail tail,
    IncidentLog incidents,
    SlackNotifier slack,
    TimeProvider time
)
{
    /// <summary>How often a message is tried before it is given up.</summary>
    public const int Tries = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    // Each incident as it was after the newest event that was looked at, so that the next look reads on from there. Not everything that
    // is news has something to say in the end: the journal alone does not say how far it was looked through.
    private readonly Dictionary<string, Incident> _looked = new(StringComparer.Ordinal);

    /// <summary>Tells what is to be told by now.</summary>
    public async Task LookAsync(CancellationToken stopping)
    {
        var state = tail.CatchUp();
        var fresh = time.GetUtcNow() - options.Slack.TellWithin;
        var behind = state
            .Incidents.Values.Where(incident => incident.Channels.IsBehind(channel, incident.IsOpen, fresh))
            .ToList();
        foreach (var incident in behind.Where(one => one.Channels.NewsThrough > LookedThrough(one.Id)))
        {
            await TellAsync(incident, stopping);
        }

        var still = behind.Select(incident => incident.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var over in _looked.Where(one => !one.Value.IsOpen && !still.Contains(one.Key)).ToList())
        {
            _looked.Remove(over.Key);
        }
    }

    private int LookedThrough(string incident) => _looked.GetValueOrDefault(incident)?.Version ?? 0;

    private async Task TellAsync(Incident incident, CancellationToken stopping)
    {
        var told = incident.Channels.Through.GetValueOrDefault(channel);
        var before = _looked.GetValueOrDefault(incident.Id);
        var roster = tail.Current.RosterOf(incident.Environment);
        var late = new List<(JournalEntry Entry, TellingLine Line)>();
        foreach (var entry in journal.Read(Streams.Incident(incident.Id), before?.Version ?? 0))
        {
            var after = IncidentFold.Evolve(before, entry);
            var line =
                entry.Version > told
                    ? Telling.Of(before, after, entry, channel, roster, options.DashboardAddress)
                    : null;
            before = after;
            if (line is null)
            {
                continue;
            }

            if (time.GetUtcNow() - entry.At > options.Slack.TellWithin)
            {
                late.Add((entry, line));
                continue;
            }

            GiveUp(incident.Id, late);
            await TellAsync(incident.Id, entry.Version, line, stopping);
            _looked[incident.Id] = after;
        }

        GiveUp(incident.Id, late);
        if (before is not null)
        {
            _looked[incident.Id] = before;
        }
    }

    private async Task TellAsync(string incident, int about, TellingLine line, CancellationToken stopping)
    {
        var (wait, lost) = (FirstWait, false);
        for (var attempt = 1; ; attempt++)
        {
            // What may have arrived is said once more and not five times.
            var isFinal = (SlackAnswer answer) => attempt == Tries || (lost && answer.Lost);
            if (
                await slack.TellAsync(incident, channel, line, about, isFinal, stopping)
                is not { Again: { } asked } failed
            )
            {
                return;
            }

            lost |= failed.Lost;
            await Task.Delay(asked > wait ? asked : wait, time, stopping);
            wait *= 2;
        }
    }

    /// <summary>One entry for all that is too late, whatever there was.</summary>
    private void GiveUp(string incident, List<(JournalEntry Entry, TellingLine Line)> late)
    {
        if (late is not [.., var newest])
        {
            return;
        }

        var text =
            late.Count == 1
                ? newest.Line.Text
                : FormattableString.Invariant(
                    $"{late.Count} messages, of {Words.Time(late[0].Entry.At)} to {Words.Time(newest.Entry.At)}; the last: {newest.Line.Text}"
                );
        incidents.Record(
            incident,
            new MessageSent(
                newest.Line.Kind,
                channel,
                text,
                $"too late: it happened more than {Words.Duration(options.Slack.TellWithin)} ago"
            )
            {
                About = newest.Entry.Version,
            },
            Actor.Watchdog
        );
        late.Clear();
    }
}
