using System.Data.Common;
using System.Net;
using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Tests.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Api;

public sealed class StoreTroubleTests
{
    [Theory]
    [InlineData("GET", "The same call again is safe.")]
    [InlineData("POST", "it is not certain whether this was written")]
    public async Task Call_WhoseStoreFails_IsAnsweredWithAProblemAndWhenToComeAgain(string method, string expected)
    {
        await using var app = await FailingAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var address in new[] { "/api/broken", "/api/late" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), address);
            using var answer = await client.SendAsync(request);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains(expected, text, StringComparison.Ordinal);
            Assert.DoesNotContain("db-server-7", text, StringComparison.Ordinal);
        }

        using var page = await client.GetAsync("/broken");
        Assert.Equal("the fault page", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Dashboard_Always_KnowsWhatToSayOfAStoreThatFails()
    {
        await using var dashboard = new DashboardFactory();
        Assert.Contains(dashboard.Services.GetServices<IExceptionHandler>(), static one => one is StoreTrouble);
    }

    private static async Task<WebApplication> FailingAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<StoreTrouble>();
        var app = builder.Build();
        app.UseExceptionHandler("/error");
        app.UseRouting();
        app.Map("/error", static () => "the fault page");
        app.Map("/api/broken", static string () => throw new Broken());
        app.Map("/api/late", static string () => throw new TimeoutException("db-server-7 was late"));
        app.Map("/broken", static string () => throw new Broken());
        await app.StartAsync();
        return app;
    }

    private sealed class Broken() : DbException("db-server-7 hung up");
}
