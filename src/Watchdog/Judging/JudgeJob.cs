using Prometheus;
using Quartz;

namespace Mcpx.Watchdog.Judging;

/// <summary>Judges every 250 ms on the in-memory scheduler.</summary>
[DisallowConcurrentExecution]
internal sealed class JudgeJob(JudgingRound round) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private static readonly Histogram Seconds = Metrics.CreateHistogram(
        "watchdog_evaluation_seconds",
        "Time of one evaluation of all environments.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 12) }
    );

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using (Seconds.NewTimer())
        {
            round.Tick();
        }

        return ValueTask.CompletedTask;
    }
}
