using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Whoever builds on the API finds an example at each call that people's work needs, and it works as it stands.</summary>
public sealed class CallExampleTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    /// <summary>Every call of people in an incident, by its action.</summary>
    public static TheoryData<string> Actions =>
        [
            "acknowledge",
            "approve",
            "reject",
            "snooze",
            "roles",
            "severity",
            "note",
            "ticket",
            "pause",
            "resume",
            "retry-step",
            "skip-step",
            "done-by-hand",
            "abort",
            "cancel-step",
            "ask-again",
            "close",
            "undo",
            "review",
            "hotfix-review",
        ];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Incident_EachCall_ShowsARefusalAndABodyThatIsRead(string action)
    {
        using var api = await _api.AsAsync("ic");
        var call = await CallAsync(api, $"/api/incidents/{{id}}/{action}", "post");

        var refused = Content(call.GetProperty("responses").GetProperty("409"), "application/problem+json");
        Assert.Equal("NotNow", refused.GetProperty("example").GetProperty("title").GetString());
        if (action is not ("acknowledge" or "resume" or "retry-step"))
        {
            // No such incident: so far only a body gets that could be read.
            var (status, words) = await SendAsync(api, call, $"/api/incidents/INC-9999/{action}");
            Assert.True(status == HttpStatusCode.NotFound, words);
        }
    }

    [Theory]
    [InlineData("/api/environments/{environment}/freeze")]
    [InlineData("/api/environments/{environment}/unfreeze")]
    [InlineData("/api/environments/{environment}/authorise-hotfix")]
    [InlineData("/api/environments/{environment}/silences")]
    public async Task Environment_EachCall_ShowsABodyThatIsRead(string path)
    {
        using var api = await _api.AsAsync("ic");
        var call = await CallAsync(api, path, "post");

        var (status, words) = await SendAsync(
            api,
            call,
            path.Replace("{environment}", "Nowhere", StringComparison.Ordinal)
        );

        Assert.True(status == HttpStatusCode.NotFound, words);
    }

    [Fact]
    public async Task EndingASilence_ShowsWhatIsAnsweredWhereThereIsNone()
    {
        using var api = await _api.AsAsync("ic");
        var call = await CallAsync(api, "/api/environments/{environment}/silences/{id}", "delete");

        var unknown = Content(call.GetProperty("responses").GetProperty("404"), "application/problem+json");
        Assert.Equal("Unknown", unknown.GetProperty("example").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Deployments_ExampleIsOfTheSchema()
    {
        using var api = await _api.AsAsync("ic");
        var document = await api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var media = Content((await CallAsync(api, "/api/deployments", "post")).GetProperty("requestBody"));
        var schema = media.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
        var known = document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty(schema)
            .GetProperty("properties");

        Assert.All(
            media.GetProperty("example").EnumerateObject(),
            member => Assert.True(known.TryGetProperty(member.Name, out _), member.Name)
        );
    }

    [Fact]
    public async Task Gate_ShowsWhatAShutOneAnswers()
    {
        using var api = await _api.AsAsync("ic");
        var call = await CallAsync(api, "/api/gate/{environment}", "get");

        Assert.False(
            Content(call.GetProperty("responses").GetProperty("423"))
                .GetProperty("example")
                .GetProperty("open")
                .GetBoolean()
        );
    }

    private static async Task<JsonElement> CallAsync(HttpClient api, string path, string method) =>
        (await api.GetFromJsonAsync<JsonElement>("/openapi/v1.json"))
            .GetProperty("paths")
            .GetProperty(path)
            .GetProperty(method);

    private static JsonElement Content(JsonElement of, string type = "application/json") =>
        of.GetProperty("content").GetProperty(type);

    private static async Task<(HttpStatusCode Status, string Words)> SendAsync(
        HttpClient api,
        JsonElement call,
        string path
    )
    {
        var body = Content(call.GetProperty("requestBody")).GetProperty("example").GetRawText();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await api.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
