using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Traffic.PromQl;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

public sealed class PromQlProbeTests
{
    private const string One = "instance=10.0.0.1:80";
    private const string Two = "instance=10.0.0.2:80";
    private static readonly DateTimeOffset Taken = Some.Start.AddSeconds(-3.5);

    private static readonly InstanceOptions[] Instances =
    [
        Some.Api(new("http://10.0.0.1:80"), "api-1"),
        Some.Api(new("http://10.0.0.2:80"), "api-2"),
        Some.Api(new("http://10.0.0.3:80"), "web-1") with
        {
            Component = Component.Web,
        },
    ];

    private static readonly int Inputs =
        System.Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 1_000_000 : 4_000;

    private readonly FakeTimeProvider _time = new(Some.Start);

    private static string Requests =>
        PromQlRig.Vector(
            PromQlRig.Series(10, One, "code=200", "route=/api/jobs", "caller=user"),
            PromQlRig.Series(2, One, "code=503", "route=/api/jobs", "caller=user"),
            PromQlRig.Series(90, One, "code=503", "route=/api/events", "caller=user"),
            PromQlRig.Series(91, One, "code=503", "route=/api/jobs", "caller=watchdog"),
            PromQlRig.Series(92, "instance=10.0.0.9:80", "code=503", "route=/api/jobs", "caller=user")
        );

    private static string Times => PromQlRig.Vector(PromQlRig.Series(PromQlRig.Seconds(Taken), One));

    private static string Durations =>
        PromQlRig.Vector(
            PromQlRig.Series(11, One, "le=0.6", "route=/api/jobs", "caller=user"),
            PromQlRig.Series(12, One, "le=+Inf", "route=/api/jobs", "caller=user")
        );

