using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Prometheus;
using Quartz;

namespace Mcpx.Watchdog.Retention;

/// <summary>
/// Thins readings, and purges what is older than retention where that is configured: on the scheduler, in small transactions with a
/// pause after each, so that nobody who writes waits long.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(
    WatchdogOptions options,
    Store store,
    JournalPurge purge,
    PurgeClock clock,
    TimeProvider time,
    ILogger<RetentionJob> log
) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>What does not fit into one run waits for the next.</summary>
    private const int MostSteps = 10_000;

    private const int MostIncidents = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly Counter Thinned = Metrics.CreateCounter(
        "watchdog_readings_thinned_total",
        "Stored readings that were merged into minutes and hours, or removed, as they aged."
    );

    private static readonly Counter Failures = Metrics.CreateCounter(
        "watchdog_retention_failed_total",
        "Runs of thinning and purging that the store made impossible."
    );

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ThinAsync(cancellationToken);
            await PurgeAsync(cancellationToken);
        }
        catch (Exception problem) when (StoreFault.Is(problem))
        {
            Failures.Inc();
            Log.NotKept(log, problem);
        }
    }

    private async Task ThinAsync(CancellationToken cancellation)
    {
        var kept = options.Retention;
        var grains = new SampleRetention(kept.RawReadings, kept.MinuteReadings, kept.HourReadings);
        for (var step = 0; step < MostSteps; step++)
        {
            var now = time.GetUtcNow();
            var rows = store.Thinning.Step(grains, now) + store.FailedCalls.Prune(now - kept.RawReadings);
            if (rows == 0)
            {
                return;
            }

            Thinned.Inc(rows);
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task PurgeAsync(CancellationToken cancellation)
    {
        if (!options.Retention.Purge || !clock.IsDue(time.GetUtcNow()))
        {
            return;
        }

        var due = purge.Due(options.Retention.Journal, MostIncidents);
        foreach (var candidate in due)
        {
            var outcome = purge.Purge(
                candidate,
                options.Retention.Journal,
                Actor.Watchdog,
                "older than Watchdog:Retention:Journal"
            );
            if (outcome is AppendOutcome.Appended)
            {
                Log.Purged(log, candidate.Incident.Id, candidate.Entries);
            }

            await Task.Delay(Pause, cancellation);
        }

        if (due.Count > 0)
        {
            purge.Settle();
        }
    }
}
