using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Processes;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Freezes;

/// <summary>
/// Pauses what is configured when a freeze begins, and resumes it when nothing is frozen any more. It follows the journal and never
/// stands in anybody's way: a freeze and a rollback do not wait for it. What fails is said and tried again, ever more rarely.
/// </summary>
internal sealed class FreezeKeeper(
    WatchdogOptions options,
    JournalTail tail,
    FreezeLog log,
    Leadership leadership,
    TimeProvider time,
    ILogger<FreezeKeeper> logger
) : BackgroundService
{
    private const int LinesKept = 20;
    private const int LongestLine = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Environment, string Command, bool Pause), Wait> _waits = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Each environment by itself: a command that hangs in one keeps none of the others waiting.
        Task.WhenAll(
            options
                .Environments.Where(environment => environment.Value.Freeze.Commands.Count > 0)
                .Select(environment => KeepAsync(environment.Key, environment.Value, stoppingToken))
        );

    private async Task KeepAsync(string name, EnvironmentOptions environment, CancellationToken stopping)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(name, environment, stopping);
            }
            catch (Exception problem)
                when (problem is DbException or IOException or TimeoutException or InvalidOperationException)
            {
                Log.NotKept(logger, name, problem);
            }
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <summary>Runs what is owed and is not waited for.</summary>
    internal async Task LookAsync(string name, EnvironmentOptions environment, CancellationToken stopping)
    {
        var freezes = tail.CatchUp().Environment(name).Freezes;
        foreach (var (command, pause) in FreezeCommands.Owed(freezes, environment).ToList())
        {
            var key = (name, command.Name, pause);
            if (!_waits.TryGetValue(key, out var wait) || time.GetUtcNow() >= wait.Until)
            {
                var succeeded = await RunAsync(name, command, pause, freezes, stopping);
                _waits.TryRemove((name, command.Name, !pause), out _);
                if (succeeded)
                {
                    _waits.TryRemove(key, out _);
                }
                else
                {
                    var next = wait is null ? First : TimeSpan.FromTicks(Math.Min(wait.For.Ticks * 2, Longest.Ticks));
                    _waits[key] = new(next, time.GetUtcNow() + next);
                }
            }
        }
    }

    private async Task<bool> RunAsync(
        string name,
        FreezeCommandOptions command,
        bool pause,
        FreezeBook freezes,
        CancellationToken stopping
    )
    {
        leadership.Demand();
        var lines = new Queue<string>();
        var started = Stopwatch.GetTimestamp();
        var (passed, how) = await BoundedCommand.RunAsync(
            pause ? command.Pause : command.Resume,
            command.Timeout,
            CleanEnvironment.With(
                ("ENVIRONMENT", name),
                ("INCIDENT", freezes.InEffect?.Incident ?? ""),
                ("REASON", freezes.InEffect?.Reason ?? "")
            ),
            line =>
            {
                lock (lines)
                {
                    lines.Enqueue(line.Length > LongestLine ? line[..LongestLine] : line);
                    while (lines.Count > LinesKept)
                    {
                        lines.Dequeue();
                    }
                }
            },
            time,
            stopping
        );
        Log.Ran(logger, name, command.Name, pause ? "pause" : "resume", how);
        log.Ran(
            name,
            new(
                command.Name,
                pause,
                passed,
                $"{how} after {Words.Duration(Stopwatch.GetElapsedTime(started))}",
                [.. lines]
            )
        );
        return passed;
    }

    private sealed record Wait(TimeSpan For, DateTimeOffset Until);
}
