using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Releases;

/// <summary>Holds the drills that people ask for in the dashboard: it alone knows the deployers.</summary>
internal sealed class DrillKeeper(
    WatchdogOptions options,
    DrillRunner runner,
    LiveBoard board,
    JournalTail tail,
    EnvironmentLog environments,
    TimeProvider time,
    ILogger<DrillKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var name in options.Environments.Keys)
            {
                try
                {
                    await KeepAsync(name, stoppingToken);
                }
                catch (Exception problem) when (StoreFault.Is(problem))
                {
                    Log.NotKept(log, name, problem);
                }
            }
        }
    }

    /// <summary>Holds the oldest drill that is waited for; one that was asked for too long ago is left alone.</summary>
    internal async Task KeepAsync(string name, CancellationToken stopping)
    {
        var state = tail.CatchUp();
        var wish = state
            .Environment(name)
            .Targets.Wishes.Find(known => time.GetUtcNow() - known.At < DrillDecision.Patience);
        if (wish is null)
        {
            return;
        }

        var held = await runner.HoldAsync(
            wish.Id,
            name,
            wish.Component,
            wish.Tag,
            state,
            board.Of(name)?.Instances ?? [],
            stopping
        );
        environments.Append(
            name,
            wish.By,
            here => here.Targets.Wishes.Exists(known => known.Id == wish.Id) ? [held] : []
        );
        Log.Drilled(log, name, wish.Component, held.Ready);
    }
}
