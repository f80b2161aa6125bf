using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

/// <summary>The PromQL source against the distribution's real Prometheus.</summary>
[Trait("Category", "Processes")]
public sealed class RealPrometheusTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Folder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    [PrometheusFact]
    public async Task Ask_TargetThatAnswersAndDies_IsReadExactlyThenHasNoData()
    {
        var errors = 2;
        await using var target = new HostileServer(peer =>
            peer.AnswerAsync(
                "200 OK",
                $$"""
                # TYPE portal_http_requests_total counter
                portal_http_requests_total{route="/api/jobs",code="200",caller="user"} 10
                portal_http_requests_total{route="/api/a \"b\" \\c",code="503",caller="user"} {{errors}}
                portal_http_requests_total{route="/api/events",code="503",caller="user"} 90
                portal_http_requests_total{route="/api/jobs",code="503",caller="watchdog"} 90
                # TYPE portal_http_request_seconds histogram
                portal_http_request_seconds_bucket{route="/api/jobs",caller="user",le="0.6"} 11
                portal_http_request_seconds_bucket{route="/api/jobs",caller="user",le="+Inf"} 12
                portal_http_request_seconds_sum{route="/api/jobs",caller="user"} 4.5
                portal_http_request_seconds_count{route="/api/jobs",caller="user"} 12
                # TYPE portal_cors_rejections_total counter
                portal_cors_rejections_total{origin="https://b",caller="user"} 4

                """.ReplaceLineEndings("\n"),
                "Content-Type: text/plain; version=0.0.4\r\n"
            )
        );
        await using var server = await PrometheusServer.StartAsync(history: null, target.Address);
        using var rig = new PromQlRig(server.Address, TimeProvider.System, [Some.Api(target.Address)]);

        var first = await UntilTrafficAsync(rig, calls: 12);
        Assert.Equal(2, first.Errors);
        Assert.Equal(new DurationHistogram([600_000], [11, 12]), first.Durations);
        Assert.InRange(DateTimeOffset.UtcNow - first.At, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(60));

        errors = 5;
        var second = await UntilTrafficAsync(rig, calls: 15);
        Assert.Equal(5, second.Errors);
        Assert.InRange(second.At - first.At, TimeSpan.FromTicks(1), Patience);

        await target.CloseAsync();
        await Wait.UntilAsync(
            "the series are stale",
            async () =>
                !(await rig.AskAsync()).Any()
                && rig.FeedLog.Lines.Any(line =>
                    line.Contains("has no portal_http_requests_total", StringComparison.Ordinal)
                ),
            Patience
        );
        Assert.Empty(await rig.AskAsync());
    }

    [PrometheusFact]
    public async Task Ask_SandboxPortal_IsReadAsItIsScraped()
    {
        var port = Ports.FreeBase();
        await using var sandbox = RunningProgram.Sandbox(
            "control",
            "--port-base",
            Text(port),
            "--data",
            _folder.Path,
            "--environments",
            "Prod"
        );
        Uri[] apis = [new($"http://127.0.0.1:{port + 50}"), new($"http://127.0.0.1:{port + 51}")];
        await UntilReadyAsync(new Uri($"http://127.0.0.1:{port + 10}"), sandbox);
        await using var server = await PrometheusServer.StartAsync(history: null, apis);
        using var rig = new PromQlRig(
            server.Address,
            TimeProvider.System,
            [Some.Api(apis[0]), Some.Api(apis[1], "api-2")],
            probes => probes with { Cors = new() { IntendedOrigins = ["https://nobody.example"] } }
        );

        for (var i = 0; i < 7; i++)
        {
            Assert.Equal("https://nobody.example", await RefusedAsync(apis[0]));
            await CallAsync(apis[1]);
        }

        IReadOnlyList<JudgingInput> told = [];
        await Wait.UntilAsync(
            "both instances are read",
            async () =>
            {
                told = [.. told, .. await rig.AskAsync()];
                return told.OfType<RefusalsCounted>().Any(one => one.Refused == 7)
                    && told.OfType<TrafficScraped>()
                        .Any(one => one is { Instance: "api-2", Calls: >= 7, Durations: not null });
            },
            Patience
        );
        Assert.All(
            told.OfType<RefusalsCounted>().Where(one => one.Refused > 0),
            one => Assert.Equal("api-1", one.Instance)
        );

        await sandbox.TerminateAsync(Patience);
        await Wait.UntilAsync(
            "both are stale",
            async () =>
                !(await rig.AskAsync()).Any()
                && rig.FeedLog.Lines.Count(line =>
                    line.Contains("has no portal_http_requests_total", StringComparison.Ordinal)
                ) >= 2,
            Patience
        );
    }

    [PrometheusFact]
    public async Task Ask_ServerThatKnowsTheLastHours_TeachesWhatIsNormalAtOnce()
    {
        var now = DateTimeOffset.UtcNow;
        var address = new Uri("http://127.0.0.1:9");
        await using var server = await PrometheusServer.StartAsync(History(address, now));
        using var rig = new PromQlRig(server.Address, TimeProvider.System, [Some.Api(address)], environment: "Beta");

        var told = await rig.AskAsync();

        var judge = new EnvironmentJudge("Beta", rig.Options);
        foreach (var one in told)
        {
            judge.Take(one, now);
        }

        // 3 % is normal here, so that the limit is that and five times the deviation, not the runbook's 1 %.
        judge.TickAll(now);
        judge.TickAll(now.AddMilliseconds(250));
        var verdict = judge.Verdicts().Single(one => one is { Trigger: TriggerNames.ErrorRate, Instance: "api-1" });
        Assert.Equal((VerdictState.Healthy, 30_000), (verdict.State, verdict.Limit));
    }

    [PrometheusFact]
    public async Task Ask_QueryTheServerRefuses_SaysItsWords()
    {
        await using var server = await PrometheusServer.StartAsync();
        using var rig = new PromQlRig(
            server.Address,
            TimeProvider.System,
            [Some.Api(new("http://127.0.0.1:9"))],
            probes => probes with { Prometheus = probes.Prometheus with { Requests = "{metric}{" } }
        );

        Assert.Empty(await rig.AskAsync());
        Assert.Contains("HTTP 400, bad_data: ", Assert.Single(rig.FeedLog.Lines), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Two hours of 100 calls every 15 s, three of them errors, up to now.</summary>
    private static string History(Uri address, DateTimeOffset now)
    {
        var text = new StringBuilder("# TYPE portal_http_requests counter\n");
        foreach (var (code, perScrape) in new[] { ("200", 97), ("500", 3) })
        {
            for (var second = -7_200; second <= 0; second += 15)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"portal_http_requests_total{{job=\"portal\",instance=\"{address.Authority}\",code=\"{code}\",route=\"/api/jobs\"}} {(second + 7_200) / 15 * perScrape} {now.AddSeconds(second).ToUnixTimeSeconds()}\n"
                );
            }
        }

        return text.Append("# EOF\n").ToString();
    }

    private static async Task<TrafficScraped> UntilTrafficAsync(PromQlRig rig, long calls)
    {
        TrafficScraped? found = null;
        await Wait.UntilAsync(
            $"{calls} calls are read",
            async () =>
                (found = (await rig.AskAsync()).OfType<TrafficScraped>().FirstOrDefault(one => one.Calls == calls))
                    is not null,
            Patience
        );
        return found!;
    }

    private async Task UntilReadyAsync(Uri control, RunningProgram sandbox) =>
        await Wait.UntilAsync(
            "the sandbox is ready",
            async () =>
            {
                Assert.False(sandbox.HasExited, sandbox.Error);
                try
                {
                    using var answer = await _http.GetAsync(new Uri(control, "/ready"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Patience
        );

    private async Task CallAsync(Uri api)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, "/api/jobs"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestEnvironment.PortalToken);
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private async Task<string> RefusedAsync(Uri api)
    {
        const string origin = "https://nobody.example";
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(api, "/api/jobs"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var answer = await _http.SendAsync(request);
        Assert.Contains("origin_forbidden", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return origin;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
