using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Auth;
using Mcpx.Domain.Redaction;
using Microsoft.Data.Sqlite;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>The planted corpus through the HTTP API: every answer, and the file behind it, searched for every secret.</summary>
public sealed class PlantedSecretsApiTests : IDisposable
{
    private readonly SeededStore _store = new();
    private readonly List<IDisposable> _started = [];
    private readonly StringBuilder _answers = new();

    public void Dispose()
    {
        _started.ForEach(started => started.Dispose());
        SqliteConnection.ClearAllPools();
        _store.Dispose();
    }

    [Fact]
    public async Task Note_Planted_IsAnsweredWithoutIt()
    {
        _store.Propose();
        var api = await StartAsync("ic");

        await PlantAsync(api, "incidents/INC-0001/note", text => new { text }, HttpStatusCode.OK);
        await PlantAsync(api, "environments/Prod/declare", Declared, HttpStatusCode.OK);
        await ReadAsync(api, "incidents", "incidents/INC-0001", "environments/Prod", "incidents/INC-0001/rca");

        AssertNone();
        Assert.Contains("[redacted: GitHub token]", _answers.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployments_PlantedEverywhere_AreAnsweredWithoutItAndStayIdempotent()
    {
        var api = await StartAsync("deployer");

        await PlantAsync(api, "deployments", Report, HttpStatusCode.Created);
        foreach (var secret in PlantedSecret.All.TakeLast(10))
        {
            using var again = await api.PostAsJsonAsync("/api/deployments", Report(secret.Text));
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }

        await ReadAsync(api, "environments", "environments/Prod");

        AssertNone();
        Assert.True(Mark.IsIn(_answers.ToString()));
    }

    [Theory]
    [InlineData("deployments")]
    [InlineData("environments/Prod/declare")]
    [InlineData("incidents/INC-0001/approve")]
    public async Task Refusal_PlantedInWhatIsWrong_DoesNotRepeatIt(string path)
    {
        _store.Propose();
        var api = await StartAsync(path == "deployments" ? "deployer" : "ic");

        await PlantAsync(
            api,
            path,
            text => new
            {
                phase = text,
                id = "d",
                tag = "v1",
                component = "Api",
                environment = "Prod",
                trigger = text,
                reason = text,
                planHash = text,
            },
            expected: null
        );

        AssertNone();
    }

    [Fact]
    public async Task OpenApi_Texts_AreStillTexts()
    {
        var document = await (await StartAsync("ic")).GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal(
            "string",
            schemas
                .GetProperty("NoteRequest")
                .GetProperty("properties")
                .GetProperty("text")
                .GetProperty("type")
                .GetString()
        );
        Assert.Contains(
            "string",
            schemas.GetProperty("DeploymentReport").GetProperty("properties").GetProperty("by").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Search_WhatWasSent_FindsThemAll() =>
        Assert.Equal(
            PlantedSecret.All.Count,
            PlantedSecret
                .FoundIn(string.Join('\n', PlantedSecret.All.Select(secret => JsonSerializer.Serialize(secret.Text))))
                .Count
        );

    private static object Declared(string text) =>
        new
        {
            trigger = "sse-heartbeat",
            component = "Api",
            reason = text,
        };

    private static object Report(string text)
    {
        // An id of its own also where two secrets of a kind leave the same mark.
        var number = PlantedSecret.All.Select(secret => secret.Text).ToList().IndexOf(text);
        return new
        {
            id = $"{number} {text}",
            environment = "Prod",
            component = "Api",
            tag = $"v{number} {text}",
            phase = "finished",
            by = text,
            detail = text,
        };
    }

    private async Task PlantAsync(HttpClient api, string path, Func<string, object> body, HttpStatusCode? expected)
    {
        foreach (var secret in PlantedSecret.All)
        {
            using var answer = await api.PostAsJsonAsync($"/api/{path}", body(secret.Text));
            _answers.AppendLine(await answer.Content.ReadAsStringAsync());
            if (expected is { } status)
            {
                Assert.Equal(status, answer.StatusCode);
            }
            else
            {
                Assert.False(answer.IsSuccessStatusCode);
            }
        }
    }

    private async Task ReadAsync(HttpClient api, params string[] paths)
    {
        foreach (var path in paths)
        {
            _answers.AppendLine(await api.GetStringAsync($"/api/{path}"));
        }
    }

    private void AssertNone()
    {
        Assert.Empty(PlantedSecret.FoundIn(_answers.ToString()));
        SqliteConnection.ClearAllPools();
        var files = Directory
            .GetFiles(_store.Folder)
            .Where(file => Path.GetFileName(file).StartsWith("journal.db", StringComparison.Ordinal));
        Assert.Empty(PlantedSecret.FoundIn(files.SelectMany(Read).ToArray()));
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task<HttpClient> StartAsync(string person)
    {
        var factory = new DashboardFactory(settings: ("Dashboard:DataDirectory", _store.Folder));
        _started.Add(factory);
        var client = factory.Browser();
        client.DefaultRequestHeaders.Add("X-Dev-User", person);
        _started.Add(client);
        for (var turn = 0; turn < 200; turn++)
        {
            if ((await client.GetAsync("/ready")).IsSuccessStatusCode)
            {
                return client;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The dashboard did not get ready.");
    }
}
