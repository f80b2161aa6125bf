using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Legal hold over a real Kestrel and a real store.</summary>
public sealed class HoldApiTests : IDisposable
{
    private readonly SeededStore _store = new();
    private readonly DashboardFactory _factory;

    public HoldApiTests()
    {
        _store.Propose();
        _factory = new(settings: ("Dashboard:DataDirectory", _store.Folder));
    }

    public void Dispose()
    {
        _factory.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Hold_PlacedAndLifted_IsAFactOfTheIncident()
    {
        using var director = await AsAsync("director");
        using var auditor = await AsAsync("auditor");

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
        using var api = await AsAsync(person);

        Assert.Equal(expected, (await PostAsync(api, "hold", reason)).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient api, string action, string reason) =>
        api.PostAsJsonAsync($"/api/incidents/INC-0001/{action}", new { reason });

    private static Task<JsonElement> IncidentAsync(HttpClient api) =>
        api.GetFromJsonAsync<JsonElement>("/api/incidents/INC-0001");

    private async Task<HttpClient> AsAsync(string person)
    {
        var client = _factory.Browser();
        client.DefaultRequestHeaders.Add("X-Dev-User", person);
        for (
            var i = 0;
            i < 100 && !(await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
            i++
        )
        {
            await Task.Delay(50);
        }

        return client;
    }
}
