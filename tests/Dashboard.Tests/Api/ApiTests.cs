using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>The HTTP API over a real Kestrel and a real store.</summary>
public sealed class ApiTests : IDisposable
{
    private readonly SeededStore _store = new();
    private readonly List<IDisposable> _started = [];

    public void Dispose()
    {
        _started.ForEach(started => started.Dispose());
        _store.Dispose();
    }

    [Fact]
    public async Task Deployments_SameReportAgain_ChangesNothing()
    {
        var api = await StartAsync("deployer");

        Assert.Equal(HttpStatusCode.Created, await PostAsync(api, "deployments", Report("started")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "deployments", Report("started")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "deployments", Report("finished")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "deployments", Report("finished")));

        var prod = await GetAsync(api, "environments/Prod");
        var deployment = Assert.Single(prod.GetProperty("deployments").EnumerateArray());
        Assert.True(deployment.GetProperty("succeeded").GetBoolean());
        Assert.Equal("deployer", deployment.GetProperty("by").GetString());
    }

    [Theory]
    [InlineData("failed", "v1.9.0", HttpStatusCode.Conflict)]
    [InlineData("started", "v2.0.0", HttpStatusCode.Conflict)]
    [InlineData("begun", "v1.9.0", HttpStatusCode.BadRequest)]
    [InlineData("started", "", HttpStatusCode.BadRequest)]
    public async Task Deployments_ContradictionOrNonsense_IsRefused(string phase, string tag, HttpStatusCode expected)
    {
        var api = await StartAsync("deployer");
        await PostAsync(api, "deployments", Report("finished"));

        Assert.Equal(expected, await PostAsync(api, "deployments", Report(phase, tag)));
    }

    [Fact]
    public async Task Deployments_UnknownEnvironment_NamesTheKnownOnes()
    {
        var api = await StartAsync("deployer");

        var answer = await api.PostAsJsonAsync("/api/deployments", Report("started", environment: "Production"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Alpha, Prod", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sre")]
    [InlineData("auditor")]
    public async Task Deployments_NoPipelinesRole_IsForbidden(string person) =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PostAsync(await StartAsync(person), "deployments", Report("started"))
        );

    [Fact]
    public async Task Gate_OpenProposal_IsLockedWithTheReason()
    {
        _store.Judge("Prod", TimeSpan.FromHours(1));
        _store.Judge("Alpha", TimeSpan.FromHours(1));
        var api = await StartAsync("deployer");
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/gate/Prod?component=Api&release=v2")).StatusCode);
        _store.Propose();
        await UntilAsync(async () => (await GetAsync(api, "incidents")).GetArrayLength() == 1);

        var answer = await api.GetAsync("/api/gate/Prod?component=Api&release=v2");

        Assert.Equal(HttpStatusCode.Locked, answer.StatusCode);
        var gate = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(gate.GetProperty("open").GetBoolean());
        Assert.Contains("INC-0001", gate.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/gate/Alpha")).StatusCode);
    }

    [Fact]
    public async Task Gate_WatchdogIsSilent_IsUnavailableUntilSomethingIsWrittenAgainstIt()
    {
        var api = await StartAsync("deployer");
        _store.Judge("Prod", -TimeSpan.FromMinutes(1));

        var answer = await api.GetAsync("/api/gate/Prod?component=Api&release=v2");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var gate = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(gate.GetProperty("open").GetBoolean());
        Assert.Contains("does not judge Prod", gate.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("/api/gate/Alpha")).StatusCode);

        _store.Propose();
        await UntilAsync(async () => (await GetAsync(api, "incidents")).GetArrayLength() == 1);
        Assert.Equal(HttpStatusCode.Locked, (await api.GetAsync("/api/gate/Prod?release=v2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/gate/Prod?component=Api&release=v1.8.2")).StatusCode);
    }

    [Theory]
    [InlineData("sre", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("deployer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    [InlineData("deputy", HttpStatusCode.OK)]
    [InlineData("director", HttpStatusCode.OK)]
    public async Task Approve_ByRole_IsAcceptedOrRefused(string person, HttpStatusCode expected)
    {
        var hash = _store.Propose();

        Assert.Equal(
            expected,
            await PostAsync(await StartAsync(person), "incidents/INC-0001/approve", new { planHash = hash })
        );
    }

    [Fact]
    public async Task Approve_SameAgainAndAnotherHash_IsOkAndConflict()
    {
        var hash = _store.Propose();
        var api = await StartAsync("ic");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "incidents/INC-0001/approve", new { planHash = hash }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "incidents/INC-0001/approve", new { planHash = hash }));
        Assert.Equal(
            HttpStatusCode.Conflict,
            await PostAsync(api, "incidents/INC-0001/approve", new { planHash = "ab" })
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await PostAsync(api, "incidents/INC-9999/approve", new { planHash = hash })
        );
        var incident = await GetAsync(api, "incidents/INC-0001");
        Assert.Equal("Approved", incident.GetProperty("status").GetString());
        Assert.Single(incident.GetProperty("approvals").EnumerateArray());
    }

    [Fact]
    public async Task Reject_WithoutAReason_IsABadRequest()
    {
        _store.Propose();
        var api = await StartAsync("ic");

        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(api, "incidents/INC-0001/reject", new { reason = " " })
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync(api, "incidents/INC-0001/reject", new { reason = "A false alarm." })
        );
    }

