using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>The whole dashboard on a real Kestrel on a free loopback port.</summary>
internal sealed class DashboardFactory : WebApplicationFactory<Program>
{
    private readonly string _environment;
    private readonly Action<IServiceCollection> _services;
    private readonly (string Key, string Value)[] _settings;
    private string? _secrets;

    public DashboardFactory(string environment = "Development", params (string Key, string Value)[] settings)
        : this(environment, static _ => { }, settings) { }

    public DashboardFactory(
        string environment,
        Action<IServiceCollection> services,
        (string Key, string Value)[] settings
    )
    {
        _environment = environment;
        _services = services;
        _settings = settings;
        UseKestrel(port: 0);
        StartServer();
    }

    public static DashboardFactory WithEntra() =>
        new(
            "Production",
            ("Authentication:Entra:Instance", "https://login.example.test/"),
            ("Authentication:Entra:TenantId", "11111111-1111-1111-1111-111111111111"),
            ("Authentication:Entra:ClientId", "22222222-2222-2222-2222-222222222222"),
            ("MCPX_SIGNIN_SECRET", "not-used-here")
        );

    /// <summary>The cookies of each browser.</summary>
    public Dictionary<HttpClient, CookieContainer> Cookies { get; } = [];

    /// <summary>A browser that keeps cookies and shows redirects instead of following them.</summary>
    public HttpClient Browser()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        var client = new HttpClient(handler) { BaseAddress = ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Cookies[client] = handler.CookieContainer;
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        foreach (var (key, value) in _settings)
        {
            // Settings reach the program as its command line, where no secret may be.
            if (key.StartsWith("MCPX_", StringComparison.Ordinal))
            {
                _secrets ??= Directory.CreateTempSubdirectory("mcpx-secrets-").FullName;
                File.WriteAllText(Path.Combine(_secrets, key), value);
                builder.UseSetting("Dashboard:SecretsDirectory", _secrets);
            }
            else
            {
                builder.UseSetting(key, value);
            }
        }

        builder.ConfigureTestServices(_services);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_secrets is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
