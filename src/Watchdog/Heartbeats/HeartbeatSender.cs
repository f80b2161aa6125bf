using System.Net.Mime;
using System.Text;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Heartbeats;

/// <summary>
/// Sends the heartbeat that somebody outside expects: the first as soon as everything was judged once, which tests the way there, then one an
/// interval. None while any environment's evaluation is late: whoever expects it must notice that nobody watches.
/// </summary>
internal sealed class HeartbeatSender(
    WatchdogOptions options,
    LiveBoard board,
    HeartbeatBoard standing,
    IHttpClientFactory clients,
    TimeProvider time,
    ILogger<HeartbeatSender> log
) : BackgroundService
{
    public const string Client = "heartbeat";

    private static readonly TimeSpan UntilJudged = TimeSpan.FromMilliseconds(250);

    private bool? _went;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Heartbeat.IsSent)
        {
            return;
        }

        await Task.Yield();
        for (
            var waited = TimeSpan.Zero;
            board.Age is null && waited < options.Heartbeat.Interval;
            waited += UntilJudged
        )
        {
            await Task.Delay(UntilJudged, time, stoppingToken);
        }

        using var timer = new PeriodicTimer(options.Heartbeat.Interval, time);
        do
        {
            await BeatAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync(CancellationToken cancellation)
    {
        if (Late() is { } late)
        {
            standing.Withheld(late);
            Tell(late);
            return;
        }

        var fault = await PostAsync(cancellation);
        if (fault is null)
        {
            standing.Acknowledged(time.GetUtcNow());
        }
        else
        {
            standing.Failed(fault);
        }

        Tell(fault);
    }

    private string? Late() =>
        board.Age switch
        {
            null => "nothing was evaluated yet",
            { } age when age > options.Heartbeat.LateAfter =>
                $"the last evaluation is {Words.Duration((long)age.TotalMilliseconds)} old",
            _ => null,
        };

    private async Task<string?> PostAsync(CancellationToken cancellation)
    {
        var address = options.Heartbeat.Address ?? Secrets.Read(options.Heartbeat.AddressVariable!);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target))
        {
            return "there is no address to send it to";
        }

        using var content = new StringContent(
            $"evaluated {string.Join(", ", options.Environments.Keys)}",
            Encoding.UTF8,
            MediaTypeNames.Text.Plain
        );
        return await clients.PostAsync(Client, target, content, cancellation);
    }

    /// <summary>Says it when it begins or ends, not each minute.</summary>
    private void Tell(string? fault)
    {
        var before = _went;
        _went = fault is null;
        if (fault is not null && before != false)
        {
            Log.NotHeard(log, fault);
        }
        else if (fault is null && before != true)
        {
            Log.Heard(log);
        }
    }
}
