using System.Net;
using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>What somebody learns, and may do, whom nobody knows.</summary>
public sealed class StrangersTests
{
    private const string Detail = "the store cannot be read: db-server-7 hung up";

    [Theory]
    [InlineData("10.0.0.9", false, false)]
    [InlineData("10.0.0.9", true, true)]
    [InlineData("127.0.0.1", false, true)]
    public async Task Ready_Asked_TellsDetailsToWhoIsKnownOrHere(string address, bool signedIn, bool told)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext
        {
            Connection = { RemoteIpAddress = IPAddress.Parse(address) },
            Response = { Body = body },
        };
        if (signedIn)
        {
            context.User = DevelopmentPeople.Principal("viewer", "test")!;
        }

        var entry = new HealthReportEntry(HealthStatus.Unhealthy, Detail, TimeSpan.Zero, exception: null, data: null);
        await ReadyAnswer.WriteAsync(
            context,
            new HealthReport(
                new Dictionary<string, HealthReportEntry>(StringComparer.Ordinal) { ["journal"] = entry },
                TimeSpan.Zero
            )
        );

        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        Assert.Contains("\"ready\":false", text, StringComparison.Ordinal);
        Assert.Equal(told, text.Contains(Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/api/incidents")]
    [InlineData("POST", "/api/slack/actions")]
    public async Task Call_WithoutAStore_TellsAStrangerNothingOfIt(string method, string path)
    {
        // There is no store in the test's folder.
        await using var dashboard = new DashboardFactory();
        using var client = dashboard.Browser();
        client.DefaultRequestHeaders.Add("X-Api-Key", "mcpx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("not readable", text, StringComparison.Ordinal);
        Assert.DoesNotContain("watchdog.db", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "/",
            text.Replace("https://tools.ietf.org/html/rfc9110#section-15.6.4", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Flood_OfOneAddress_IsTurnedAwayBeforeAnythingIsComputed()
    {
        await using var dashboard = new DashboardFactory();
        var app = new ApplicationBuilder(dashboard.Services);
        app.UseFloodGate();
        var passed = 0;
        app.Run(_ =>
        {
            passed++;
            return Task.CompletedTask;
        });
        var pipeline = app.Build();

        var status = 200;
        for (var i = 0; i < 20 * Limits.RequestsAtOnce && status == 200; i++)
        {
            status = await AskAsync(dashboard, pipeline, "10.0.0.9");
        }

        Assert.Equal(429, status);
        Assert.InRange(passed, Limits.RequestsAtOnce, 20 * Limits.RequestsAtOnce);
        Assert.Equal(200, await AskAsync(dashboard, pipeline, "10.0.0.10"));
    }

    private static async Task<int> AskAsync(DashboardFactory dashboard, RequestDelegate pipeline, string address)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = dashboard.Services,
            Connection = { RemoteIpAddress = IPAddress.Parse(address) },
        };
        await pipeline(context);
        return context.Response.StatusCode;
    }
}
