using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Reports of several components, and signed ones, over a real Kestrel and a real store.</summary>
public sealed class DeploymentApiTests : IDisposable
{
    private const string Secret = "0123456789abcdef-shared";
    private readonly SeededStore _store = new();
    private readonly DashboardFactory _factory;

    public DeploymentApiTests() =>
        _factory = new(
            settings:
            [
                ("Dashboard:DataDirectory", _store.Folder),
                ("Dashboard:Pipelines:portal:SecretVariable", "MCPX_PIPELINE_SECRET"),
                ("Dashboard:Pipelines:portal:Environments:0", "Prod"),
                ("MCPX_PIPELINE_SECRET", Secret),
            ]
        );

    public void Dispose()
    {
        _factory.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Report_SeveralComponents_AreOneReportAndADeploymentEach()
    {
        using var api = await AsAsync("deployer");
        var report = new
        {
            id = "run-7",
            environment = "Prod",
            components = new[] { "Api", "Web" },
            tag = "v1.9.0",
            phase = "started",
            by = "dev",
        };

        var answer = await api.PostAsJsonAsync("/api/deployments", report);
        var again = await api.PostAsJsonAsync("/api/deployments", report);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        var deployments = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deployments");
        Assert.Equal(
            [("run-7/Api", "dev"), ("run-7/Web", "dev")],
            deployments
                .EnumerateArray()
                .Select(one => (one.GetProperty("id").GetString(), one.GetProperty("by").GetString()))
        );
    }

    [Theory]
    [InlineData("""{"id":"a","environment":"Prod","tag":"v1","phase":"started"}""", "component is missing")]
    [InlineData(
        """{"id":"a","environment":"Prod","tag":"v1","phase":"started","component":"Api","components":["Web"]}""",
        "names either"
    )]
    [InlineData(
        """{"id":"a","environment":"Prod","tag":"v1","phase":"started","components":["Web","Web"]}""",
        "names one twice"
    )]
    [InlineData("""{"id":"a","environment":"Prod","tag":"v1","phase":"started","components":[]}""", "is missing")]
    [InlineData(
        """{"id":"a","environment":"Prod","tag":"v1","phase":"started","components":["Config"]}""",
        "must be Api or Web"
    )]
    public async Task Report_Nonsense_IsABadRequestThatSaysWhy(string body, string says)
    {
        using var api = await AsAsync("deployer");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await api.PostAsync(new Uri("/api/deployments", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Invalid", problem.GetProperty("title").GetString());
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Signed_IsTakenInThePipelinesNameAndTheSameAgainChangesNothing()
    {
        using var api = await AsAsync(null);

        var answer = await SendAsync(api, Body());
        var again = await SendAsync(api, Body());

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        Assert.Equal(
            "pipeline:portal",
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("by").GetString()
        );
    }

    [Theory]
    [InlineData("another-secret-of-24-bytes", "portal", 0)]
    [InlineData("", "stranger", 0)]
    [InlineData(Secret, "stranger", 0)]
    [InlineData(Secret, "portal", -301)]
    [InlineData(Secret, "portal", 301)]
    public async Task Report_WrongSecretPipelineOrTime_IsUnauthorised(string secret, string pipeline, int seconds)
    {
        using var api = await AsAsync(null);

        var answer = await SendAsync(api, Body(), secret, pipeline, seconds);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Report_SignedBodyChanged_IsUnauthorised()
    {
        using var api = await AsAsync(null);

        var answer = await SendAsync(api, Body("v1.9.1"), signed: Body("v1.9.0"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Report_SignedForAnotherEnvironment_IsForbidden()
    {
        using var api = await AsAsync(null);

        var answer = await SendAsync(api, Body(environment: "Alpha"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Report_SignedAndEndless_IsRefusedUnread()
    {
        using var api = await AsAsync(null);

        var answer = await SendAsync(api, new string('x', 100_000));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("at most", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_OfAnotherCall_OpensNothing()
    {
        using var api = await AsAsync(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/gate/Prod");
        Sign(request, "", Secret, "portal", 0);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Report_NamesNobody_IsTheCallers(string by)
    {
        using var api = await AsAsync("deployer");

        var answer = await api.PostAsJsonAsync(
            "/api/deployments",
            new
            {
                id = "run-9",
                environment = "Prod",
                component = "Api",
                tag = "v1.9.0",
                phase = "started",
                by,
            }
        );

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("deployer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("by").GetString());
    }

    private static string Body(string tag = "v1.9.0", string environment = "Prod") =>
        $$"""{"id":"run-9","environment":"{{environment}}","component":"Api","tag":"{{tag}}","phase":"started"}""";

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient api,
        string body,
        string secret = Secret,
        string pipeline = "portal",
        int seconds = 0,
        string? signed = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/deployments")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        Sign(request, signed ?? body, secret, pipeline, seconds);
        return await api.SendAsync(request);
    }

    private static void Sign(HttpRequestMessage request, string body, string secret, string pipeline, int seconds)
    {
        var timestamp = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"{timestamp}.{body}")
        );
        request.Headers.Add("X-Watchdog-Pipeline", pipeline);
        request.Headers.Add("X-Watchdog-Timestamp", $"{timestamp}");
        request.Headers.Add("X-Watchdog-Signature", $"sha256={Convert.ToHexStringLower(signature)}");
    }

    private async Task<HttpClient> AsAsync(string? person)
    {
        var client = _factory.Browser();
        if (person is not null)
        {
            client.DefaultRequestHeaders.Add("X-Dev-User", person);
        }

        for (
            var i = 0;
            i < 200 && !(await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
            i++
        )
        {
            await Task.Delay(25);
        }

        return client;
    }
}
