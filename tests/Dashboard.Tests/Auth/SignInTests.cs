using System.Net;
using System.Text.RegularExpressions;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed partial class SignInTests
{
    [Theory]
    [InlineData("sre", "Sre")]
    [InlineData("ic", "IncidentCommander")]
    [InlineData("deployer", "Deployer")]
    public async Task Header_InDevelopment_IsTheIdentity(string person, string role)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await AskAsync(browser, person);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"\"roles\":[\"{role}\"]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("IC")]
    [InlineData("")]
    public async Task Header_WithAnUnknownName_Is401(string person)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await AskAsync(browser, person);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Header_InProduction_MeansNothing()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        using var browser = dashboard.Browser();
        using var answer = await AskAsync(browser, "ic");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Header_OnAPage_MeansNothing()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.Add("X-Dev-User", "ic");
        using var answer = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Page_WithoutSignIn_LeadsToTheSignInPageAndBack()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await browser.GetAsync("/design");
        Assert.EndsWith("/signin?returnUrl=%2Fdesign", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/design", "/design")]
    [InlineData("https://evil.test/", "/")]
    [InlineData("//evil.test", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("", "/")]
    public async Task SignIn_AsANamedPerson_GoesOnlyToOurOwnPages(string returnUrl, string target)
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var answer = await SignInAsync(browser, "ic", returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location?.ToString());
        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            static value => value.StartsWith("mcpx-session", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["person"] = "ic" }
        );
        using var answer = await browser.PostAsync("/signin/development", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignOut_Signed_EndsTheSession()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = dashboard.Browser();
        using var signedIn = await SignInAsync(browser, "auditor", "/");
        var token = Token(await browser.GetStringAsync("/"));
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token }
        );
        using var answer = await browser.PostAsync("/signout", form);
        Assert.Equal("/signin", answer.Headers.Location?.ToString());
        using var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task DevelopmentSignIn_WithEntra_IsNotThere()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        using var browser = dashboard.Browser();
        var page = await browser.GetStringAsync("/signin");
        Assert.Contains("company account", page, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["person"] = "ic" }
        );
        using var answer = await browser.PostAsync("/signin/development", form);
        Assert.True((int)answer.StatusCode is 404 or 405, $"{answer.StatusCode}");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient browser, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.TryAddWithoutValidation("X-Dev-User", person);
        return await browser.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string person, string returnUrl)
    {
        var token = Token(await browser.GetStringAsync("/signin"));
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["__RequestVerificationToken"] = token,
                ["person"] = person,
                ["returnUrl"] = returnUrl,
            }
        );
        return await browser.PostAsync("/signin/development", form);
    }

    private static string Token(string page) => Field().Match(page).Groups["token"].Value;

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Field();
}
