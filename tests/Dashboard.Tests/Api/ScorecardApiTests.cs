using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>What incidents teach, over the API.</summary>
public sealed class ScorecardApiTests : IDisposable
{
    private readonly SeededStore _store = new();
    private readonly DashboardFactory _factory;
    private readonly HttpClient _client;

    public ScorecardApiTests()
    {
        _store.Propose();
        _factory = new(settings: ("Dashboard:DataDirectory", _store.Folder));
        _client = _factory.Browser();
        _client.DefaultRequestHeaders.Add("X-Dev-User", "ic");
    }

    public void Dispose()
    {
        _client.Dispose();
        _factory.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Label_AProposal_CountsInTheScorecard()
    {
        await ReadyAsync();

        var labelled = await _client.PostAsJsonAsync(
            "/api/incidents/INC-0001/label",
            new { right = false, text = "it was the network" }
        );
        var card = await _client.GetFromJsonAsync<JsonElement>("/api/scorecard?environment=Prod");

        Assert.Equal(HttpStatusCode.OK, labelled.StatusCode);
        Assert.Equal(
            (1, 1, 0),
            (
                card.GetProperty("incidents").GetInt32(),
                card.GetProperty("wrong").GetInt32(),
                card.GetProperty("right").GetInt32()
            )
        );
        Assert.Equal("sse-heartbeat", card.GetProperty("triggers")[0].GetProperty("trigger").GetString());
    }

    [Fact]
    public async Task Score_AnotherEnvironmentOrTime_IsAnother()
    {
        await ReadyAsync();

        var alpha = await _client.GetFromJsonAsync<JsonElement>("/api/scorecard?environment=Alpha");
        var later = await _client.GetFromJsonAsync<JsonElement>("/api/scorecard?from=2099-01-01T00:00:00Z");

        Assert.Equal((0, 0), (alpha.GetProperty("incidents").GetInt32(), later.GetProperty("incidents").GetInt32()));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _client.GetAsync("/api/scorecard?environment=Nowhere")).StatusCode
        );
    }

    private async Task ReadyAsync()
    {
        for (var i = 0; i < 200 && !(await _client.GetAsync("/ready")).IsSuccessStatusCode; i++)
        {
            await Task.Delay(25);
        }
    }
}
