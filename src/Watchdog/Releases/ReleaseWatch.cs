using System.Data.Common;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Releases;

/// <summary>
/// Looks at the release folder again and again: registers what is new, and writes down what lies there whenever that is something
/// else than before. So everybody who reads the journal can qualify any release.
/// </summary>
internal sealed class ReleaseWatch(
    WatchdogOptions options,
    ReleaseFolder folder,
    ScriptJudge scripts,
    Journal journal,
    JournalTail tail,
    TimeProvider time,
    ILogger<ReleaseWatch> log
) : BackgroundService
{
    /// <summary>An artifact that looks untouched is read again after so long all the same.</summary>
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(6);

    /// <summary>
    /// The same for what a pointer names, and for scripts that could not be judged. With an incident open it is read every few seconds
    /// anyway.
    /// </summary>
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (string Stamp, DateTimeOffset At, bool IsJudged)> _seen = new(
        StringComparer.Ordinal
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The files of a release are many and large: reading them must not hold up the start.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem)
                when (problem is DbException or IOException or UnauthorizedAccessException or TimeoutException)
            {
                Log.NotLooked(log, problem);
            }

            await Task.Delay(options.ReleaseLookInterval, time, stoppingToken);
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken stopping)
    {
        foreach (var release in folder.Read().Releases.Values)
        {
            Startup.Register(journal, tail, release, time.GetUtcNow());
        }

        var state = tail.CatchUp();
        var pointed = state.Environments.Values.SelectMany(environment => environment.Lkg.Values).ToHashSet();
        foreach (var release in state.Releases.Values.OrderBy(release => release.Tag, StringComparer.Ordinal))
        {
            stopping.ThrowIfCancellationRequested();
            var stamp = folder.StampOf(release);
            if (
                !_seen.TryGetValue(release.Tag, out var seen)
                || seen.Stamp != stamp
                || time.GetUtcNow() - seen.At
                    >= (pointed.Contains(release.Tag) || !seen.IsJudged ? SoonAgain : Untouched)
            )
            {
                var look = await scripts.LookAsync(folder, release, stopping);
                Write(release.Tag, look);
                _seen[release.Tag] = (stamp, time.GetUtcNow(), look.Scripts?.NotJudged is null);
            }
        }
    }

    /// <summary>Written down only when it is something else; the release may be registered anew meanwhile.</summary>
    private void Write(string tag, ReleaseLook look)
    {
        var state = tail.CatchUp();
        if (Text(state.Looks.GetValueOrDefault(tag)) == Text(look))
        {
            return;
        }

        var append = new StreamAppend(
            Streams.Release(tag),
            state.ReleaseVersions.GetValueOrDefault(tag),
            [new ReleaseLooked(tag, look)]
        );
        if (journal.Append(Actor.Watchdog, time.GetUtcNow(), append) is AppendOutcome.Appended)
        {
            Log.Looked(log, tag);
            tail.CatchUp();
        }
    }

    /// <summary>Records compare their collections by reference; what would be stored is what counts.</summary>
    private static string Text(ReleaseLook? look) => JsonSerializer.Serialize(look, EventBody.Json);
}
