using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Releases and readiness over a real Kestrel and a real store.</summary>
public sealed class ReleaseApiTests : IDisposable
{
    private readonly SeededStore _store = new();
    private readonly DashboardFactory _factory;

    public ReleaseApiTests()
    {
        _store.Release();
        _factory = new(settings: ("Dashboard:DataDirectory", _store.Folder));
    }

    public void Dispose()
    {
        _factory.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Releases_Registered_SayWhatLiesThereAndWhereTheyAre()
    {
        using var api = await AsAsync("auditor");

        var all = await api.GetFromJsonAsync<JsonElement>("/api/releases");

        Assert.Equal(["v1.8.2", "v1.9.0"], all.EnumerateArray().Select(release => Text(release, "tag")));
        Assert.Equal("Missing", Text(all[0].GetProperty("found"), "evidence"));
        Assert.Equal(
            ("Prod Api", "Prod Api"),
            (all[0].GetProperty("lkg")[0].GetString(), all[1].GetProperty("running")[0].GetString())
        );
    }

    [Fact]
    public async Task Readiness_EvidenceMissing_NeedsAnOverrideUntilTheDecisionOwnerGaveIt()
    {
        using var ic = await AsAsync("ic");
        using var director = await AsAsync("director");
        Assert.Equal(("NeedsOverride", "v1.8.2"), Words(await ReadinessAsync(ic)));
        var request = new
        {
            component = "Api",
            tag = "v1.8.2",
            reason = "the pack is on its way",
        };

        var refused = await ic.PostAsJsonAsync("/api/environments/Prod/override", request);
        var given = await director.PostAsJsonAsync("/api/environments/Prod/override", request);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, given.StatusCode));
        var line = await given.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Ready", "v1.8.2"), Words(line));
        var fact = Assert.Single(
            line.GetProperty("facts").EnumerateArray(),
            fact => fact.GetProperty("gap").ValueKind == JsonValueKind.String
        );
        Assert.StartsWith("overridden by director until ", Text(fact, "waived"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sre", "because", HttpStatusCode.Forbidden)]
    [InlineData("ic", "because", HttpStatusCode.Forbidden)]
    [InlineData("director", "", HttpStatusCode.BadRequest)]
    [InlineData("director", "because", HttpStatusCode.OK)]
    public async Task Promote_ReleaseThatDidNotBake_TakesTheDecisionOwnerAndAReason(
        string person,
        string reason,
        HttpStatusCode expected
    )
    {
        using var api = await AsAsync(person);

        var answer = await api.PutAsJsonAsync(
            "/api/environments/Prod/lkg",
            new
            {
                component = "Api",
                tag = "v1.9.0",
                reason,
            }
        );

        Assert.Equal(expected, answer.StatusCode);
        var line = await ReadinessAsync(api);
        Assert.Equal(expected == HttpStatusCode.OK ? "v1.9.0" : "v1.8.2", Text(line, "tag"));
        Assert.Equal(expected == HttpStatusCode.OK ? 2 : 1, line.GetProperty("history").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"component":"Api","tag":"v7","reason":"because"}""", HttpStatusCode.Conflict)]
    [InlineData("""{"component":"Config","tag":"v1.9.0","reason":"because"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"component":"Api","reason":"because"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"component":"Apii","tag":"v1.9.0","reason":"because"}""", HttpStatusCode.BadRequest)]
    [InlineData("[", HttpStatusCode.BadRequest)]
    public async Task Promote_Nonsense_IsAProblemThatChangesNothing(string body, HttpStatusCode expected)
    {
        using var api = await AsAsync("director");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await api.PutAsync(new Uri("/api/environments/Prod/lkg", UriKind.Relative), content);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("v1.8.2", Text(await ReadinessAsync(api), "tag"));
    }

    [Fact]
    public async Task Drill_AskedFor_IsAnsweredByItsIdBeforeAndAfterItWasHeld()
    {
        using var sre = await AsAsync("sre");

        var asked = await sre.PostAsJsonAsync("/api/environments/Prod/drills", new { component = "Api" });
        var again = await sre.PostAsJsonAsync("/api/environments/Prod/drills", new { component = "Api" });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (asked.StatusCode, again.StatusCode));
        var place = asked.Headers.Location!;
        var waiting = await GetUntilAsync(sre, place, drill => true);
        Assert.False(waiting.GetProperty("held").GetBoolean());

        _store.Hold(Text(waiting, "id")!);
        var held = await GetUntilAsync(sre, place, drill => drill.GetProperty("held").GetBoolean());
        Assert.Equal(
            (false, 75),
            (held.GetProperty("ready").GetBoolean(), held.GetProperty("expectedSeconds").GetInt32())
        );
    }

    [Theory]
    [InlineData("GET", "/api/readiness?environment=RTM")]
    [InlineData("GET", "/api/environments/Prod/drills/DRILL-9999")]
    [InlineData("GET", "/api/environments/RTM/drills/DRILL-0001")]
    public async Task Get_Unknown_IsNotFound(string method, string path)
    {
        using var api = await AsAsync("ic");
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Page_Releases_ShowsReadinessOutputAsTextAndTheAudit()
    {
        using var ic = await AsAsync("ic");
        await SignInAsync(ic);
        _store.Hold("DRILL-0042");
        var page = "";
        for (var i = 0; i < 100 && !page.Contains("DRILL-0042", StringComparison.Ordinal); i++)
        {
            await Task.Delay(50);
            page = await ic.GetStringAsync(new Uri("/releases", UriKind.Relative));
        }

        Assert.Contains("data-target=\"Prod-Api\" data-word=\"NeedsOverride\"", page, StringComparison.Ordinal);
        Assert.Contains("Prod Api to v1.8.2", page, StringComparison.Ordinal);
        Assert.Contains("1. Freeze &lt;deploys&gt;", page, StringComparison.Ordinal);
        Assert.Contains("data-release=\"v1.9.0\"", page, StringComparison.Ordinal);
        Assert.Contains("none to v1.8.2", page, StringComparison.Ordinal);
        Assert.Contains("It takes the Decision Owner.", page, StringComparison.Ordinal);
    }

    private static (string? Word, string? Tag) Words(JsonElement line) => (Text(line, "word"), Text(line, "tag"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> ReadinessAsync(HttpClient api) =>
        Assert.Single((await api.GetFromJsonAsync<JsonElement>("/api/readiness?environment=Prod")).EnumerateArray());

    private static async Task<JsonElement> GetUntilAsync(HttpClient api, Uri place, Func<JsonElement, bool> done)
    {
        var answer = await api.GetFromJsonAsync<JsonElement>(place);
        for (var i = 0; i < 100 && !done(answer); i++)
        {
            await Task.Delay(50);
            answer = await api.GetFromJsonAsync<JsonElement>(place);
        }

        return answer;
    }

    /// <summary>Pages take the cookie that the form hands out, not the header.</summary>
    private static async Task SignInAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync(new Uri("/signin", UriKind.Relative));
        var from = page.IndexOf("__RequestVerificationToken\" value=\"", StringComparison.Ordinal);
        from = page.IndexOf("value=\"", from, StringComparison.Ordinal) + "value=\"".Length;
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["__RequestVerificationToken"] = page[from..page.IndexOf('"', from)],
                ["person"] = "ic",
                ["returnUrl"] = "/releases",
            }
        );
        using var answer = await browser.PostAsync(new Uri("/signin/development", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

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
