using Mcpx.Domain.Configuration;
using Mcpx.Domain.Live;
using Mcpx.Watchdog.Heartbeats;
using Mcpx.Watchdog.Judging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Heartbeats;

/// <summary>The heartbeat that somebody outside expects, over a real socket.</summary>
public sealed class HeartbeatSenderTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly Collector<HeartbeatSender> _log = new();
    private readonly LiveBoard _board;
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddHeartbeat()
        .AddLogging(log => log.ClearProviders())
        .BuildServiceProvider();

    public HeartbeatSenderTests() => _board = new(_time);

    public void Dispose()
    {
        _services.Dispose();
        _board.Dispose();
    }

    [Fact]
    public async Task Beat_Judging_IsSentAtOnceAndByTheInterval()
    {
        await using var outside = Taking();
        var (sender, standing) = await StartAsync(outside.Address);
        using var stopping = sender;
        Assert.Equal((null, null), (standing.Standing!.AcknowledgedAt, standing.Standing.Fault));

        await JudgedUntilAsync("the first", () => outside.Connections == 1);
        await JudgedUntilAsync("two more", () => outside.Connections == 3);

        await Wait.UntilAsync(
            "the answer",
            () => Task.FromResult(standing.Standing!.AcknowledgedAt > Some.Start + Interval)
        );
        Assert.Null(standing.Standing!.Fault);
        Assert.Single(_log.Lines);
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Beat_EvaluationStandsStill_IsHeldBackThoughTheProcessLives()
    {
        await using var outside = Taking();
        var (sender, standing) = await StartAsync(outside.Address);
        using var stopping = sender;
        await JudgedUntilAsync("the first", () => standing.Standing!.AcknowledgedAt is not null);
        var acknowledged = standing.Standing!.AcknowledgedAt;

        await Wait.UntilAsync(_time, "held back", () => standing.Standing!.Fault is not null, Interval / 4);
        _time.Advance(3 * Interval);

        Assert.Matches("^the last evaluation is .+ old$", standing.Standing.Fault);
        Assert.Equal((1, acknowledged), (outside.Connections, standing.Standing.AcknowledgedAt));

        await JudgedUntilAsync("again", () => standing.Standing!.Fault is null);
        Assert.Equal(2, outside.Connections);
        Assert.Equal(3, _log.Lines.Count);
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Beat_NothingEverEvaluated_IsNeverSent()
    {
        await using var outside = Taking();
        var (sender, standing) = await StartAsync(outside.Address);
        using var stopping = sender;

        await Wait.UntilAsync(_time, "held back", () => standing.Standing!.Fault is not null, Interval / 4);

        Assert.Equal(("nothing was evaluated yet", 0), (standing.Standing!.Fault, outside.Connections));
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Beat_NotTaken_IsShownWithoutTheAddress()
    {
        await using var outside = new HostileServer(peer => peer.AnswerAsync("404 Gone"));
        var (sender, standing) = await StartAsync($"{outside.Address}/secret-path");
        using var stopping = sender;

        await JudgedUntilAsync("an answer", () => standing.Standing!.Fault is not null);

        Assert.Equal("127.0.0.1 answered 404", standing.Standing!.Fault);
        Assert.DoesNotContain("secret-path", string.Concat(_log.Lines), StringComparison.Ordinal);
        await sender.StopAsync(CancellationToken.None);
    }

    private static HostileServer Taking() => new(peer => peer.AnswerAsync("200 OK", headers: "Connection: close\r\n"));

    private async Task<(HeartbeatSender Sender, HeartbeatBoard Standing)> StartAsync(object address)
    {
        var options = Some.Options(Some.Environment()) with
        {
            Heartbeat = new HeartbeatOptions { Address = $"{address}", Interval = Interval },
        };
        var standing = new HeartbeatBoard(options);
        var sender = new HeartbeatSender(
            options,
            _board,
            standing,
            _services.GetRequiredService<IHttpClientFactory>(),
            _time,
            _log
        );
        await sender.StartAsync(CancellationToken.None);
        return (sender, standing);
    }

    /// <summary>Time goes on in steps of a second, and everything is judged at each.</summary>
    private Task JudgedUntilAsync(string what, Func<bool> condition) =>
        Wait.UntilAsync(
            _time,
            what,
            () =>
            {
                _board.Publish(new LivePicture("Prod", _time.GetUtcNow(), 1, [], []));
                return condition();
            },
            TimeSpan.FromSeconds(1)
        );
}
