using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>The gate and its keepers over a real Kestrel and a real store in which INC-0001 is proposed.</summary>
public sealed class FreezeApiTests : IDisposable
{
    private readonly ProposedApi _api = new(store =>
    {
        store.Propose();
        store.Freeze();
    });

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Gate_Proposed_IsLockedAndSaysByWhomWhySinceWhenAndForWhat()
    {
        using var ic = await _api.AsAsync("ic");

        var (status, gate) = await GateAsync(ic, "component=Api&release=v1.9.1");

        Assert.Equal(HttpStatusCode.Locked, status);
        Assert.False(gate.GetProperty("open").GetBoolean());
        Assert.Equal(("Incident Commander", "INC-0001"), (Text(gate, "owner"), Text(gate, "incident")));
        Assert.Contains(
            "Prod is frozen by Incident Commander: INC-0001",
            Text(gate, "reason"),
            StringComparison.Ordinal
        );
        Assert.True(gate.TryGetProperty("since", out _));
        Assert.False(gate.TryGetProperty("until", out _));
    }

    [Fact]
    public async Task Unfreeze_ByTheCommander_OpensTheGateAndStandsInTheTimeline()
    {
        _api.Store.Judge("Prod", TimeSpan.FromHours(1));
        using var ic = await _api.AsAsync("ic");

        var lifted = await PostAsync(ic, "unfreeze", new { reason = "we wait for the vendor" });
        var again = await PostAsync(ic, "unfreeze", new { reason = "we wait for the vendor" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (lifted.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await GateAsync(ic, "")).Status);
        Assert.Contains(
            _api.Store.Entries("incident/INC-0001"),
            entry => entry.Event is Domain.Incidents.DeploysUnfrozen { Despite: "INC-0001" }
        );
    }

    [Fact]
    public async Task Freeze_OfAPerson_StaysWhenTheIncidentEnds()
    {
        using var sre = await _api.AsAsync("sre");
        using var ic = await _api.AsAsync("ic");

        var answer = await PostAsync(sre, "freeze", new { reason = "audit week", until = "2999-01-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        answer = await PostAsync(sre, "freeze", new { reason = "audit week" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var freezes = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("freezes");
        Assert.Equal(["Incident Commander", "sre"], freezes.EnumerateArray().Select(freeze => Text(freeze, "owner")));

        await ic.PostAsJsonAsync("/api/incidents/INC-0001/reject", new { reason = "We fix forward." });
        var (status, gate) = await GateAsync(ic, "");

        Assert.Equal((HttpStatusCode.Locked, "sre"), (status, Text(gate, "owner")));
    }

    [Fact]
    public async Task AuthoriseHotfix_ExactlyThatReleasePasses()
    {
        using var ic = await _api.AsAsync("ic");

        var answer = await PostAsync(
            ic,
            "authorise-hotfix",
            new
            {
                component = "Api",
                tag = "v1.9.1",
                reason = "the fix",
                minutes = 30,
            }
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (status, gate) = await GateAsync(ic, "component=Api&release=v1.9.1");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("authorised by ic", Text(gate, "reason"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Locked, (await GateAsync(ic, "component=Web&release=v1.9.1")).Status);
        Assert.Equal(HttpStatusCode.Locked, (await GateAsync(ic, "component=Api&release=v1.9.2")).Status);
    }

    [Theory]
    [InlineData("sre", "freeze", HttpStatusCode.OK)]
    [InlineData("auditor", "freeze", HttpStatusCode.Forbidden)]
    [InlineData("deployer", "freeze", HttpStatusCode.Forbidden)]
    [InlineData("nobody", "freeze", HttpStatusCode.Unauthorized)]
    [InlineData("sre", "unfreeze", HttpStatusCode.Forbidden)]
    [InlineData("deployer", "unfreeze", HttpStatusCode.Forbidden)]
    [InlineData("deputy", "unfreeze", HttpStatusCode.OK)]
    [InlineData("deputy", "authorise-hotfix", HttpStatusCode.Forbidden)]
    [InlineData("deployer", "authorise-hotfix", HttpStatusCode.Forbidden)]
    public async Task Post_ByRole_IsAcceptedOrRefused(string person, string action, HttpStatusCode expected)
    {
        using var api = await _api.AsAsync(person);

        var answer = await PostAsync(
            api,
            action,
            new
            {
                component = "Api",
                tag = "v1.9.1",
                reason = "because",
            }
        );

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("freeze", "{}", "A reason has")]
    [InlineData("unfreeze", """{"reason":" "}""", "A reason has")]
    [InlineData("authorise-hotfix", """{"component":"Config","tag":"v1","reason":"x"}""", "component = Config")]
    [InlineData("authorise-hotfix", """{"component":"Api","tag":"","reason":"x"}""", "tag has 0")]
    [InlineData("authorise-hotfix", """{"component":"Api","tag":"v1","reason":"x","minutes":-1}""", "minutes = -1")]
    [InlineData(
        "authorise-hotfix",
        """{"component":"Moon","tag":"v1","reason":"x"}""",
        "cannot be read at $.component"
    )]
    public async Task Post_Nonsense_IsABadRequestThatSaysWhy(string action, string body, string says)
    {
        using var api = await _api.AsAsync("ic");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await api.PostAsync(new Uri($"/api/environments/Prod/{action}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_UnknownEnvironment_IsNotFound()
    {
        using var api = await _api.AsAsync("ic");

        var answer = await api.PostAsJsonAsync("/api/environments/Mars/freeze", new { reason = "because" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<HttpResponseMessage> PostAsync(HttpClient api, string action, object body) =>
        api.PostAsJsonAsync($"/api/environments/Prod/{action}", body);

    private static async Task<(HttpStatusCode Status, JsonElement Gate)> GateAsync(HttpClient api, string query)
    {
        var answer = await api.GetAsync(new Uri($"/api/gate/Prod?{query}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
