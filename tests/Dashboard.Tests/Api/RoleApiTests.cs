using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Roles in an incident over a real Kestrel and a real store.</summary>
public sealed class RoleApiTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Roles_TakenTakenOverAndHandedOver_SayFromWhomToWhom()
    {
        var ic = await _api.AsAsync("ic");
        var deputy = await _api.AsAsync("deputy");

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(ic, new { role = "IncidentCommander" })).StatusCode);
        var blind = await PostAsync(deputy, new { role = "IncidentCommander" });
        Assert.Equal(HttpStatusCode.Conflict, blind.StatusCode);
        Assert.Contains(
            "ic is Incident Commander of INC-0001 since",
            await blind.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await PostAsync(deputy, new { role = "IncidentCommander", from = "ic" })).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await PostAsync(deputy, new { role = "IncidentCommander", to = "director" })).StatusCode
        );

        var incident = await ic.GetFromJsonAsync<JsonElement>("/api/incidents/INC-0001");
        var holder = incident.GetProperty("roles").GetProperty("IncidentCommander");
        Assert.Equal(
            ("director", "deputy", true),
            (
                holder.GetProperty("name").GetString(),
                holder.GetProperty("from").GetString(),
                holder.GetProperty("given").GetBoolean()
            )
        );
    }

    [Theory]
    [InlineData("sre", "Scribe", null, HttpStatusCode.OK)]
    [InlineData("sre", "IncidentCommander", null, HttpStatusCode.Forbidden)]
    [InlineData("auditor", "Scribe", null, HttpStatusCode.Forbidden)]
    [InlineData("deployer", "Scribe", null, HttpStatusCode.Forbidden)]
    [InlineData("nobody", "Scribe", null, HttpStatusCode.Unauthorized)]
    [InlineData("ic", "Scribe", "deputy", HttpStatusCode.Forbidden)]
    [InlineData("ic", "Astrologer", null, HttpStatusCode.BadRequest)]
    public async Task Roles_ByPersonAndWish_AreAcceptedOrRefused(
        string person,
        string role,
        string? to,
        HttpStatusCode expected
    )
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(expected, (await PostAsync(api, new { role, to })).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient api, object wish) =>
        api.PostAsJsonAsync("/api/incidents/INC-0001/roles", wish);
}
