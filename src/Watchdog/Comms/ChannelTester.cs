using Mcpx.Db;
using Mcpx.Domain.Comms;

namespace Mcpx.Watchdog.Comms;

/// <summary>Sends the test messages that people ask for in the dashboard: it alone knows the webhook.</summary>
internal sealed class ChannelTester(
    SlackNotifier slack,
    JournalTail tail,
    ChannelLog channels,
    TimeProvider time,
    ILogger<ChannelTester> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    // What was sent and not yet written down: a full disk must not fill a channel.
    private (string Id, IReadOnlyList<ChannelAnswer> Answers)? _sent;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotTested(log, problem);
            }
        }
    }

    /// <summary>Sends the one that is waited for; one that was asked for too long ago is left alone.</summary>
    internal async Task KeepAsync(CancellationToken stopping)
    {
        if (tail.CatchUp().ChannelTest is { Id: { } id } test && test.IsWaiting(time.GetUtcNow()))
        {
            var answers =
                _sent is { } sent && sent.Id == id
                    ? sent.Answers
                    : await slack.TryAsync(ChannelTest.Text(test.By), stopping);
            _sent = (id, answers);
            channels.Hold(id, answers);
        }
    }
}
