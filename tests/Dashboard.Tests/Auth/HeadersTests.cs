using System.Net;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class HeadersTests
{
    [Fact]
    public async Task Pages_Always_CarryAStrictPolicyAndNoInlineScript()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await browser.GetAsync("/signin");

        var policies = answer.Headers.GetValues("Content-Security-Policy").ToArray();
        var policy = Assert.Single(policies, static value => value.Contains("script-src", StringComparison.Ordinal));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotMatch("<script(?![^>]* src=)", page);
        Assert.DoesNotContain("//fonts.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntraSignIn_LeavesThroughAForm_SoThePolicyNamesItsHost()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        using var browser = dashboard.Browser();
        using var answer = await browser.GetAsync("/signin");
        Assert.Contains(
            "form-action 'self' https://login.example.test;",
            string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    // There is no store in the test's folder, and a dashboard that cannot read facts is not ready.
    [InlineData("/ready", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/tokens.css", HttpStatusCode.OK)]
    [InlineData("/css/base.css", HttpStatusCode.OK)]
    [InlineData("/js/mcpx.js", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", HttpStatusCode.OK)]
    [InlineData("/api/me", HttpStatusCode.Unauthorized)]
    [InlineData("/api/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Address_WithoutSignIn_Answers(string address, HttpStatusCode status)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await browser.GetAsync(address);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", 100)]
    [InlineData("/_content/MudBlazor/MudBlazor.min.js", 25)]
    [InlineData("/tokens.css", 5)]
    [InlineData("/_framework/blazor.web.js", 60)]
    public async Task Asset_BrowserThatReadsBrotli_IsSentCompressed(string address, int mostKb)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        using var answer = await browser.GetAsync(address);
        Assert.NotEmpty(answer.Content.Headers.ContentEncoding);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, mostKb * 1024);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/metrics")]
    [InlineData("/api/me")]
    public async Task Answer_WithSomebodysData_IsNeverCompressed(string address)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        using var answer = await browser.GetAsync(address);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task UnknownPage_Asked_IsAnsweredInOurVoice()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await browser.GetAsync("/nowhere");
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("light", "data-theme=\"light\"")]
    [InlineData("\"><script>", "<html lang=\"en\">")]
    public async Task Theme_ChosenBefore_IsInTheFirstPaint(string cookie, string expected)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"mcpx-theme={Uri.EscapeDataString(cookie)}");
        Assert.Contains(expected, await browser.GetStringAsync("/signin"), StringComparison.Ordinal);
    }
}
