using Mcpx.Domain.Live;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Live;

/// <summary>
/// Says what the portal does not offer and what is lost without it: a minute after the start, and whenever that changes.
/// </summary>
internal sealed class AssumptionWatch(LiveBoard board, TimeProvider time, ILogger<AssumptionWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var missing = board
                .All.SelectMany(picture =>
                    Assumptions
                        .Missing(picture.Verdicts, picture.Instances)
                        .Select(sentence => $"{picture.Environment}: {sentence}")
                )
                .ToHashSet(StringComparer.Ordinal);
            foreach (var sentence in missing.Except(told))
            {
                Log.AssumptionMissing(log, sentence);
            }

            told = missing;
        }
    }
}
