using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Traffic;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

public sealed class MetricsProbeTests
{
    private const string Good = """
        # TYPE portal_http_requests counter
        portal_http_requests_total{route="/api/jobs",code="200",caller="user"} 10
        portal_http_requests_total{route="/api/jobs",code="503",caller="user"} 2
        # TYPE portal_http_request_seconds histogram
        portal_http_request_seconds_bucket{route="/api/jobs",caller="user",le="0.6"} 11
        portal_http_request_seconds_bucket{route="/api/jobs",caller="user",le="+Inf"} 12
        # TYPE portal_cors_rejections counter
        portal_cors_rejections_total{origin="https://b",caller="user"} 4

        """;

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly Inputs _inputs = new();
    private readonly Collector<TrafficFeed> _log = new();
    private readonly TrafficFeed _feed;

    public MetricsProbeTests() => _feed = new(_inputs, _log);

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Fact]
    public async Task Ask_WholeScrape_IsTrafficAndRefusals()
    {
        var told = await AskAsync(
            Good + "# EOF\n",
            new() { Cors = new() { IntendedOrigins = ["https://a", "https://b"] } }
        );

        Assert.Equal(
            [
                new TrafficScraped(Some.Start, "api-1", 12, 2, new([600_000], [11, 12])),
                new RefusalsCounted(Some.Start, "api-1", "https://a", 0),
                new RefusalsCounted(Some.Start, "api-1", "https://b", 4),
            ],
            told
        );
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Ask_NoRefusalYet_StandsAtZeroAndIsToldOnceAMinute()
    {
        var probes = new ProbeOptions { Cors = new() { IntendedOrigins = ["https://b"] } };
        const string quiet = "portal_http_requests_total{code=\"200\"} 1\n";
        const string refused = quiet + "portal_cors_rejections_total{origin=\"https://b\"} 1\n";

        var told = new List<JudgingInput>();
        foreach (var (body, seconds) in new[] { (quiet, 30), (quiet, 30), (quiet, 5), (refused, 5), (refused, 5) })
        {
            told.AddRange((await AskAsync(body, probes)).OfType<RefusalsCounted>());
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(
            [
                new RefusalsCounted(Some.Start, "api-1", "https://b", 0),
                new RefusalsCounted(Some.Start.AddSeconds(60), "api-1", "https://b", 0),
                new RefusalsCounted(Some.Start.AddSeconds(65), "api-1", "https://b", 1),
            ],
            told
        );
    }

    [Fact]
    public async Task Ask_NoCounterOfOurs_SaysNothingOfRefusals() =>
        Assert.Empty(await AskAsync("up 1\n", new() { Cors = new() { IntendedOrigins = ["https://b"] } }));

    [Theory]
    [InlineData(Good, "line 8: cut off: no # EOF at the end")]
    [InlineData("<html>sign in</html>\n", "line 1: no metric's name")]
    [InlineData("up 1\n", "There is no portal_http_requests_total.")]
    [InlineData("portal_http_requests_total 1\n", "portal_http_requests_total has no label code.")]
    public async Task Ask_UnusableScrape_IsNothingAndSaysWhyOnce(string body, string reason)
    {
        Assert.Empty(await AskAsync(body.ReplaceLineEndings("\n")));
        Assert.Empty(await AskAsync(body.ReplaceLineEndings("\n")));

        Assert.Contains(reason, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain; version=0.0.4", true)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", false)]
    public async Task Ask_NoEnd_TheContentTypeSaysWhetherItIsMissing(string type, bool counts)
    {
        await using var server = new HostileServer(peer =>
            peer.AnswerAsync("200 OK", "portal_http_requests_total{code=\"200\"} 1\n", $"Content-Type: {type}\r\n")
        );

        Assert.Equal(counts, (await AskAsync(server, new())).Count == 1);
    }

    [Fact]
    public async Task Ask_GoodAgain_SaysSo()
    {
        await AskAsync("up 1\n");
        await AskAsync(Good + "# EOF\n");

        Assert.Equal("Prod/Api/api-1: traffic is measured.", _log.Lines.Last().TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileTarget_IsNothingWithAReason(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.Empty(await AskAsync(server, new()));
        Assert.Contains("/metrics: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_PathAndTokenConfigured_AreSentWithBothFormatsAccepted()
    {
        var heard = "";
        await using var server = new HostileServer(async peer =>
        {
            heard = await peer.ReadAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });

        await AskAsync(
            server,
            new() { MetricsPath = "/internal/metrics?all=1", MetricsTokenVariable = "MCPX_PORTAL_TOKEN" }
        );

        Assert.StartsWith("GET /internal/metrics?all=1 HTTP/1.1", heard, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Bearer {TestEnvironment.PortalToken}\r\n", heard, StringComparison.Ordinal);
        Assert.Contains("Accept: application/openmetrics-text; version=1.0.0", heard, StringComparison.Ordinal);
        Assert.Contains("text/plain; version=0.0.4; q=0.5", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NoTokenConfigured_SendsNone()
    {
        var heard = "";
        await using var server = new HostileServer(async peer =>
        {
            heard = await peer.ReadAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });

        await AskAsync(server, new());

        Assert.DoesNotContain("Authorization", heard, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JudgingInput>> AskAsync(string body, ProbeOptions? probes = null)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync("200 OK", body.ReplaceLineEndings("\n")));
        return await AskAsync(server, probes ?? new());
    }

    private Task<IReadOnlyList<JudgingInput>> AskAsync(HostileServer server, ProbeOptions probes) =>
        Senses.AskAsync(Senses.Environment([server], probes), _inputs, new MetricsProbe(Portal.Client, _feed, _time));
}
