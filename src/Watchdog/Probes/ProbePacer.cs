using System.Diagnostics;
using Mcpx.Domain.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>Starts every probe when it is due, from one timer (docs/adr/0015).</summary>
internal sealed class ProbePacer : BackgroundService
{
    /// <summary>Probes that are due within the same twentieth of a second are sent together: waking up costs more than asking.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private static readonly Histogram Lateness = Metrics.CreateHistogram(
        "watchdog_probe_lateness_seconds",
        "How long after it was due a probe was sent.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0125, 2, 10) }
    );

    private static readonly Counter Missed = Metrics.CreateCounter(
        "watchdog_probes_missed_total",
        "Probes that were never sent, because the watchdog did not run when they were due."
    );

    private readonly ProbeSchedule<Planned> _schedule;
    private readonly ProbeExecutor _probes;
    private readonly TimeProvider _time;

    public ProbePacer(WatchdogOptions options, ProbeExecutor probes, TimeProvider time)
    {
        (_probes, _time) = (probes, time);
        _schedule = new(
            [
                .. from environment in options.Environments
                from planned in probes.Plan(environment.Key)
                select (planned, planned.Interval),
            ],
            options.ProbeJitter,
            Random.Shared
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = _time.GetTimestamp();
        using var timer = new PeriodicTimer(Every, _time);
        do
        {
            var missed = _schedule.Run(
                _time.GetElapsedTime(started),
                (planned, late) =>
                {
                    Lateness.Observe(late.TotalSeconds);
                    _probes.Start(planned);
                }
            );
            Missed.Inc(missed);
        } while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}

/// <summary>One target's probe of one kind, and how often it is sent.</summary>
internal sealed record Planned(IProbe Probe, ProbeTarget Target, TimeSpan Interval);
