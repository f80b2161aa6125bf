using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Silences over a real Kestrel and a real store.</summary>
public sealed class SilenceApiTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly SeededStore _store = new();
    private readonly DashboardFactory _factory;

    public SilenceApiTests() => _factory = new(settings: ("Dashboard:DataDirectory", _store.Folder));

    public void Dispose()
    {
        _factory.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Set_ThenEnd_IsListedWithItsOwnerAndStaysInTheList()
    {
        using var ic = await AsAsync("ic");
        using var deputy = await AsAsync("deputy");

        var set = await ic.PostAsJsonAsync("/api/environments/Prod/silences", Request());
        var listed = await OnlyAsync(ic);

        Assert.Equal(HttpStatusCode.Created, set.StatusCode);
        Assert.Equal(
            ("SIL-0001", "Maintenance", "Active", "ic", "the database moves"),
            (
                Text(listed, "id"),
                Text(listed, "kind"),
                Text(listed, "phase"),
                Text(listed, "owner"),
                Text(listed, "reason")
            )
        );
        Assert.Equal(
            ["latency", "error-rate"],
            listed.GetProperty("triggers").EnumerateArray().Select(trigger => trigger.GetString())
        );

        var ended = await deputy.DeleteAsync(new Uri("/api/environments/Prod/silences/SIL-0001", UriKind.Relative));
        var again = await deputy.DeleteAsync(new Uri("/api/environments/Prod/silences/SIL-0001", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ended.StatusCode, again.StatusCode));
        listed = await OnlyAsync(ic);
        Assert.Equal(("Ended", "deputy"), (Text(listed, "phase"), Text(listed, "endedBy")));
    }

    [Theory]
    [InlineData("sre", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("deployer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    [InlineData("director", HttpStatusCode.Created)]
    public async Task Set_ByRole_IsAcceptedOrRefused(string person, HttpStatusCode expected)
    {
        using var api = await AsAsync(person);

        var answer = await api.PostAsJsonAsync("/api/environments/Prod/silences", Request());

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}", "reason")]
    [InlineData("""{"reason":"known trouble"}""", "until is missing")]
    [InlineData("""{"reason":"known trouble","until":"2020-01-01T00:00:00Z"}""", "it has passed")]
    [InlineData("""{"reason":"known trouble","until":"2999-01-01T00:00:00Z"}""", "at most 7 days ahead")]
    [InlineData(
        """{"reason":"known trouble","until":"2999-01-01T00:00:00Z","triggers":["weather"]}""",
        "triggers = weather"
    )]
    [InlineData("""{"reason":"known trouble","until":"soon"}""", "cannot be read at $.until")]
    [InlineData("""{"reason":"known trouble","kind":"Forever"}""", "cannot be read at $.kind")]
    public async Task Set_Nonsense_IsABadRequestThatSaysWhy(string body, string says)
    {
        using var api = await AsAsync("ic");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await api.PostAsync(new Uri("/api/environments/Prod/silences", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "SIL-0001")]
    [InlineData("Prod", "SIL-0009")]
    public async Task End_Unknown_IsNotFound(string environment, string id)
    {
        using var api = await AsAsync("ic");

        var answer = await api.DeleteAsync(new Uri($"/api/environments/{environment}/silences/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static object Request() =>
        new
        {
            kind = "Maintenance",
            triggers = new[] { "latency", "error-rate" },
            until = Now.AddHours(2),
            reason = "the database moves",
        };

    private static string? Text(JsonElement silence, string name) => silence.GetProperty(name).GetString();

    private static async Task<JsonElement> OnlyAsync(HttpClient api)
    {
        var prod = await api.GetFromJsonAsync<JsonElement>("/api/environments/Prod");
        return Assert.Single(prod.GetProperty("silences").EnumerateArray());
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
