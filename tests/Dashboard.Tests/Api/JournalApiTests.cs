using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Db.Proof;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>The journal over the API: the page's filters, the proof and the exports.</summary>
public sealed class JournalApiTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task List_NoFilter_IsNewestFirstAndGoesOnInPages()
    {
        var api = await _api.AsAsync("sre");

        var first = await api.GetFromJsonAsync<JsonElement>("/api/journal?most=3");
        var second = await api.GetFromJsonAsync<JsonElement>($"/api/journal?most=3&before={first.GetProperty("next")}");

        Assert.Equal([4L, 3, 2], Positions(first));
        Assert.Equal([1L], Positions(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal("INC-0001 began", first.GetProperty("entries")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("kind=incident", new[] { 3L, 2 })]
    [InlineData("environment=Prod", new[] { 4L, 3, 2 })]
    [InlineData("environment=Alpha", new long[0])]
    [InlineData("incident=INC-0001&type=RollbackProposed", new[] { 3L })]
    [InlineData("environment=Alpha&incident=INC-0001", new long[0])]
    [InlineData("actor=watchdog&last=hour", new[] { 4L, 3, 2, 1 })]
    [InlineData("text=ROLLBACK%20of", new[] { 3L })]
    [InlineData("to=2020-01-01", new long[0])]
    public async Task List_Filtered_IsExactlyThose(string query, long[] expected)
    {
        var api = await _api.AsAsync("sre");

        Assert.Equal(expected, Positions(await api.GetFromJsonAsync<JsonElement>($"/api/journal?{query}")));
    }

    [Theory]
    [InlineData("kind=fish", "kind = fish: must be one of incident, environment, release, node, keys.")]
    [InlineData("last=year", "last = year: must be one of hour, day, week, month.")]
    [InlineData("from=soon", "from = soon: is no time; write 2026-11-01T09:00, UTC.")]
    [InlineData("most=501", "most = 501: must be 1 to 500.")]
    public async Task List_BadFilter_SaysWhichAndWhy(string query, string problem)
    {
        var api = await _api.AsAsync("sre");

        var answer = await api.GetAsync(new Uri($"/api/journal?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            problem,
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()
        );
    }

    [Fact]
    public async Task One_Entry_HasBodyAndFollowsFromTheOneBefore()
    {
        var api = await _api.AsAsync("sre");

        var second = await api.GetFromJsonAsync<JsonElement>("/api/journal/2");
        var third = await api.GetFromJsonAsync<JsonElement>("/api/journal/3");

        Assert.Equal("IncidentOpened", second.GetProperty("body").GetProperty("type").GetString());
        Assert.Equal(
            second.GetProperty("entry").GetProperty("hash").GetString(),
            third.GetProperty("previous").GetString()
        );
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/api/journal/99")).StatusCode);
    }

    [Fact]
    public async Task Chain_UntilSomebodyAsks_IsNotVerified()
    {
        var api = await _api.AsAsync("auditor");

        Assert.Equal("NotVerified", State(await api.GetFromJsonAsync<JsonElement>("/api/journal/chain")));
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await api.PostAsync(new Uri("/api/journal/verify", UriKind.Relative), null)).StatusCode
        );
        var chain = default(JsonElement);
        for (var i = 0; i < 200; i++)
        {
            chain = await api.GetFromJsonAsync<JsonElement>("/api/journal/chain");
            if (State(chain) != "Verifying")
            {
                break;
            }

            await Task.Delay(25);
        }

        Assert.Equal(("Holds", 4L), (State(chain), chain.GetProperty("position").GetInt64()));
    }

    [Fact]
    public async Task Export_AsAuditor_IsVerifiedWithoutTheJournal()
    {
        var api = await _api.AsAsync("auditor");

        var answer = await api.GetAsync("/api/journal/export");
        await using var body = await answer.Content.ReadAsStreamAsync();
        var report = ExportProof.Check(body, [], CancellationToken.None);

        Assert.True(report.Holds);
        Assert.Equal(4, report.Events);
        Assert.Equal("journal-1-4.jsonl", answer.Content.Headers.ContentDisposition?.FileName);
    }

    /// <summary>Beside the store, which is as large; a temporary folder may be memory. A process that is killed leaves it there.</summary>
    [Fact]
    public async Task Exports_FileOfTheDataFolder_IsGoneWhenReadAndWhatWasLeftIsRemovedAtAStart()
    {
        using var seeded = new SeededStore();
        var left = Path.Combine(seeded.Folder, "export-of-a-killed-one.tmp");
        await File.WriteAllTextAsync(left, "{}");
        var store = new Db.Store(seeded.Folder);
        using var exports = new ExportFiles(store, new JournalExport(store.Journal));

        await exports.StartAsync(CancellationToken.None);
        Assert.False(File.Exists(left));
        Assert.Null(await exports.WriteAsync(99, null, null, CancellationToken.None));
        var (file, written) = (await exports.WriteAsync(null, null, null, CancellationToken.None))!.Value;
        await using (file)
        {
            Assert.Equal((seeded.Folder, 1L), (Path.GetDirectoryName(file.Name), written.Events));
        }

        Assert.Empty(Directory.GetFiles(seeded.Folder, "export-*"));
    }

    [Fact]
    public async Task ExportCsv_Filtered_HasThoseAndNoFormula()
    {
        var api = await _api.AsAsync("ic");
        await api.PostAsJsonAsync("/api/incidents/INC-0001/note", new { text = "=1+1 \"quoted\"" });

        var all = await api.GetStringAsync("/api/journal/export.csv?kind=incident");
        var lines = all.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
        Assert.Contains("\"“=1+1 \"\"quoted\"\"”\"", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("position,", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sre")]
    [InlineData("deployer")]
    public async Task Export_WithoutTheRole_IsForbidden(string person)
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/journal/export")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/journal/export.csv")).StatusCode);
    }

    [Fact]
    public async Task OpenApi_OfTheJournal_HasAnExample()
    {
        var api = await _api.AsAsync("sre");

        var document = await api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var example = document
            .GetProperty("paths")
            .GetProperty("/api/journal")
            .GetProperty("get")
            .GetProperty("responses")
            .GetProperty("200")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("example");
        Assert.Equal(812, example.GetProperty("next").GetInt32());
    }

    private static IEnumerable<long> Positions(JsonElement page) =>
        page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("position").GetInt64());

    private static string? State(JsonElement chain) => chain.GetProperty("state").GetString();
}
