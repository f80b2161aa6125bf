using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Probes.Traffic;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Probes;

/// <summary>Probes and judging together over every hostile target at once.</summary>
public sealed class HostileRoundTests
{
    [Fact]
    public async Task Tick_HostileTargets_BreachAndAreNeverHealthy()
    {
        var servers = Behaviours.Bad.ToDictionary(bad => bad.Key, bad => new HostileServer(bad.Value.Behave));
        servers["refuses"] = new HostileServer(_ => Task.CompletedTask);
        await servers["refuses"].CloseAsync();
        using var rig = new Rig(servers.ToDictionary(server => server.Key, server => server.Value.Address));

        var words = await rig.RunUntilAsync(verdicts => verdicts.All(verdict => verdict.IsBroken));

        Assert.DoesNotContain(words, word => word.State is VerdictState.Healthy or VerdictState.Recovering);
        Assert.Equal(servers.Count * 2, words.Where(word => word.State == VerdictState.Breached).Distinct().Count());
        foreach (var server in servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Tick_OddBodies_AnswerWellAndHaveNoTag()
    {
        var servers = Behaviours.Odd.ToDictionary(odd => odd.Key, odd => new HostileServer(odd.Value));
        using var rig = new Rig(servers.ToDictionary(server => server.Key, server => server.Value.Address));

        await rig.RunUntilAsync(verdicts => verdicts.All(verdict => verdict.State == VerdictState.Healthy));

        Assert.All(rig.Board.Of("Prod")!.Instances, instance => Assert.Null(instance.Tag));
        Assert.Empty(rig.Broke);
        foreach (var server in servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Scrape_HostileOrForeignMetrics_IsNoTraffic()
    {
        await using var html = new HostileServer(peer => peer.AnswerAsync("200 OK", "<html>sign in</html>"));
        await using var garbage = new HostileServer(Behaviours.Bad["endless-body"].Behave);
        using var rig = new Rig(
            new() { ["html"] = html.Address, ["garbage"] = garbage.Address },
            component: Component.Api
        );

        await Wait.UntilAsync(
            "both were scraped twice",
            () =>
            {
                rig.Start(ProbeKind.Metrics);
                rig.Round.Tick();
                return html.Connections >= 3 && garbage.Connections >= 3;
            }
        );

        Assert.All(
            rig.Board.Of("Prod")!.Verdicts.Where(verdict => verdict.Trigger == TriggerNames.ErrorRate),
            verdict => Assert.Equal(VerdictState.NoData, verdict.State)
        );
    }

    private sealed class Rig : IDisposable
    {
        private readonly Folder _folder = new();
        private readonly WatchdogOptions _options;
        private readonly ProbeExecutor _probes;
        private readonly Lifetime _lifetime = new();
        private readonly Collector _log = new();

        public Rig(Dictionary<string, Uri> targets, Component component = Component.Web)
        {
            _options = new()
            {
                Environments = new Dictionary<string, EnvironmentOptions>
                {
                    ["Prod"] = new()
                    {
                        Instances =
                        [
                            .. targets.Select(target => new InstanceOptions
                            {
                                Name = target.Key,
                                Component = component,
                                Address = target.Value.OriginalString,
                            }),
                        ],
                        Probes = new() { Timeout = TimeSpan.FromMilliseconds(400) },
                        Triggers = new()
                        {
                            Availability = new()
                            {
                                HoldFor = TimeSpan.FromSeconds(1),
                                Window = TimeSpan.FromSeconds(20),
                                RecoverFor = TimeSpan.Zero,
                            },
                        },
                    },
                },
            };
            var time = new AnchoredTime();
            var inputs = new Inputs();
            var tags = new InstanceBoard(_options, time);
            Board = new(time);
            Round = new(
                _options,
                inputs,
                new Pulses(),
                tags,
                Board,
                _folder.Store,
                new JournalTail(_folder.Store.Journal),
                time,
                NullLogger<JudgingRound>.Instance
            );
            _probes = new(
                _options,
                [
                    new HealthProbe(new(Portal.Client, inputs, new(), time), Portal.Client, inputs, tags, time),
                    new MetricsProbe(Portal.Client, new(inputs, NullLogger<TrafficFeed>.Instance), time),
                ],
                _lifetime,
                _log
            );
        }

        public LiveBoard Board { get; }

        public JudgingRound Round { get; }

        public IReadOnlyCollection<string> Broke => _log.Lines;

        public void Start(ProbeKind kind)
        {
            foreach (var planned in _probes.Plan("Prod").Where(planned => planned.Probe.Kind == kind))
            {
                _probes.Start(planned);
            }
        }

        /// <summary>Probes and ticks until all verdicts are as wanted; returns every word that was said on the way.</summary>
        public async Task<IReadOnlyCollection<(string Series, VerdictState State)>> RunUntilAsync(
            Func<IReadOnlyList<Verdict>, bool> done
        )
        {
            var words = new HashSet<(string, VerdictState)>();
            await Wait.UntilAsync(
                "every verdict is as wanted",
                () =>
                {
                    Start(ProbeKind.Health);
                    Round.Tick();
                    var verdicts = Board
                        .Of("Prod")!
                        .Verdicts.Where(verdict => verdict.Trigger == TriggerNames.Availability)
                        .ToList();
                    words.UnionWith(verdicts.Select(verdict => (verdict.Series, verdict.State)));
                    return done(verdicts);
                }
            );
            return words;
        }

        public void Dispose()
        {
            _lifetime.StopApplication();
            _folder.Dispose();
        }
    }
}