    public static TheoryData<string, string> Unusable =>
        new()
        {
            {
                """{"status":"error","errorType":"bad_data","error":"parse error at char 7"}""",
                "bad_data: parse error at char 7"
            },
            {
                """{"status":"success","warnings":["a remote store did not answer"],"data":{"resultType":"vector","result":[]}}""",
                "it warns: a remote store did not answer"
            },
            { "<html>sign in</html>", "no answer of a Prometheus API" },
            { "", "no answer of a Prometheus API" },
            { "{}", "HTTP 200" },
            { "[]", "HTTP 200" },
            { "null", "HTTP 200" },
            { """{"status":7}""", "no answer of a Prometheus API" },
            { """{"status":"success"}""", "no answer of a Prometheus API" },
            {
                """{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}""",
                "no answer of a Prometheus API"
            },
            { """{"status":"success","data":{"result":[{"metric":{}}]}}""", "no answer of a Prometheus API" },
            {
                """{"status":"success","data":{"result":[{"metric":{},"value":[1,2]}]}}""",
                "no answer of a Prometheus API"
            },
            {
                """{"status":"success","data":{"result":[{"metric":{},"value":[1,"x"]}]}}""",
                "no answer of a Prometheus API"
            },
            {
                """{"status":"success","data":{"result":[{"metric":{"a":1},"value":[1,"2"]}]}}""",
                "no answer of a Prometheus API"
            },
            {
                """{"status":"success","data":{"result":[{"metric":{"a":"\ud800"},"value":[1,"2"]}]}}""",
                "no answer of a Prometheus API"
            },
            {
                $$$"""{"status":"success","data":{"result":[{"metric":{{{PromQlRig.Labels([.. Enumerable.Range(0, 65).Select(i => $"a{i}=b")])}}},"value":[1,"2"]}]}}""",
                "no answer of a Prometheus API"
            },
            {
                """{"status":"success","data":{"result":[{"metric":{"a":"b","a":"c"},"value":[1,"2"]}]}}""",
                "no answer of a Prometheus API"
            },
            { new string('[', 60_000), "no answer of a Prometheus API" },
        };

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Fact]
    public async Task Ask_RawSeries_AreTheInstancesTrafficAtTheServersTime()
    {
        await using var server = PromQlRig.Server(
            Requests,
            Times,
            Durations,
            PromQlRig.Vector(PromQlRig.Series(4, One, "origin=https://b", "caller=user"))
        );
        using var rig = Rig(server);

        Assert.Equal(
            [
                new TrafficScraped(Taken, "api-1", 12, 2, new([600_000], [11, 12])),
                new RefusalsCounted(Taken, "api-1", "https://a", 0),
                new RefusalsCounted(Taken, "api-1", "https://b", 4),
            ],
            await rig.AskAsync()
        );
        Assert.Contains(
            "The Prometheus server has no portal_http_requests_total with instance=\"10.0.0.2:80\" now, but with 10.0.0.1:80, 10.0.0.9:80.",
            Assert.Single(rig.FeedLog.Lines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Ask_ServerHasNotLookedSince_IsNothingNew()
    {
        await using var server = PromQlRig.Server(Requests, Times, Durations);
        using var rig = Rig(server);

        Assert.NotEmpty(await rig.AskAsync());
        Assert.Empty(await rig.AskAsync());
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public async Task Ask_SampleOlderThanFiveMinutes_IsStale(int seconds, bool counts)
    {
        var taken = PromQlRig.Seconds(Some.Start.AddSeconds(seconds));
        await using var server = PromQlRig.Server(Requests, PromQlRig.Vector(PromQlRig.Series(taken, One)));
        using var rig = Rig(server);

        Assert.Equal(counts, (await rig.AskAsync()).OfType<TrafficScraped>().Any());
    }

    [Fact]
    public async Task Ask_NoTimes_IsStale()
    {
        await using var server = PromQlRig.Server(Requests);
        using var rig = Rig(server);

        Assert.Empty((await rig.AskAsync()).OfType<TrafficScraped>());
        Assert.Contains(
            rig.FeedLog.Lines,
            line => line.Contains("does not say when it took", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ask_Queries_AreFilledIn()
    {
        var heard = new ConcurrentBag<string>();
        await using var server = PromQlRig.Server(heard: heard.Add);
        using var rig = Rig(
            server,
            probes =>
                probes with
                {
                    Prometheus = probes.Prometheus with
                    {
                        Address = $"{server.Address}prefix/",
                        Selector = new Dictionary<string, string> { ["job"] = "a\"b\\c\nd", ["env"] = "prod" },
                        Requests = "sum by (pod, code) ({metric}{selector})",
                        InstanceLabel = "pod",
                    },
                }
        );

        await rig.AskAsync();

        const string selector = """{env="prod",job="a\"b\\c\nd"}""";
        var requests = $"sum by (pod, code) (portal_http_requests_total{selector})";
        Assert.Equal(
            [
                $"/prefix/api/v1/query?query=max by (pod) (timestamp({requests}))&timeout=1500ms",
                $"/prefix/api/v1/query?query=portal_cors_rejections_total{selector}&timeout=1500ms",
                $"/prefix/api/v1/query?query=portal_http_request_seconds_bucket{selector}&timeout=1500ms",
                $"/prefix/api/v1/query?query={requests}&timeout=1500ms",
            ],
            heard.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Ask_UnusableAnswer_IsNothingAndSaysWhyOnce(string body, string reason)
    {
        await using var server = PromQlRig.Server(body, body, body, body);
        using var rig = Rig(server);

        Assert.Empty(await rig.AskAsync());
        Assert.Empty(await rig.AskAsync());

        Assert.Equal(2, rig.FeedLog.Lines.Count);
        Assert.All(rig.FeedLog.Lines, line => Assert.Contains(reason, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_OnlyTheBucketsCannotBeUsed_LosesOnlyThem()
    {
        await using var server = PromQlRig.Server(Requests, Times, "nonsense", "nonsense");
        using var rig = Rig(server);

        Assert.Equal([new TrafficScraped(Taken, "api-1", 12, 2)], await rig.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileServer_IsNothingWithAReason(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);
        using var rig = Rig(server);

        Assert.Empty(await rig.AskAsync());
        Assert.All(
            rig.FeedLog.Lines,
            line => Assert.Contains("The Prometheus server cannot be used", line, StringComparison.Ordinal)
        );
        Assert.Equal(2, rig.FeedLog.Lines.Count);
    }

    [Fact]
    public async Task Ask_EnvironmentHeldToItsOwnNormal_LearnsTheHoursItIsMadeOfFirst()
    {
        var heard = new ConcurrentQueue<string>();
        var minute = new DateTimeOffset(2026, 11, 1, 8, 58, 0, TimeSpan.Zero);
        await using var server = PromQlRig.Server(
            Requests,
            Times,
            range: _ =>
                PromQlRig.Matrix(
                    (["code=200"], [(minute, 5), (minute.AddMinutes(1), 8)]),
                    (["code=500"], [(minute.AddMinutes(1), 1)])
                ),
            heard: head =>
            {
                if (head.Contains("query_range", StringComparison.Ordinal))
                {
                    heard.Enqueue(head.Split("&start=")[1].Split("&timeout")[0]);
                }
            }
        );
        using var rig = Rig(server, environment: "RTM");
        Deployed(rig, Some.Start.AddHours(-3));

        var told = await rig.AskAsync();

        Assert.Equal(
            [new TrafficScraped(minute, "api-1", 5, 0), new TrafficScraped(minute.AddMinutes(1), "api-1", 9, 1)],
            told.Take(2)
        );
        Assert.Equal(new TrafficScraped(Taken, "api-1", 12, 2), told.OfType<TrafficScraped>().Last());
        Assert.Equal(
            Enumerable
                .Range(0, 8)
                .Reverse()
                .Select(day => Some.Start.AddHours(-3).AddDays(-day))
                .Append(Some.Start)
                .Select(to => $"{to.AddMinutes(-61).ToUnixTimeSeconds()}&end={to.ToUnixTimeSeconds()}&step=60"),
            heard
        );
        Assert.Single(
            rig.BackfillLog.Lines,
            line => line.Contains("normal is learned from 18 samples", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ask_HistoryCannotBeHad_WaitsThreeRoundsAndSaysSo()
    {
        await using var server = PromQlRig.Server(Requests, Times, range: _ => "nonsense");
        using var rig = Rig(server, environment: "Beta");

        Assert.Empty(await rig.AskAsync());
        Assert.Empty(await rig.AskAsync());
        Assert.NotEmpty(await rig.AskAsync());
        Assert.Contains(
            "normal is not learned from Prometheus",
            Assert.Single(rig.BackfillLog.Lines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Read_AnswersMutated_NeverThrow() =>
        Gen.Select(
                Gen.Int[0, 2],
                Gen.Select(
                    Gen.Int[0, 3],
                    Gen.Int[0, 2_000],
                    Gen.OneOf(Gen.Byte, ExpositionDocuments.OneOf("\"\\{}[],:0-.eN"u8.ToArray()))
                ).Array[0, 5]
            )
            .Sample(
                (which, changes) =>
                {
                    var text = which switch
                    {
                        0 => Requests,
                        1 => """{"status":"error","errorType":"bad_data","error":"x"}""",
                        _ =>
                            """{"status":"success","warnings":["x"],"infos":[],"data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"NaN"],[2.5,"+Inf"]]}]}}""",
                    };
                    var bytes = Encoding.UTF8.GetBytes(text).ToList();
                    foreach (var (kind, place, with) in changes)
                    {
                        var at = place % bytes.Count;
                        if (kind == 0)
                        {
                            bytes[at] = with;
                        }
                        else if (kind == 1)
                        {
                            bytes.Insert(at, with);
                        }
                        else if (kind == 2 && bytes.Count > 1)
                        {
                            bytes.RemoveAt(at);
                        }
                        else
                        {
                            bytes.InsertRange(at, bytes.GetRange(at, Math.Min(20, bytes.Count - at)));
                        }
                    }

                    var answer = PromQlAnswer.Read(new PortalAnswer(Fault.None, 200, bytes.ToArray(), TimeSpan.Zero));
                    Assert.True(answer.Problem is null || answer.Series.Count == 0);
                    Assert.InRange(answer.Problem?.Length ?? 0, 0, 301);
                },
                iter: Inputs
            );

    private PromQlRig Rig(
        HostileServer server,
        Func<ProbeOptions, ProbeOptions>? change = null,
        string environment = "Prod"
    ) => new(server.Address, _time, Instances, change, environment);

    private static void Deployed(PromQlRig rig, DateTimeOffset at)
    {
        rig.Store.Journal.Append(
            Actor.Watchdog,
            at,
            new Mcpx.Db.StreamAppend(
                Mcpx.Domain.Journal.Streams.Environment("RTM"),
                0,
                [new DeploymentStarted("d-1", Component.Api, "v1", "pipeline")]
            )
        );
        rig.Tail.CatchUp();
    }
}
