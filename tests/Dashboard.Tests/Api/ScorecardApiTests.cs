using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>What incidents teach, over the API.</summary>
public sealed class ScorecardApiTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Label_AProposal_CountsInTheScorecard()
    {
        var api = await _api.AsAsync("ic");

        var labelled = await api.PostAsJsonAsync(
            "/api/incidents/INC-0001/label",
            new { right = false, text = "it was the network" }
        );
        var card = await api.GetFromJsonAsync<JsonElement>("/api/scorecard?environment=Prod");

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
        var api = await _api.AsAsync("ic");

        var alpha = await api.GetFromJsonAsync<JsonElement>("/api/scorecard?environment=Alpha");
        var later = await api.GetFromJsonAsync<JsonElement>("/api/scorecard?from=2099-01-01T00:00:00Z");

        Assert.Equal((0, 0), (alpha.GetProperty("incidents").GetInt32(), later.GetProperty("incidents").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/api/scorecard?environment=Nowhere")).StatusCode);
    }
}