    [Fact]
    public async Task Reports_ProposedIncident_HaveTheReportAndNoPackYet()
    {
        _store.Propose();
        var api = await StartAsync("auditor");

        var report = await GetAsync(api, "incidents/INC-0001/rca");
        var markdown = await api.GetStringAsync("/api/incidents/INC-0001/rca?format=markdown");
        var zip = await api.GetAsync("/api/incidents/INC-0001/evidence.zip");

        Assert.Equal(2, report.GetProperty("timeline").GetArrayLength());
        Assert.Contains("Rollback of Api to v1.8.2 proposed", markdown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, zip.StatusCode);
    }

    [Fact]
    public async Task OpenApi_Document_NamesEverySurface()
    {
        var document = await GetAsync(await StartAsync("deployer"), "../openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        string[] surfaces =
        [
            "/api/environments",
            "/api/environments/{environment}",
            "/api/gate/{environment}",
            "/api/deployments",
            "/api/incidents",
            "/api/incidents/{id}",
            "/api/incidents/{id}/approve",
            "/api/incidents/{id}/reject",
            "/api/incidents/{id}/rca",
            "/api/incidents/{id}/evidence.zip",
            "/api/environments/{environment}/parity",
            "/api/environments/{environment}/silences",
            "/api/environments/{environment}/silences/{id}",
            "/api/releases",
        ];
        Assert.Empty(surfaces.Except(paths));
    }

    [Fact]
    public async Task Declare_ByAPipeline_OpensAnIncidentAndTheSameAgainChangesNothing()
    {
        var api = await StartAsync("deployer");
        var declaration = new
        {
            trigger = "business",
            component = "Api",
            reason = "Jobs do not start.",
        };

        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "environments/Prod/declare", declaration));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(api, "environments/Prod/declare", declaration));

        var incident = Assert.Single((await GetAsync(api, "incidents")).EnumerateArray());
        Assert.Equal("Jobs do not start.", incident.GetProperty("breach").GetString());
        Assert.Equal("Investigating", incident.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("auditor", "business", "Prod", HttpStatusCode.Forbidden)]
    [InlineData("sre", "weather", "Prod", HttpStatusCode.BadRequest)]
    [InlineData("sre", "business", "Production", HttpStatusCode.NotFound)]
    public async Task Declare_WhoMayNotOrNonsense_IsRefused(
        string person,
        string trigger,
        string environment,
        HttpStatusCode expected
    )
    {
        var api = await StartAsync(person);

        var answer = await PostAsync(
            api,
            $"environments/{environment}/declare",
            new
            {
                trigger,
                component = "Api",
                reason = "x",
            }
        );

        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task Snooze_Proposal_PutsTheDecisionOffAndNeedsAReason()
    {
        _store.Propose();
        var api = await StartAsync("ic");

        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(api, "incidents/INC-0001/snooze", new { minutes = 10 })
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(api, "incidents/INC-0001/snooze", new { minutes = 1_000, reason = "later" })
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync(api, "incidents/INC-0001/snooze", new { minutes = 10, reason = "a customer call" })
        );

        var declined = (await GetAsync(api, "incidents/INC-0001")).GetProperty("declined");
        Assert.NotEqual(JsonValueKind.Null, declined.GetProperty("until").ValueKind);
    }

    [Fact]
    public async Task Settle_NothingBypassed_IsNotFoundAndNeedsARole()
    {
        var settlement = new { deployment = "run-1", reason = "authorised hotfix" };

        Assert.Equal(
            HttpStatusCode.NotFound,
            await PostAsync(await StartAsync("ic"), "environments/Prod/settle", settlement)
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PostAsync(await StartAsync("sre"), "environments/Prod/settle", settlement)
        );
    }

    [Fact]
    public async Task Api_StoreMissing_SaysSoInsteadOfAnEmptyList()
    {
        var factory = new DashboardFactory(
            settings: ("Dashboard:DataDirectory", Path.Combine(_store.Folder, "not-there"))
        );
        _started.Add(factory);
        var api = Client(factory, "sre");

        var ready = await api.GetAsync("/ready");
        var answer = await api.GetAsync("/api/environments");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("waiting for the watchdog", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static object Report(string phase, string tag = "v1.9.0", string environment = "Prod") =>
        new
        {
            id = "run-4821-api",
            environment,
            component = "Api",
            tag,
            phase,
        };

    private async Task<HttpClient> StartAsync(string person)
    {
        var factory = new DashboardFactory(settings: ("Dashboard:DataDirectory", _store.Folder));
        _started.Add(factory);
        var client = Client(factory, person);
        await UntilAsync(async () => (await client.GetAsync("/ready")).IsSuccessStatusCode);
        return client;
    }

    private HttpClient Client(DashboardFactory factory, string person)
    {
        var client = factory.Browser();
        client.DefaultRequestHeaders.Add("X-Dev-User", person);
        _started.Add(client);
        return client;
    }

    private static async Task<JsonElement> GetAsync(HttpClient api, string path) =>
        await api.GetFromJsonAsync<JsonElement>($"/api/{path}");

    private static async Task<HttpStatusCode> PostAsync(HttpClient api, string path, object body) =>
        (await api.PostAsJsonAsync($"/api/{path}", body)).StatusCode;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 100 && !await holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(await holds(), "It did not become true within five seconds.");
    }
}
