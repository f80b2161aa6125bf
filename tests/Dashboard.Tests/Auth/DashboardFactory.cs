using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>The whole dashboard on a real Kestrel on a free loopback port.</summary>
internal sealed class DashboardFactory : WebApplicationFactory<Program>
{
    private readonly string _environment;
    private readonly (string Key, string Value)[] _settings;

    public DashboardFactory(string environment = "Development", params (string Key, string Value)[] settings)
    {
        _environment = environment;
        _settings = settings;
        UseKestrel(port: 0);
        StartServer();
    }

    public static DashboardFactory WithEntra() =>
        new(
            "Production",
            ("AzureAd:Instance", "https://login.example.test/"),
            ("AzureAd:TenantId", "11111111-1111-1111-1111-111111111111"),
            ("AzureAd:ClientId", "22222222-2222-2222-2222-222222222222")
        );

    /// <summary>A browser that keeps cookies and shows redirects instead of following them.</summary>
    public HttpClient Browser()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        var client = new HttpClient(handler) { BaseAddress = ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
