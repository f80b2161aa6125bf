using Mcpx.Db;
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
    RosterInquiry inquiry,
    JournalTail tail,
    EnvironmentLog environments,
    TimeProvider time,
    ILogger<RosterKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
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
            catch (Exception problem) when (StoreFault.Is(problem))
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
            await inquiry.AskAsync(cancellation);
        }

        foreach (var name in options.Environments.Keys)
        {
            var seen = new RosterSeen(board.On(name, time.GetUtcNow()), inquiry.WarningOf(name, time.GetUtcNow()));
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

    /// <summary>The configured names alone are no news: they stand in the configuration.</summary>
    private static bool IsNews(RosterSeen? known, RosterSeen seen) =>
        known is null
            ? seen.Warning is not null || seen.On.Any(on => on.Basis != RosterBasis.Name)
            : known.Warning != seen.Warning || !known.On.SequenceEqual(seen.On);
}
