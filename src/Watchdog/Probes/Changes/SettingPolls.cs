using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>
/// The one poll of an environment's configuration that changes and parity both live on: whoever asks while an answer is
/// fresh gets that answer. Every new poll is held against the one before, and what differs is written down as a change
/// unless the portal's audit tells of it.
/// </summary>
internal sealed class SettingPolls(
    SettingReader reader,
    EnvironmentLog environments,
    WatchdogOptions options,
    ConfiguredFiles files,
    TimeProvider time,
    ILogger<SettingPolls> log
)
{
    /// <summary>No more at once: an environment's history keeps no more, and a target must not fill the journal.</summary>
    private const int MostAtOnce = ChangeHistory.Kept;

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>The newest poll, at most a poll's interval old; null when the environment does not answer now.</summary>
    public async Task<SettingPoll?> NewestAsync(ProbeTarget target, CancellationToken stopping)
    {
        var seen = _seen.GetOrAdd(target.Environment, name => new(new(options.DataDirectory, name)));
        await seen.Turn.WaitAsync(stopping);
        try
        {
            // A little early is in time: two rounds of the same interval never start at exactly the same moment.
            if (seen.Newest is { } known && time.GetUtcNow() - known.At < target.Probes.SettingsInterval * 0.9)
            {
                return known;
            }

            var (poll, why) = await reader.ReadAsync(target.Options, target.Token, stopping);
            target.Count("settings", poll is null ? "no answer" : "answer");
            if (poll is null)
            {
                Log.NoSettings(log, target.Environment, why);
                seen.Newest = null;
                return null;
            }

            poll = poll.Without(key => files.WritesSetting(target.Environment, key));
            return Take(target, seen, poll) ? seen.Newest = poll : null;
        }
        finally
        {
            seen.Turn.Release();
        }
    }

    private bool Take(ProbeTarget target, Seen seen, SettingPoll poll)
    {
        var before = seen.Base ?? Restore(target, seen);
        if (!poll.IsCredibleAfter(before))
        {
            target.Count("settings", "everything gone");
            Log.NoSettings(log, target.Environment, "it answers no configuration at all, where there was some");
            return false;
        }

        var changes = before is null ? [] : SettingChanges.Between(before, poll);
        if (changes.Count > 0)
        {
            WriteDown(target, changes);
        }

        seen.Base = poll;
        if (changes.Count > 0 || seen.Kept is not { } kept || poll.At - kept >= PollFile.Every)
        {
            if (seen.File.Write(poll) is { } problem)
            {
                Log.PollNotKept(log, target.Environment, problem);
            }
            else
            {
                seen.Kept = poll.At;
            }
        }

        return true;
    }

    private SettingPoll? Restore(ProbeTarget target, Seen seen)
    {
        var (poll, problem) = seen.File.Read();
        if (problem is not null)
        {
            Log.PollNotKept(log, target.Environment, problem);
        }

        return poll;
    }

    private void WriteDown(ProbeTarget target, IReadOnlyList<Change> changes)
    {
        if (changes.Count > MostAtOnce)
        {
            Log.TooManyChanges(log, target.Environment, changes.Count, MostAtOnce);
        }

        environments.Append(
            target.Environment,
            Actor.Watchdog,
            environment =>
                [
                    .. changes
                        .Take(MostAtOnce)
                        .Where(change => ChangeHistory.Add(environment.Changes, change) != environment.Changes)
                        .Select(change => new ChangeSeen(change)),
                ]
        );
    }

    /// <summary>What is known of one environment; touched in turn only.</summary>
    private sealed record Seen(PollFile File)
    {
        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>The newest answer; null while the environment does not answer.</summary>
        public SettingPoll? Newest { get; set; }

        /// <summary>What the next poll is held against.</summary>
        public SettingPoll? Base { get; set; }

        public DateTimeOffset? Kept { get; set; }
    }
}
