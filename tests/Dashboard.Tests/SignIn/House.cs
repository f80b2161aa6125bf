using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Dashboard.Tests.Auth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>A dashboard over a real store that people enter through a real provider, both on loopback ports.</summary>
internal sealed partial class House : IAsyncDisposable
{
    private readonly DashboardFactory _dashboard;
    private readonly List<HttpClient> _clients = [];

    private House(LocalProvider provider, SeededStore store, bool asEntra, (string Key, string Value)[] more)
    {
        Provider = provider;
        Store = store;
        _dashboard = new(
            "Development",
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
                services.AddSingleton<ILoggerProvider>(Heard);
                if (asEntra)
                {
                    services.Configure<OpenIdConnectOptions>(
                        OpenIdConnectDefaults.AuthenticationScheme,
                        options => InPlaceOfEntra(options, provider.Issuer)
                    );
                }
            },
            [
                ("Dashboard:DataDirectory", store.Folder),
                ("MCPX_SIGNIN_SECRET", LocalProvider.Secret),
                .. asEntra ? Entra(provider) : Oidc(provider),
                .. more,
            ]
        );
    }

    public LocalProvider Provider { get; }

    public SeededStore Store { get; }

    public ShiftedTime Time { get; } = new();

    public Heard Heard { get; } = new();

    public IServiceProvider Services => _dashboard.Services;

    public static Task<House> OpenAsync(params (string Key, string Value)[] more) => OpenAsync(asEntra: false, more);

    /// <summary>As an installation with Entra, whose place the local provider takes.</summary>
    public static Task<House> OpenAsEntraAsync(params (string Key, string Value)[] more) =>
        OpenAsync(asEntra: true, more);

    private static async Task<House> OpenAsync(bool asEntra, (string Key, string Value)[] more)
    {
        var house = new House(await LocalProvider.StartAsync(), new SeededStore(), asEntra, more);
        using var client = house._dashboard.Browser();
        for (var i = 0; i < 400; i++)
        {
            using var ready = await client.GetAsync("/ready");
            if (ready.IsSuccessStatusCode)
            {
                break;
            }

            await Task.Delay(25);
        }

        return house;
    }

    /// <summary>A browser that nobody signed in with.</summary>
    public HttpClient Browser()
    {
        var client = _dashboard.Browser();
        _clients.Add(client);
        return client;
    }

    /// <summary>The session cookie of a browser, as a thief would copy it.</summary>
    public string CookieOf(HttpClient browser) =>
        _dashboard
            .Cookies[browser]
            .GetCookies(browser.BaseAddress!)
            .Where(static cookie => cookie.Name == "mcpx-session")
            .Select(static cookie => $"{cookie.Name}={cookie.Value}")
            .Single();

    /// <summary>A browser in which the provider's person signed in.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var browser = Browser();
        using var landed = await SignInAsync(browser, "/");
        return browser;
    }

    /// <summary>Signs in and goes wherever that leads.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string returnUrl) =>
        await FollowAsync(browser, await ChallengeAsync(browser, returnUrl));

    /// <summary>Presses the button on the sign-in page; the answer sends the browser to the provider.</summary>
    public static async Task<HttpResponseMessage> ChallengeAsync(HttpClient browser, string returnUrl)
    {
        var answer = await PostFormAsync(browser, "/signin/company", ("returnUrl", returnUrl));
        Assert.True(
            answer.Headers.Location is not null,
            $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
        );
        return answer;
    }

    /// <summary>Posts a form of ours with the token from the sign-in page.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        HttpClient browser,
        string address,
        params (string Name, string Value)[] fields
    )
    {
        var page = await browser.GetStringAsync(new Uri("/signin", UriKind.Relative));
        var token = Field().Match(page).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
        );
        return await browser.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    /// <summary>Follows redirects, through the provider and back.</summary>
    public static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, HttpResponseMessage answer)
    {
        for (var hop = 0; hop < 10 && answer.Headers.Location is { } location; hop++)
        {
            answer.Dispose();
            answer = await browser.GetAsync(location);
        }

        return answer;
    }

    public static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        HttpClient client,
        string path,
        object body
    )
    {
        using var answer = await client.PostAsJsonAsync($"/api/{path}", body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<JsonElement> MeAsync(HttpClient client) =>
        await client.GetFromJsonAsync<JsonElement>("/api/me");

    /// <summary>Waits until the dashboard has read what was written beside it.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 200 && !await holds(); i++)
        {
            await Task.Delay(25);
        }

        Assert.True(await holds());
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        await _dashboard.DisposeAsync();
        await Provider.DisposeAsync();
        Store.Dispose();
    }

    private static (string, string)[] Oidc(LocalProvider provider) =>
        [
            ("Authentication:Oidc:Authority", provider.Issuer),
            ("Authentication:Oidc:ClientId", LocalProvider.Client),
            ("Authentication:Oidc:Audience", LocalProvider.Audience),
        ];

    private static (string, string)[] Entra(LocalProvider provider) =>
        [
            ("Authentication:Entra:Instance", provider.Issuer),
            ("Authentication:Entra:TenantId", "11111111-1111-1111-1111-111111111111"),
            ("Authentication:Entra:ClientId", LocalProvider.Client),
        ];

    private static void InPlaceOfEntra(OpenIdConnectOptions options, string issuer)
    {
        options.Authority = issuer;
        options.MetadataAddress = $"{issuer}.well-known/openid-configuration";
        options.RequireHttpsMetadata = false;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // Entra's own validator knows Microsoft's issuers alone.
        options.TokenValidationParameters.IssuerValidator = null;
        options.TokenValidationParameters.ValidIssuer = issuer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Field();
}
