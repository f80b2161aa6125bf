using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.Heartbeats;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mcpx.Watchdog.Tests.Live;

public sealed class LiveTests : IAsyncLifetime, IDisposable
{
    private readonly AnchorBoard _anchors = new();
    private readonly LiveBoard _board = new(TimeProvider.System);
    private readonly HttpClient _http = new() { Timeout = Wait.Deadline };
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton(Some.Options(Some.Environment()))
            .AddSingleton(_board)
            .AddSingleton(_anchors)
            .AddSingleton(
                new HeartbeatBoard(
                    Some.Options(Some.Environment()) with
                    {
                        Heartbeat = new() { Address = "http://127.0.0.1:9/" },
                    }
                )
            )
            .AddSingleton(TimeProvider.System);
        _app = builder.Build();
        _app.MapLive();
        _app.MapHealth();
        await _app.StartAsync();
        _http.BaseAddress = new(_app.Urls.Single());
    }

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ready_BeforeTheFirstEvaluation_Is503()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/healthz"));

        _board.Publish(Picture(VerdictState.Healthy));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/ready"));
    }

    [Fact]
    public async Task Ready_LastEvaluationIsOld_Is503AndSaysHowOld()
    {
        _board.Publish(
            Picture(VerdictState.Healthy) with
            {
                EvaluatedAt = TimeProvider.System.GetUtcNow().AddSeconds(-30),
            }
        );

        using var answer = await _http.GetAsync(new Uri("/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        // On a busy machine the answer is a few seconds later than the question.
        Assert.Matches("the last evaluation is (3|4)[0-9] s old", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData(TestEnvironment.PortalToken)]
    [InlineData(TestEnvironment.ServiceToken + "x")]
    public async Task Live_WithoutTheToken_Is401(string? token)
    {
        using var request = Request("/live/Prod", token);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Healthz_AnchorFails_IsAliveAndSaysSo()
    {
        _anchors.Note("file", 0, Some.Start, "the disk is gone");

        var health = await _http.GetStringAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Contains("\"status\":\"alive\"", health, StringComparison.Ordinal);
        Assert.Contains("\"fault\":\"the disk is gone\"", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_UnknownEnvironment_Is404()
    {
        using var request = Request("/live/Nowhere", TestEnvironment.ServiceToken);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Live_WithTheToken_SendsThePictureThenWhatChanged()
    {
        _board.Publish(Picture(VerdictState.Healthy));
        using var request = Request("/live/Prod", TestEnvironment.ServiceToken);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        var (kind, first) = await ReadAsync(reader);
        _board.Publish(Picture(VerdictState.Breached));
        var (next, change) = await ReadAsync(reader);

        Assert.Equal(("picture", 2, 1), (kind, first.Verdicts.Count, first.Instances.Count));
        Assert.Equal(("change", 0), (next, change.Instances.Count));
        Assert.Equal(VerdictState.Breached, Assert.Single(change.Verdicts).State);
        Assert.Equal(2, first.With(change).Verdicts.Count);
    }

    private static LivePicture Picture(VerdictState state) =>
        new(
            "Prod",
            TimeProvider.System.GetUtcNow(),
            Position: 5,
            [Some.Verdict(state: state), Some.Verdict(TriggerNames.ErrorRate, state: VerdictState.Healthy)],
            [new LiveInstance("api-1", Component.Api, "v1", Some.Start)]
        );

    private static HttpRequestMessage Request(string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<(string Kind, LivePicture Picture)> ReadAsync(StreamReader reader)
    {
        using var limit = new CancellationTokenSource(Wait.Deadline);
        var kind = (await reader.ReadLineAsync(limit.Token))!["event: ".Length..];
        var data = (await reader.ReadLineAsync(limit.Token))!["data: ".Length..];
        await reader.ReadLineAsync(limit.Token);
        return (kind, JsonSerializer.Deserialize<LivePicture>(data, EventBody.Json)!);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
