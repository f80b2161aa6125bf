using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Paging;

/// <summary>
/// Writes down who is on whenever that changes, so that the dashboard and a report know. A schedule that is silent is a warning: its
/// last answer counts for a while, then shifts and names do.
/// </summary>
internal sealed class RosterKeeper(
    WatchdogOptions options,
    RosterBoard board,
    RosterSource source,
    JournalTail tail,
    EnvironmentLog environments,
    TimeProvider time,
    ILogger<RosterKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private DateTimeOffset? _asked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is DbException or IOException or TimeoutException)
            {
                Log.RosterNotKept(log, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Asks the schedule when its time has come, and writes down what changed.</summary>
    internal async Task KeepAsync(CancellationToken cancellation)
    {
        if (options.Roster.Source is { } place && !(time.GetUtcNow() - _asked < place.Every))
        {
            _asked = time.GetUtcNow();
            await Task.WhenAll(options.Environments.Keys.Select(name => AskAsync(place, name, cancellation)));
        }

        foreach (var name in options.Environments.Keys)
        {
            var seen = new RosterSeen(board.On(name, time.GetUtcNow()), WarningOf(name, time.GetUtcNow()));
            if (IsNews(tail.CatchUp().Environment(name).OnCall, seen))
            {
                if (seen.Warning is { } warning)
                {
                    Log.RosterDoubted(log, warning);
                }

                environments.Append(name, Actor.Watchdog, state => IsNews(state.OnCall, seen) ? [seen] : []);
            }
        }
    }

    private async Task AskAsync(RosterSourceOptions place, string environment, CancellationToken cancellation)
    {
        foreach (var role in OnCall.Roles)
        {
            var (answer, fault) = await source.AskAsync(place, environment, role, cancellation);
            if (answer is not null)
            {
                board.Keep(environment, answer);
            }

            lock (_faults)
            {
                _faults.Remove($"{environment}/{role}");
                if (fault is not null)
                {
                    _faults[$"{environment}/{role}"] = fault;
                }
            }
        }
    }

    /// <summary>It names times and not ages: a sentence that changed every second would be written down every second.</summary>
    private string? WarningOf(string environment, DateTimeOffset now)
    {
        lock (_faults)
        {
            foreach (var role in OnCall.Roles)
            {
                if (!_faults.TryGetValue($"{environment}/{role}", out var fault))
                {
                    continue;
                }

                var last = board.Answers(environment).FirstOrDefault(answer => answer.Role == role);
                return last is null
                        ? $"The schedule does not say who is on in {environment} ({fault}); shifts and names count."
                    : Rota.IsBelieved(options.Roster, last, now)
                        ? $"The schedule is silent about {environment} ({fault}); what it said at {Words.Time(last.At)} still counts."
                    : $"The schedule is silent about {environment} ({fault}) since {Words.Time(last.At)}; shifts and names count.";
            }
        }

        return null;
    }

    /// <summary>The configured names alone are no news: they stand in the configuration.</summary>
    private static bool IsNews(RosterSeen? known, RosterSeen seen) =>
        known is null
            ? seen.Warning is not null || seen.On.Any(on => on.Basis != RosterBasis.Name)
            : known.Warning != seen.Warning || !known.On.SequenceEqual(seen.On);
}
