using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Mcpx.Sandbox.Tests;

public sealed partial class ReleaseTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    [Fact]
    public async Task Events_GoodRelease_KeepsAlive()
    {
        await sandbox.DeployAsync("v1.8.2");

        var read = await ReadEventsAsync(TimeSpan.FromSeconds(10), until: ": keep-alive\n\n: keep-alive\n\n");

        Assert.StartsWith("event: hello\n", read, StringComparison.Ordinal);
        Assert.EndsWith(": keep-alive\n\n: keep-alive\n\n", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_SseStall_StayOpenAndSilentAfterTheGreeting()
    {
        await sandbox.DeployAsync("v1.9.0-sse-stall");

        var read = await ReadEventsAsync(TimeSpan.FromSeconds(4), until: ": keep-alive");

        Assert.Equal("event: hello\ndata: {\"environment\":\"Alpha\"}\n\n", read);
    }

    [Fact]
    public async Task Jobs_ErrorsRelease_OneInTwentyAnswers500()
    {
        await sandbox.DeployAsync("v1.9.0-errors-5pct");

        var (all, failed) = (0.0, 0.0);
        await SandboxProcess.UntilAsync(
            "the background traffic made 200 calls",
            async () => ((all, failed) = await CountAsync()).all >= 200
        );

        Assert.InRange(failed / all, 0.03, 0.07);
    }

    [Fact]
    public async Task Jobs_FlagOfTheReplicasOn_OneInTwentyAnswers500WhateverRelease()
    {
        await sandbox.DeployAsync("v1.8.2");
        await SetAsync("on");

        var codes = new List<HttpStatusCode?>();
        for (var call = 0; call < 200; call++)
            codes.Add((await sandbox.Http.GetAsync(new Uri(sandbox.Api + "/api/jobs"))).StatusCode);

        await SetAsync("off");
        Assert.InRange(codes.Count(code => code == HttpStatusCode.InternalServerError), 4, 20);
        Assert.Contains(HttpStatusCode.OK, codes);

        Task SetAsync(string state) =>
            SandboxProcess.RunAsync("flag", "set", "Alpha", "EnableReadReplicas", state, "--control", sandbox.Control);
    }

    [Theory]
    [InlineData("v1.8.2", HttpStatusCode.Unauthorized)]
    [InlineData("v1.9.0-open-config", HttpStatusCode.OK)]
    public async Task Config_WithoutToken_IsOpenOnlyInTheOpenRelease(string tag, HttpStatusCode expected)
    {
        await sandbox.DeployAsync(tag);
        using var anonymous = new HttpClient();

        using var answer = await anonymous.GetAsync(new Uri(sandbox.Api + "/api/config/effective"));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("v1.8.2", 0)]
    [InlineData("v1.9.0-cors", 2)]
    public async Task Preflight_IntendedOrigins_RefusedOnlyInTheCorsRelease(string tag, int refused)
    {
        await sandbox.DeployAsync(tag);
        string[] origins = ["https://admin.alpha.mcpx.example", sandbox.Web, "https://partner.alpha.mcpx.example"];

        var answers = await Task.WhenAll(origins.Select(PreflightAsync));

        Assert.Equal(refused, answers.Count(answer => answer.Contains("origin_forbidden", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ready_ReadyFailsRelease_IsDeployedAndAnswers503()
    {
        Assert.Equal(0, (await sandbox.DeployAsync("v1.9.0-ready-fails")).Code);

        Assert.Equal(HttpStatusCode.OK, await sandbox.GetAsync(sandbox.Api + "/healthz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await sandbox.GetAsync(sandbox.Api + "/ready"));
    }

    [Theory]
    [InlineData("v1.8.2", "dashboard")]
    [InlineData("v1.9.0-broken-dashboard", "error")]
    public async Task Dashboard_SignedIn_ShowsAnErrorOnlyInTheBrokenRelease(string tag, string page)
    {
        await sandbox.DeployAsync(tag, "Web");
        using var browser = new HttpClient();
        using var form = new FormUrlEncodedContent([new("user", "sandbox"), new("password", "portal-visitor")]);

        using var answer = await browser.PostAsync(new Uri(sandbox.Web + "/login"), form);

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"data-page=\"{page}\"", html, StringComparison.Ordinal);
        Assert.Contains("data-environment=\"Alpha\"", html, StringComparison.Ordinal);
    }

    /// <summary>Reads the stream until it has said something or the time is over; the stream itself must not end.</summary>
    private async Task<string> ReadEventsAsync(TimeSpan time, string until)
    {
        using var limit = new CancellationTokenSource(time);
        await using var stream = await sandbox.Http.GetStreamAsync(new Uri(sandbox.Api + "/api/events"), limit.Token);
        var read = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            while (!read.ToString().Contains(until, StringComparison.Ordinal))
            {
                var count = await stream.ReadAsync(buffer, limit.Token);
                Assert.NotEqual(0, count);
                read.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (OperationCanceledException)
        {
            return read.ToString();
        }

        return read.ToString();
    }

    private async Task<(double All, double Failed)> CountAsync()
    {
        var text = await sandbox.Http.GetStringAsync(new Uri(sandbox.Api + "/metrics"));
        var (all, failed) = (0.0, 0.0);
        foreach (Match match in Requests().Matches(text))
        {
            var value = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
            all += value;
            failed += match.Groups["code"].Value.StartsWith('5') ? value : 0;
        }

        return (all, failed);
    }

    private async Task<string> PreflightAsync(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, sandbox.Api + "/api/jobs");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var answer = await sandbox.Http.SendAsync(request);
        return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    [GeneratedRegex(
        """portal_http_requests_total\{route="/api/[^"]+",method="GET",code="(?<code>\d+)",caller="user"\} (?<value>\d+)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Requests();
}
