using System.Net;
using System.Net.Http.Json;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Tests.Api;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class HardeningTests
{
    [Fact]
    public async Task SessionCookie_OutsideDevelopment_IsHeldToThisHostOverTls()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        var cookie = dashboard
            .Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(SignInRegistration.CookieScheme)
            .Cookie;
        Assert.Equal("__Host-mcpx-session", cookie.Name);
        Assert.Equal(
            (CookieSecurePolicy.Always, SameSiteMode.Lax, true, "/", null),
            (cookie.SecurePolicy, cookie.SameSite, cookie.HttpOnly, cookie.Path, cookie.Domain)
        );
    }

    [Fact]
    public async Task Entra_Configured_IsCodeFlowWithPkceAndASecret()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        var options = dashboard
            .Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
            .Get(OpenIdConnectDefaults.AuthenticationScheme);
        Assert.Equal("code", options.ResponseType);
        Assert.True(options.UsePkce);
        Assert.True(options.RequireHttpsMetadata);
        Assert.Equal("not-used-here", options.ClientSecret);
        Assert.Contains("11111111-1111-1111-1111-111111111111", options.Authority, StringComparison.Ordinal);
        Assert.NotNull(options.TokenValidationParameters.IssuerValidator);
        Assert.Contains("offline_access", options.Scope);
    }

    [Fact]
    public async Task Secret_InAFile_IsRead()
    {
        var folder = Directory.CreateTempSubdirectory("mcpx-secrets-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "MY_SECRET"), "from-a-file\n");
            await using var dashboard = new DashboardFactory(
                "Production",
                ("Authentication:Oidc:Authority", "https://id.example.test/"),
                ("Authentication:Oidc:ClientId", "x"),
                ("Authentication:Oidc:ClientSecretVariable", "MY_SECRET"),
                ("Dashboard:SecretsDirectory", folder)
            );
            Assert.Equal("from-a-file", dashboard.Services.GetRequiredService<SignInMode>().RevealSecret());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Answers_OverTls_HoldBrowsersToIt()
    {
        await using var dashboard = new TlsDashboard();
        using var over = dashboard.CreateClient(new() { BaseAddress = new Uri("https://mcpx.example.test/") });
        using var answer = await over.GetAsync("/signin");
        Assert.Contains(
            "max-age=31536000",
            string.Join(' ', answer.Headers.GetValues("Strict-Transport-Security")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Body_LargerThanACallNeeds_IsRefused()
    {
        using var api = new ProposedApi();
        var client = await api.AsAsync("ic");
        using var answer = await client.PostAsJsonAsync(
            "/api/incidents/INC-0001/note",
            new { text = new string('x', (int)Limits.LargestBody) }
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task SignIns_TooMany_AreToldToWait()
    {
        await using var dashboard = DashboardFactory.WithEntra();
        using var browser = dashboard.Browser();
        HttpStatusCode last = default;
        for (var i = 0; i <= Limits.DoorPerMinute && last != HttpStatusCode.TooManyRequests; i++)
        {
            using var form = new FormUrlEncodedContent([]);
            using var answer = await browser.PostAsync(new Uri("/signin/company", UriKind.Relative), form);
            last = answer.StatusCode;
            if (last == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Session_AfterARestart_StillStands()
    {
        using var store = new SeededStore();
        string cookie;
        await using (var first = new DashboardFactory(settings: ("Dashboard:DataDirectory", store.Folder)))
        {
            using var browser = first.Browser();
            using var signedIn = await SignIn.House.PostFormAsync(
                browser,
                "/signin/development",
                ("person", "ic"),
                ("returnUrl", "/")
            );
            cookie = signedIn
                .Headers.GetValues("Set-Cookie")
                .Single(one => one.StartsWith("mcpx-session", StringComparison.Ordinal))
                .Split(';')[0];
        }

        await using var second = new DashboardFactory(settings: ("Dashboard:DataDirectory", store.Folder));
        using var again = second.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.Add("Cookie", cookie);
        using var me = await again.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.InRange(cookie.Length, 1, 400);
    }

    /// <summary>In memory, where every request may say that it came over TLS.</summary>
    private sealed class TlsDashboard : WebApplicationFactory<Program>;
}
