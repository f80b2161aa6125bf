using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>A report written, reviewed and published over the API, every version kept.</summary>
public sealed class ReportWritingApiTests : IDisposable
{
    private const string Report = "/api/incidents/INC-0001/report";
    private static readonly string[] Factors = ["no test"];
    private static readonly object[] FollowUps =
    [
        new
        {
            what = "test it",
            owner = "qa",
            due = "2026-11-28",
        },
    ];
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Keep_WrittenAndReviewed_AreTwoDocumentsThatMatchTheirDigests()
    {
        var (ic, deputy) = (await _api.AsAsync("ic"), await _api.AsAsync("deputy"));

        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(deputy, 0, "It was the buffer.")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(deputy, 1, "It was the proxy.")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ReviewAsync(deputy, 2)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(ic, 2)).StatusCode);

        var versions = await ic.GetFromJsonAsync<JsonElement>($"{Report}/versions");
        Assert.Equal(
            ["Draft", "Draft", "Reviewed"],
            versions.EnumerateArray().Select(version => version.GetProperty("stage").GetString())
        );
        foreach (var version in versions.EnumerateArray())
        {
            var text = await ic.GetStringAsync($"{Report}/versions/{version.GetProperty("version").GetInt32()}");
            Assert.Equal(
                version.GetProperty("sha256").GetString(),
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            );
        }

        var diff = await ic.GetStringAsync($"{Report}/diff?from=1&to=2");
        Assert.Contains("-It was the buffer.", diff, StringComparison.Ordinal);
        Assert.Contains("+It was the proxy.", diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OnAnOlderVersion_IsAConflictThatNamesTheOther()
    {
        var (ic, deputy) = (await _api.AsAsync("ic"), await _api.AsAsync("deputy"));
        await WriteAsync(deputy, 0, "It was the buffer.");

        var late = await WriteAsync(ic, 0, "It was me.");

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("deputy kept version 1", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OfAnOpenIncident_IsRefused()
    {
        var (ic, deputy) = (await _api.AsAsync("ic"), await _api.AsAsync("deputy"));
        await WriteAsync(deputy, 0, "It was the buffer.");
        await ReviewAsync(ic, 1);

        var refused = await ic.PostAsJsonAsync($"{Report}/publish", new { basis = 2 });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(
            "INC-0001 is still Proposed",
            await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/versions/7")]
    [InlineData("/diff?from=1&to=2")]
    public async Task Version_Unknown_IsNotFound(string path) =>
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await _api.AsAsync("auditor")).GetAsync(Report + path)).StatusCode
        );

    [Fact]
    public async Task Rca_AsHtml_IsOneFileThatAsksForNothingElse()
    {
        var answer = await (await _api.AsAsync("auditor")).GetAsync("/api/incidents/INC-0001/rca?format=html");

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("INC-0001-rca.html", answer.Content.Headers.ContentDisposition!.FileName);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<h2>Impact</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rca_AsPdf_IsPrintedWhereThereIsABrowserAndElseRefused()
    {
        var answer = await (await _api.AsAsync("auditor")).GetAsync("/api/incidents/INC-0001/rca?format=pdf");

        Assert.Equal(Chromium.Find() is null ? HttpStatusCode.NotImplemented : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            Chromium.Find() is null ? "application/problem+json" : "application/pdf",
            answer.Content.Headers.ContentType!.MediaType
        );
    }

    private static Task<HttpResponseMessage> WriteAsync(HttpClient client, int basis, string cause) =>
        client.PostAsJsonAsync(
            Report,
            new
            {
                basis,
                rootCause = cause,
                factors = Factors,
                followUps = FollowUps,
            }
        );

    private static Task<HttpResponseMessage> ReviewAsync(HttpClient client, int basis) =>
        client.PostAsJsonAsync($"{Report}/review", new { basis, comment = "agreed" });
}
