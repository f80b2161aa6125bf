using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Severity and acknowledgement over a real Kestrel and a real store.</summary>
public sealed class SeverityApiTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Severity_SetWithAReason_IsInTheIncidentAndInTheList()
    {
        var sre = await _api.AsAsync("sre");
        var before = await sre.GetFromJsonAsync<JsonElement>("/api/incidents");
        var other = before[0].GetProperty("severity").GetString() == "P1" ? "P2" : "P1";

        var set = await sre.PostAsJsonAsync(
            "/api/incidents/INC-0001/severity",
            new { severity = other, reason = "one customer" }
        );

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var incident = await set.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(other, incident.GetProperty("severity").GetString());
        Assert.Equal("one customer", incident.GetProperty("severityWord").GetProperty("reason").GetString());
        var after = await sre.GetFromJsonAsync<JsonElement>("/api/incidents");
        for (var i = 0; i < 200 && after[0].GetProperty("severity").GetString() != other; i++)
        {
            await Task.Delay(25);
            after = await sre.GetFromJsonAsync<JsonElement>("/api/incidents");
        }

        Assert.Equal(other, after[0].GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("sre", "P2", "why", "INC-0001", HttpStatusCode.OK)]
    [InlineData("sre", "P2", " ", "INC-0001", HttpStatusCode.BadRequest)]
    [InlineData("sre", "P9", "why", "INC-0001", HttpStatusCode.BadRequest)]
    [InlineData("sre", "P2", "why", "INC-0099", HttpStatusCode.NotFound)]
    [InlineData("auditor", "P2", "why", "INC-0001", HttpStatusCode.Forbidden)]
    [InlineData("deployer", "P2", "why", "INC-0001", HttpStatusCode.Forbidden)]
    [InlineData("nobody", "P2", "why", "INC-0001", HttpStatusCode.Unauthorized)]
    public async Task Severity_ByPersonAndWish_IsAcceptedOrRefused(
        string person,
        string severity,
        string reason,
        string incident,
        HttpStatusCode expected
    )
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(
            expected,
            (await api.PostAsJsonAsync($"/api/incidents/{incident}/severity", new { severity, reason })).StatusCode
        );
    }

    [Theory]
    [InlineData("ic", HttpStatusCode.OK)]
    [InlineData("deputy", HttpStatusCode.OK)]
    [InlineData("director", HttpStatusCode.OK)]
    [InlineData("sre", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("deployer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Acknowledge_ByPerson_IsAcceptedOrRefused(string person, HttpStatusCode expected)
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(expected, (await AcknowledgeAsync(api)).StatusCode);
    }

    [Fact]
    public async Task Acknowledge_AgainAndAfterADecision_SaysSo()
    {
        var ic = await _api.AsAsync("ic");
        var first = await (await AcknowledgeAsync(ic)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            "ic",
            first.GetProperty("paging").GetProperty("acknowledged").GetProperty("by").GetProperty("name").GetString()
        );
        Assert.Equal(HttpStatusCode.OK, (await AcknowledgeAsync(await _api.AsAsync("deputy"))).StatusCode);

        await ic.PostAsJsonAsync("/api/incidents/INC-0001/reject", new { reason = "no" });
        var late = await AcknowledgeAsync(ic);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("nobody is called", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AcknowledgeAsync(HttpClient api) =>
        api.PostAsync(new Uri("/api/incidents/INC-0001/acknowledge", UriKind.Relative), content: null);
}
