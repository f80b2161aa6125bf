using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Benchmarks.Sse;

/// <summary>
/// The product's own side: <see cref="StreamWatch"/> holds the streams, their signs of life go through the queue to the
/// heartbeat's series, which are judged every 250 ms. Says "ready" when every stream was heard, and for each series that
/// breaches how many seconds after its limit it was noticed.
/// </summary>
internal static class StreamClient
{
    public const string Role = "hold-streams";
    private const string Environment = "Prod";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    public static void Run(int port, int streams)
    {
        var options = Options(port, streams);
        var (pulses, inputs) = (new Pulses(), new Inputs());
        using var wire = new WireClient();
        using var http2 = new Http2Client();
        using var watch = new StreamWatch(
            options,
            pulses,
            new EventStreams(wire, http2),
            TimeProvider.System,
            NullLogger<StreamWatch>.Instance
        );
        watch.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        var heard = new Dictionary<string, Heartbeat>(StringComparer.Ordinal);
        foreach (var instance in options.Environments[Environment].Instances)
        {
            heard[instance.Name] = new(
                new(
                    new(Environment, Component.Api, instance.Name),
                    options.Environments[Environment].Triggers.SseHeartbeat
                )
            );
        }

        // As the product keeps them: a tick walks through numbers and not through memory.
        var (all, due) = (heard.Values.ToArray(), new long[heard.Count]);
        for (var i = 0; i < all.Length; i++)
        {
            all[i].KeepDueIn(due, i);
        }

        var (ready, next) = (false, TimeProvider.System.GetUtcNow());
        while (true)
        {
            next += Every;
            var ahead = next - TimeProvider.System.GetUtcNow();
            if (ahead > TimeSpan.Zero)
            {
                Thread.Sleep(ahead);
            }

            var now = TimeProvider.System.GetUtcNow();
            Take(pulses, inputs, heard);
            for (var i = 0; i < due.Length; i++)
            {
                if (due[i] <= now.UtcTicks && all[i].Judge(now) is { } late && ready)
                {
                    Console.WriteLine(late.TotalSeconds.ToString(CultureInfo.InvariantCulture));
                }
            }

            if (!ready && heard.Values.All(one => one.Last is not null))
            {
                ready = true;
                Console.WriteLine("ready");
            }
        }
    }

    private static WatchdogOptions Options(int port, int streams) =>
        new()
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
            {
                [Environment] = new()
                {
                    Instances =
                    [
                        .. Enumerable
                            .Range(1, streams)
                            .Select(i => new InstanceOptions
                            {
                                Name = $"api-{i}",
                                Component = Component.Api,
                                Address = $"http://127.0.0.1:{port}",
                            }),
                    ],
                },
            },
        };

    private static void Take(Pulses pulses, Inputs inputs, Dictionary<string, Heartbeat> heard)
    {
        pulses.Drain(inputs);
        while (inputs.TryTake(out var next))
        {
            switch (next.Input)
            {
                case StreamLooked look:
                    heard[look.Instance].Look(look.At);
                    break;
                case StreamBeat beat:
                    heard[beat.Instance].Beat(beat.At);
                    break;
                default:
                    break;
            }
        }
    }

    private sealed class Heartbeat(SseHeartbeatSeries series)
    {
        private readonly TimeSpan _limit = new SseHeartbeatOptions().LimitGap;
        private bool _breached;
        private long[] _due = [];
        private int _place;

        public DateTimeOffset? Last { get; private set; }

        public void KeepDueIn(long[] due, int place) => (_due, _place, due[place]) = (due, place, series.DueAt);

        public void Look(DateTimeOffset at)
        {
            series.Look(at);
            _due[_place] = series.DueAt;
        }

        public void Beat(DateTimeOffset at)
        {
            series.Beat(at);
            Last = at;
            _due[_place] = series.DueAt;
        }

        /// <summary>How long after its limit a gap was noticed, when this tick notices one.</summary>
        public TimeSpan? Judge(DateTimeOffset now)
        {
            var breached = series.Step(now, deploying: false) == VerdictState.Breached;
            _due[_place] = series.DueAt;
            var first = breached && !_breached;
            _breached = breached;
            return first && Last is { } last ? TimeProvider.System.GetUtcNow() - last - _limit : null;
        }
    }
}
