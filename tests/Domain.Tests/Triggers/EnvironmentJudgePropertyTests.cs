using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class EnvironmentJudgePropertyTests
{
    private static readonly EnvironmentOptions Options = Some.Environment() with
    {
        Triggers = new()
        {
            Availability = new()
            {
                HoldFor = Some.Seconds(50),
                RecoverFor = Some.Seconds(10),
                MinimumSamples = 3,
            },
            Flapping = new()
            {
                Window = Some.Seconds(60),
                MostOutages = 1,
                RecoverFor = Some.Seconds(5),
            },
            ErrorRate = new()
            {
                HoldFor = Some.Seconds(50),
                RecoverFor = Some.Seconds(5),
                MinimumCalls = 10,
            },
            Latency = new()
            {
                HoldFor = Some.Seconds(50),
                RecoverFor = Some.Seconds(5),
                MinimumCalls = 4,
            },
            SseTtfb = new()
            {
                HoldFor = Some.Seconds(50),
                RecoverFor = Some.Seconds(5),
                MinimumConnections = 2,
            },
            SseHeartbeat = new()
            {
                LimitGap = Some.Seconds(5),
                RecoverFor = Some.Seconds(5),
                EventsWithin = Some.Seconds(20),
            },
        },
        Deploying = new() { Settle = Some.Seconds(10), Cap = Some.Seconds(30) },
    };

    /// <summary>Inputs of one tick: kind, instance, lateness in seconds, how bad.</summary>
    private static readonly Gen<(int Kind, int Instance, int Late, int Bad)[]> Inputs = Gen.Select(
        Gen.Int[0, 11],
        Gen.Int[1, 2],
        Gen.Int[-1, 8],
        Gen.Int[0, 3]
    ).Array[0, 6];

    private static readonly Gen<((int, int, int, int)[] Inputs, int Passed)[]> Ticks = Gen.Select(
        Inputs,
        Gen.Int[1, 12]
    ).Array[1, 80];

    [Fact]
    public void Tick_JudgingOnlyWhatIsDue_SaysWhatJudgingEverythingSays() =>
        Ticks.Sample(
            ticks =>
            {
                var (lazy, eager) = (new EnvironmentJudge("Prod", Options), new EnvironmentJudge("Prod", Options));
                Run(
                    ticks,
                    (input, now) =>
                    {
                        lazy.Take(input, now);
                        eager.Take(input, now);
                    },
                    now =>
                    {
                        lazy.Tick(now);
                        eager.TickAll(now);
                        Assert.Equal(Words(eager), Words(lazy));
                    }
                );
            },
            iter: 300
        );

    [Fact]
    public void Take_SameInputs_GiveTheSameVerdicts() =>
        Ticks.Sample(
            ticks =>
            {
                var (first, second) = (new EnvironmentJudge("Prod", Options), new EnvironmentJudge("Prod", Options));
                Run(ticks, first.Take, first.Tick);
                Run(ticks, second.Take, second.Tick);
                Assert.Equal(first.Verdicts(), second.Verdicts());
            },
            iter: 100
        );

    [Fact]
    public void Tick_AnyInputs_NoDataNeverBreachesOrResolvesAndAPendingHoldOnlyGrows() =>
        Ticks.Sample(
            ticks =>
            {
                var judge = new EnvironmentJudge("Prod", Options);
                var before = judge.Verdicts();
                Run(
                    ticks,
                    judge.Take,
                    now =>
                    {
                        judge.Tick(now);
                        var after = judge.Verdicts();
                        for (var i = 0; i < after.Count; i++)
                        {
                            Assert.False(after[i].Value is null && after[i].IsBroken && !before[i].IsBroken);
                            Assert.False(after[i].Value is null && !after[i].IsBroken && before[i].IsBroken);
                            Assert.False(
                                after[i].State == VerdictState.Pending
                                    && before[i].State == VerdictState.Pending
                                    && after[i].Held < before[i].Held
                            );
                        }

                        before = after;
                    }
                );
            },
            iter: 300
        );

    [Fact]
    public void Take_OnlyHealthySamples_NeverBreach() =>
        Ticks.Sample(
            ticks =>
            {
                var judge = new EnvironmentJudge("Prod", Options);
                Run(
                    [
                        .. ticks
                            .Select(tick =>
                                ((int, int, int, int)[])
                                    [.. tick.Inputs.Select(one => (one.Item1, one.Item2, one.Item3, 0))]
                            )
                            .Select(inputs => (inputs, 1)),
                    ],
                    judge.Take,
                    now =>
                    {
                        judge.Tick(now);
                        // A stream nobody sends on is silent; everything that was sent was good.
                        Assert.DoesNotContain(
                            judge.Verdicts(),
                            verdict => verdict.IsBroken && verdict.Trigger != TriggerNames.SseHeartbeat
                        );
                    }
                );
            },
            iter: 200
        );

    private static void Run(
        ((int Kind, int Instance, int Late, int Bad)[] Inputs, int Passed)[] ticks,
        Action<JudgingInput, DateTimeOffset> take,
        Action<DateTimeOffset> tick
    )
    {
        var now = Some.Start;
        var counters = new Dictionary<string, (long Calls, long Errors)>();
        foreach (var (inputs, passed) in ticks)
        {
            now += Some.Seconds(passed * 0.25);
            foreach (var input in inputs)
            {
                take(Input(input, now, counters), now);
            }

            tick(now);
        }
    }

    private static JudgingInput Input(
        (int Kind, int Instance, int Late, int Bad) one,
        DateTimeOffset now,
        Dictionary<string, (long Calls, long Errors)> counters
    )
    {
        var (name, at, bad) = ($"api-{one.Instance}", now - Some.Seconds(one.Late), one.Bad > 1);
        var fault = bad ? Fault.Timeout : Fault.None;
        switch (one.Kind)
        {
            case 0 or 1:
                return new HealthProbed(at, name, (HealthEndpoint)one.Kind, fault, 0, 0);
            case 2:
                var (calls, errors) = counters.GetValueOrDefault(name);
                counters[name] = (calls + 20, errors + (bad ? 5 : 0));
                return new TrafficScraped(
                    at,
                    name,
                    calls + 20,
                    counters[name].Errors,
                    new([600_000], [calls + 20 - counters[name].Errors, calls + 20])
                );
            case 3:
                return new ContractCalled(at, name, "/api/flags", fault, 0, bad ? 900_000 : 5_000, bad ? "x" : null);
            case 4:
                return new StreamLooked(at, name);
            case 5 or 6:
                return new StreamBeat(at, name);
            case 7:
                return new StreamEvent(at, name);
            case 8:
                return new FirstEventTimed(at, name, bad ? null : 40_000 * (one.Bad + 1));
            case 9:
                return one.Bad == 3 ? new Resumed(now) : new TagRead(at, name, "v1");
            case 10:
                return new VantageLooked(at, "canary", Answered: one.Bad < 3);
            default:
                return new JournalFact(
                    new(
                        0,
                        "environment/Prod",
                        0,
                        now,
                        Actor.Watchdog,
                        bad
                            ? new DeploymentStarted("d", Component.Api, "v2", "ci")
                            : new DeploymentEnded("d", Component.Api, "v2", Succeeded: true, "")
                    )
                );
        }
    }

    private static List<string> Words(EnvironmentJudge judge) =>
        [
            .. judge
                .Verdicts()
                .Select(verdict =>
                    $"{verdict.Series} {verdict.State} {verdict.Since:O} {verdict.Onset:O} {verdict.BreachesAt:O}"
                ),
        ];
}
