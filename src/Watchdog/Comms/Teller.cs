using Mcpx.Db;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Comms;

/// <summary>
/// Follows the journal and tells every channel what happens in the incidents, beside everything else: a channel that does not answer
/// holds up neither a run nor another channel.
/// </summary>
internal sealed class Teller(
    WatchdogOptions options,
    Journal journal,
    JournalTail tail,
    IncidentLog incidents,
    SlackNotifier slack,
    TimeProvider time,
    ILogger<Teller> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Where nothing is configured nothing is told, which was warned of at start.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Slack.IsConfigured
            ? Task.WhenAll(
                options
                    .Slack.EffectiveChannels.Distinct(StringComparer.Ordinal)
                    .Select(channel => FollowAsync(channel, stoppingToken))
            )
            : Task.CompletedTask;

    private async Task FollowAsync(string channel, CancellationToken stopping)
    {
        await Task.Yield();
        var follower = new ChannelFollower(channel, options, journal, tail, incidents, slack, time);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await follower.LookAsync(stopping);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotTold(log, channel, problem);
            }
        }
    }
}
