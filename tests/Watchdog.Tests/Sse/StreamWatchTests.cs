using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Sse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class StreamWatchTests
{
    [Fact]
    public async Task Watch_CommentsOnly_AreHeartbeats()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            while (true)
            {
                await peer.SendAsync(": ping\n");
                await peer.PauseAsync(30);
            }
        });
        await using var rig = await Rig.StartAsync(server.Address);

        await rig.ForAsync(TimeSpan.FromSeconds(1.2));

        Assert.InRange(rig.Worst, TimeSpan.Zero, TimeSpan.FromMilliseconds(900));
        Assert.Equal(1, server.Connections);
        Assert.Equal(0, rig.Events);
    }

    [Fact]
    public async Task Watch_EventInPieces_IsToldAsARealEvent()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            foreach (var piece in (string[])["eve", "nt: job\nda", "ta: {}\n", "\n"])
            {
                await peer.SendAsync(piece);
                await peer.PauseAsync(20);
            }

            await peer.SilenceAsync();
        });
        await using var rig = await Rig.StartAsync(server.Address, limit: TimeSpan.FromSeconds(20));

        await Wait.UntilAsync(
            "the event is told",
            () =>
            {
                rig.Tick();
                return rig.Events > 0;
            }
        );

        Assert.Equal(1, rig.Events);
    }

    [Fact]
    public async Task Watch_TrickleOfSingleBytes_IsLife()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            while (true)
            {
                await peer.SendAsync("x");
                await peer.PauseAsync(30);
            }
        });
        await using var rig = await Rig.StartAsync(server.Address);

        await rig.ForAsync(TimeSpan.FromSeconds(1));

        Assert.InRange(rig.Worst, TimeSpan.Zero, TimeSpan.FromMilliseconds(900));
    }

    [Theory]
    [InlineData("stalls after the greeting")]
    [InlineData("sends headers only")]
    [InlineData("never sends headers")]
    [InlineData("closes at once")]
    [InlineData("answers 500")]
    [InlineData("answers a page")]
    [InlineData("redirects")]
    public async Task Watch_NoBytesOfAStream_TheGapGrowsToABreach(string how)
    {
        await using var server = new HostileServer(peer =>
            how switch
            {
                "stalls after the greeting" => GreetAsync(peer),
                "sends headers only" => OnlyHeadersAsync(peer),
                "never sends headers" => peer.SilenceAsync(),
                "closes at once" => Task.CompletedTask,
                "answers 500" => peer.AnswerAsync("500 Sorry", "oops"),
                "answers a page" => peer.AnswerAsync(
                    "200 OK",
                    "<html>sign in</html>\n\n",
                    "Content-Type: text/html\r\n"
                ),
                _ => peer.AnswerAsync("302 Found", "moved", "Location: /\r\n"),
            }
        );
        await using var rig = await Rig.StartAsync(server.Address);

        await Wait.UntilAsync("the series is breached", () => rig.Tick().State == VerdictState.Breached);

        Assert.InRange(rig.Worst, Rig.Limit, TimeSpan.FromSeconds(10));

        static async Task GreetAsync(Peer peer)
        {
            await OnlyHeadersAsync(peer, "event: hello\ndata: {}\n\n");
        }

        static async Task OnlyHeadersAsync(Peer peer, string greeting = "")
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync(greeting);
            await peer.SilenceAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_EndsAfterEachEvent_ReconnectsSoonAndStaysAlive(bool reset)
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync("data: x\n\n");
            await peer.PauseAsync(20);
            if (reset)
            {
                peer.Reset();
            }
        });
        await using var rig = await Rig.StartAsync(server.Address, limit: TimeSpan.FromSeconds(20));

        // Were each end taken for a failure, the waits would double: 0.5, 1, 2, 4, 4 s.
        await Wait.UntilAsync(
            "it came back a dozen times",
            () =>
            {
                rig.Tick();
                return server.Connections >= 12;
            },
            TimeSpan.FromSeconds(12)
        );

        Assert.InRange(rig.Worst, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Watch_RefusedThenBack_IsHeardBeforeTheLimitPassesAgain()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            while (true)
            {
                await peer.SendAsync(": ping\n");
                await peer.PauseAsync(30);
            }
        });
        await server.CloseAsync();
        await using var rig = await Rig.StartAsync(server.Address);
        await rig.ForAsync(TimeSpan.FromSeconds(4));
        Assert.Equal(VerdictState.Breached, rig.Tick().State);

        server.Reopen();
        await Wait.UntilAsync("the stream is heard again", () => rig.Tick().State != VerdictState.Breached, Rig.Limit);
    }

    [Fact]
    public async Task Watch_Reconnects_AsksForWhatItMissedAfterTheTimeTheServerNamed()
    {
        var heads = new ConcurrentQueue<(string Head, DateTimeOffset At)>();
        await using var server = new HostileServer(async peer =>
        {
            heads.Enqueue((await peer.ReadAsync(), TimeProvider.System.GetUtcNow()));
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            await peer.SendAsync(heads.Count == 1 ? "retry: 900\nid: 41\ndata: a\n\nid: 42\ndata: b" : "data: c\n\n");
        });
        await using var rig = await Rig.StartAsync(server.Address, limit: TimeSpan.FromSeconds(20));

        await Wait.UntilAsync("it came back twice", () => heads.Count >= 3);

        var (first, second, third) = (heads.ElementAt(0), heads.ElementAt(1), heads.ElementAt(2));
        Assert.DoesNotContain("Last-Event-ID", first.Head, StringComparison.Ordinal);
        // 42 never became complete.
        Assert.Contains("Last-Event-ID: 41\r\n", second.Head, StringComparison.Ordinal);
        Assert.Contains("Last-Event-ID: 41\r\n", third.Head, StringComparison.Ordinal);
        // Three quarters of the time named, at least: the wait is random by a quarter.
        Assert.InRange(third.At - second.At, TimeSpan.FromMilliseconds(600), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Watch_EverybodyIsGreetedAndThenNothing_StaysBreached()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync(": hello\n");
            await peer.SilenceAsync();
        });
        await using var rig = await Rig.StartAsync(server.Address);

        await Wait.UntilAsync(
            "it was doubted twice",
            () =>
            {
                rig.Tick();
                return server.Connections >= 3;
            }
        );

        Assert.Equal((1, VerdictState.Breached), (rig.Breaches, rig.Tick().State));
    }

    [Fact]
    public async Task Watch_HeldOpenWhileANewOneLives_IsOpenedAnew()
    {
        // As through a balancer that keeps a connection whose server is gone.
        var connections = 0;
        await using var server = new HostileServer(async peer =>
        {
            var mute = Interlocked.Increment(ref connections) == 1;
            await peer.BeginStreamAsync();
            await peer.SendAsync(": hello\n");
            while (!mute)
            {
                await peer.PauseAsync(50);
                await peer.SendAsync(": ping\n");
            }

            await peer.SilenceAsync();
        });
        await using var rig = await Rig.StartAsync(server.Address);
        await Wait.UntilAsync("it is breached", () => rig.Tick().State == VerdictState.Breached);

        await Wait.UntilAsync("it is well again", () => rig.Tick().State == VerdictState.Healthy);

        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task Watch_Http2_IsHeardAsWell()
    {
        await using var server = await Http2Server.StartAsync();
        await using var rig = await Rig.StartAsync(server.Address, limit: TimeSpan.FromSeconds(20), http2: true);

        await Wait.UntilAsync(
            "events are told",
            () =>
            {
                rig.Tick();
                return rig.Events >= 3;
            }
        );

        Assert.Equal("HTTP/2", server.Protocol);
    }

    [Fact]
    public async Task Watch_ConnectingTakesForEver_TriesAgain()
    {
        // The TLS handshake is never answered: the connection's own time limit ends it, not we.
        await using var server = new HostileServer(peer => peer.SilenceAsync());
        await using var rig = await Rig.StartAsync(new($"https://127.0.0.1:{server.Port}"));

        await Wait.UntilAsync("a second connection", () => server.Connections >= 2);
    }

    [Fact]
    public async Task Watch_Stopped_EndsAtOnce()
    {
        await using var server = new HostileServer(peer => peer.SilenceAsync());
        var rig = await Rig.StartAsync(server.Address);
        await Wait.UntilAsync("it is connected", () => server.Connections == 1);

        await rig.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
    }

    private sealed class Rig : IAsyncDisposable
    {
        public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
        private readonly StreamWatch _watch;
        private readonly Pulses _pulses = new();
        private readonly Inputs _inputs = new();
        private readonly EnvironmentJudge _judge;
        private VerdictState _before;

        private Rig(Uri address, TimeSpan limit, bool http2)
        {
            var environment = Some.Environment(instances: [Some.Api(address)]) with
            {
                Triggers = new()
                {
                    SseHeartbeat = new() { LimitGap = limit, RecoverFor = TimeSpan.FromSeconds(1) },
                },
                Probes = new() { StreamHttp2 = http2 },
            };
            _judge = new("Prod", environment);
            _watch = new(
                Some.Options(environment),
                _pulses,
                Portal.Streams,
                TimeProvider.System,
                NullLogger<StreamWatch>.Instance
            );
        }

        /// <summary>Real events told to judging.</summary>
        public int Events { get; private set; }

        /// <summary>How often the series became breached.</summary>
        public int Breaches { get; private set; }

        /// <summary>The longest gap any tick has shown.</summary>
        public TimeSpan Worst { get; private set; }

        public static async Task<Rig> StartAsync(Uri address, TimeSpan? limit = null, bool http2 = false)
        {
            var rig = new Rig(address, limit ?? Limit, http2);
            await rig._watch.StartAsync(CancellationToken.None);
            return rig;
        }

        public Verdict Tick()
        {
            var now = TimeProvider.System.GetUtcNow();
            _pulses.Drain(_inputs);
            while (_inputs.TryTake(out var next))
            {
                Events += next.Input is StreamEvent ? 1 : 0;
                _judge.Take(next.Input, now);
            }

            _judge.Tick(now);
            var verdict = _judge.Verdicts().Single(v => v.Trigger == TriggerNames.SseHeartbeat);
            Breaches += verdict.State == VerdictState.Breached && _before != VerdictState.Breached ? 1 : 0;
            _before = verdict.State;
            var gap = TimeSpan.FromMilliseconds(verdict.Value ?? 0);
            Worst = gap > Worst ? gap : Worst;
            return verdict;
        }

        public async Task ForAsync(TimeSpan time)
        {
            var until = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(until) < time)
            {
                Tick();
                await Task.Delay(20);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _watch.StopAsync(CancellationToken.None);
            _watch.Dispose();
        }
    }
}
