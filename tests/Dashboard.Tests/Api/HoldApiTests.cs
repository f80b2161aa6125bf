using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Legal hold over a real Kestrel and a real store.</summary>
public sealed class HoldApiTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Hold_PlacedAndLifted_IsAFactOfTheIncident()
    {
        var director = await _api.AsAsync("director");
        var auditor = await _api.AsAsync("auditor");

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(director, "hold", "a question from outside")).StatusCode);

        var hold = (await IncidentAsync(auditor)).GetProperty("hold");
        Assert.Equal(
            ("director", "a question from outside"),
            (hold.GetProperty("by").GetProperty("name").GetString(), hold.GetProperty("reason").GetString())
        );
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(auditor, "lift-hold", "answered")).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await IncidentAsync(auditor)).GetProperty("hold").ValueKind);
    }

    [Theory]
    [InlineData("ic", "a reason", HttpStatusCode.Forbidden)]
    [InlineData("deployer", "a reason", HttpStatusCode.Forbidden)]
    [InlineData("nobody", "a reason", HttpStatusCode.Unauthorized)]
    [InlineData("director", " ", HttpStatusCode.BadRequest)]
    [InlineData("auditor", "a reason", HttpStatusCode.OK)]
    public async Task Hold_ByRoleAndReason_IsAcceptedOrRefused(string person, string reason, HttpStatusCode expected)
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(expected, (await PostAsync(api, "hold", reason)).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient api, string action, string reason) =>
        api.PostAsJsonAsync($"/api/incidents/INC-0001/{action}", new { reason });

    private static Task<JsonElement> IncidentAsync(HttpClient api) =>
        api.GetFromJsonAsync<JsonElement>("/api/incidents/INC-0001");
}
