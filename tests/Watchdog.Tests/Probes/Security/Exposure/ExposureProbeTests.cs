using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Security.Exposure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Probes.Security.Exposure;

public sealed class ExposureProbeTests : IAsyncDisposable
{
    private const string Good =
        "X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'self'; frame-ancestors 'none'\r\n";

    private const string Shell =
        """<!doctype html><html><head><script type="module" crossorigin src="/static/app-1.js?v=2"></script></head></html>""";

    private readonly Inputs _inputs = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly Website _web = new() { Headers = Good };
    private readonly Website _api = new() { Headers = Good };
    private readonly ServiceProvider _services;
    private readonly ExposureProbe _probe;

    public ExposureProbeTests()
    {
        _web.Pages["/"] = Shell;
        _web.Pages["/static/app-1.js?v=2"] = "console.log(1)";
        _api.Pages["/api/healthz"] = "{}";
        _services = new ServiceCollection()
            .AddSingleton(Portal.Client)
            .AddSingleton(_inputs)
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(new Watchdog.Probes.Security.SecretSeals(Some.Salted, new(Some.Options(Some.Environment()))))
            .AddExposure()
            .BuildServiceProvider();
        _probe = (ExposureProbe)_services.GetRequiredService<Watchdog.Probes.IProbe>();
    }

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _web.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Ask_GoodPortal_FindsNothingInEveryCheck()
    {
        var found = await AskAsync();

        Assert.Equal(
            SecurityChecks
                .Of(Environment())
                .Select(check => check.Name)
                .Where(name => !name.Contains('/', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            found.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(found, pair => Assert.Null(pair.Value));
        Assert.Contains("/static/", _web.Asked);
        Assert.Contains("/static/app-1.js.map", _web.Asked);
    }

    [Theory]
    [InlineData("/.git/config", "[core]", "GET /.git/config on web-1 answered 200")]
    [InlineData("/.env", "A=1", "GET /.env on web-1 answered 200")]
    [InlineData("/assets/", "<title>Index of /assets/</title>", "GET /assets/ on web-1 lists what lies there")]
    [InlineData("/static/", "<h1>Directory listing for /static/</h1>", "GET /static/ on web-1 lists what lies there")]
    [InlineData("/assets/", "<html>an asset page of its own</html>", null)]
    [InlineData("/metrics", "up 1", null)]
    public async Task Forbidden_PathThatIsGiven_IsFound(string path, string body, string? finding)
    {
        _web.Pages[path] = body;

        Assert.Equal(finding, (await AskAsync())[SecurityChecks.ForbiddenPaths]);
    }

    [Fact]
    public async Task Forbidden_MetricsOnThePublicAddress_IsFoundThereOnly()
    {
        await using var front = new Website { Headers = Good };
        front.Pages["/"] = Shell;
        front.Pages["/metrics"] = "up 1";

        var found = await AskAsync(Environment() with { PublicAddress = front.Server.Address.ToString() });

        Assert.Equal("GET /metrics on the public address answered 200", found[SecurityChecks.ForbiddenPaths]);
    }

    [Fact]
    public async Task Forbidden_WebOfOnePage_GivesNothingAway()
    {
        _web.Otherwise = ("200 OK", Shell);

        var found = await AskAsync();

        Assert.Null(found[SecurityChecks.ForbiddenPaths]);
        Assert.Null(found[SecurityChecks.SourceMaps]);
    }

    [Fact]
    public async Task Forbidden_WebOfOnePageThatGivesAFile_IsFoundAllTheSame()
    {
        _web.Otherwise = ("200 OK", Shell);
        _web.Pages["/.env"] = "DB=1";

        Assert.Equal("GET /.env on web-1 answered 200", (await AskAsync())[SecurityChecks.ForbiddenPaths]);
    }

    [Theory]
    [InlineData("{\"version\":3,\"mappings\":\"AAAA\"}", "GET /static/app-1.js.map on web-1 gives the script's source")]
    [InlineData("<html>", null)]
    public async Task SourceMaps_Given_AreFound(string body, string? finding)
    {
        _web.Pages["/static/app-1.js.map"] = body;

        Assert.Equal(finding, (await AskAsync())[SecurityChecks.SourceMaps]);
    }

    [Theory]
    [InlineData(
        "Access-Control-Allow-Origin: *\r\n",
        "api-1 lets the foreign origin https://mcpx-watchdog.invalid call"
    )]
    [InlineData("Access-Control-Allow-Origin: null\r\n", "api-1 lets the foreign origin null call")]
    [InlineData("Access-Control-Allow-Origin: https://admin.example.com\r\n", null)]
    [InlineData("", null)]
    public async Task ForeignOrigins_Allowed_AreFound(string header, string? finding)
    {
        _api.Headers = Good + header;

        Assert.Equal(finding, (await AskAsync(Intending()))[SecurityChecks.ForeignOrigins]);
    }

    [Fact]
    public async Task ForeignOrigins_PreflightsHangWhileTheRestAnswers_IsNotKnown()
    {
        await using var api = new HostileServer(async peer =>
        {
            if ((await peer.ReadAsync()).StartsWith("OPTIONS", StringComparison.Ordinal))
            {
                await peer.SilenceAsync();
            }

            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        });
        var environment = Senses.Environment(
            [api],
            new() { Cors = new() { IntendedOrigins = ["https://admin.example.com"] } }
        );

        Assert.DoesNotContain(SecurityChecks.ForeignOrigins, (await AskAsync(environment)).Keys);
    }

    [Fact]
    public async Task ForeignOrigins_NobodyAnswers_IsNotKnown()
    {
        await _api.Server.CloseAsync();

        Assert.DoesNotContain(SecurityChecks.ForeignOrigins, (await AskAsync(Intending())).Keys);
    }

    [Theory]
    [InlineData(
        "System.NullReferenceException: Object reference\n   at Portal.Api.Jobs.Get(Int32 id) in /src/Jobs.cs:line 7"
    )]
    [InlineData("<pre>Error: no<br> &nbsp; at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)</pre>")]
    [InlineData("Traceback (most recent call last):\n  File \"x.py\"")]
    [InlineData("{\"trace\":\"java.lang.NullPointerException\\n\\tat com.acme.Jobs.get(Jobs.java:12)\"}")]
    public async Task Errors_StackTrace_IsFound(string body)
    {
        (_web.Otherwise, _api.Otherwise) = (("404 Not Found", body), ("500 Sorry", body));

        var found = await AskAsync();

        Assert.Equal(
            "GET /mcpx-watchdog/no-such-page on web-1 answers 404 with a stack trace",
            found[SecurityChecks.WebErrors]
        );
        Assert.Equal(
            "GET /api/mcpx-watchdog/no-such-page on api-1 answers 500 with a stack trace",
            found[SecurityChecks.ApiErrors]
        );
    }

    [Theory]
    [InlineData("<html>Look at the catalogue (page 3). Write to us at help (9:30 to 17:00).</html>")]
    [InlineData("""{"code":"not_found","message":"There is no such route.","requestId":"x"}""")]
    public async Task Errors_PlainPage_IsClean(string body)
    {
        (_web.Otherwise, _api.Otherwise) = (("404 Not Found", body), ("404 Not Found", body));

        var found = await AskAsync();

        Assert.Null(found[SecurityChecks.WebErrors]);
        Assert.Null(found[SecurityChecks.ApiErrors]);
    }

    [Fact]
    public async Task Headers_Missing_AreNamed()
    {
        (_web.Headers, _api.Headers) = (
            "Server: nginx/1.25.3\r\n",
            "X-Content-Type-Options: nosniff\r\nServer: Kestrel\r\n"
        );

        var found = await AskAsync();

        Assert.Equal(
            "GET / on web-1 lacks X-Content-Type-Options: nosniff, lacks Content-Security-Policy, "
                + "lacks X-Frame-Options | Content-Security-Policy: frame-ancestors, tells a version in Server",
            found[SecurityChecks.WebHeaders]
        );
        Assert.Null(found[SecurityChecks.ApiHeaders]);
    }

    [Fact]
    public async Task Headers_Configured_AreThoseAskedFor()
    {
        _web.Headers = "Server: nginx/1.25.3\r\nReferrer-Policy: no-referrer\r\n";
        var environment = Environment();
        var headers = new HeaderOptions
        {
            AllowVersions = true,
            Web = [new() { Header = "Referrer-Policy: NO-REFERRER" }, new() { Header = "X-None", HttpsOnly = true }],
            Api = [new() { Header = "X-Team" }],
        };
        var found = await AskAsync(
            environment with
            {
                Probes = environment.Probes with { Security = new() { Headers = headers } },
            }
        );

        Assert.Null(found[SecurityChecks.WebHeaders]);
        Assert.Equal("GET /api/healthz on api-1 lacks X-Team", found[SecurityChecks.ApiHeaders]);
    }

    [Fact]
    public async Task Secrets_InAScript_AreToldByPlaceAndFingerprint()
    {
        var secret = "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6";
        _web.Pages["/static/app-1.js?v=2"] = $"let a=1;\nfetch(u,{{h:'{secret}'}})";

        Assert.Equal(
            $"GET /static/app-1.js on web-1, line 2, column 13, GitHub token ({Some.Salted.Of(secret)})",
            (await AskAsync())[SecurityChecks.WebSecrets]
        );
    }

    [Fact]
    public async Task Secrets_PageBehindARedirect_IsLookedAt()
    {
        _web.Pages.Remove("/", out _);
        _web.Otherwise = ("302 Found", "");
        _web.Headers = Good + "Location: /login\r\n";
        _web.Pages["/login"] = Shell;

        await AskAsync();

        Assert.Contains("/static/app-1.js?v=2", _web.Asked);
    }

    [Fact]
    public async Task Secrets_ManyScriptsAndOtherSites_AreBounded()
    {
        _web.Pages["/"] = string.Concat(
            Enumerable
                .Range(0, 50)
                .Select(i => $"<script src=/s/{i}.js></script>")
                .Prepend(
                    "<script src='http://cdn.example/x.js'></script><script src=\"data:text/javascript,1\"></script>"
                )
        );

        await AskAsync();

        Assert.Equal(
            WebIndex.MostScripts,
            _web.Asked.Count(path =>
                path.StartsWith("/s/", StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileWeb_EndsInTimeAndOtherChecksGoOn(string name)
    {
        await using var hostile = new HostileServer(Behaviours.Bad[name].Behave);
        var environment = Senses.Environment([hostile], component: Component.Web);
        environment = environment with
        {
            Instances = [.. environment.Instances, Some.Api(_api.Server.Address, "api-9")],
            Probes = environment.Probes with { Timeout = TimeSpan.FromMilliseconds(300) },
        };

        var found = await AskAsync(environment);
        // The good one has as little time as the hostile one; on a busy machine it may need another go.
        for (var more = 0; more < 4 && !found.ContainsKey(SecurityChecks.ApiHeaders); more++)
        {
            found = await AskAsync(environment);
        }

        Assert.Null(found[SecurityChecks.ApiHeaders]);
        Assert.All(
            found.Keys.Where(check => check is SecurityChecks.SourceMaps or SecurityChecks.WebSecrets),
            check => Assert.Fail($"{name}: {check} was looked at")
        );
    }

    [Fact]
    public async Task Ask_SiteFallsSilent_KeepsItsFinding()
    {
        _web.Pages["/.env"] = "A=1";
        Assert.NotNull((await AskAsync())[SecurityChecks.ForbiddenPaths]);
        await _web.Server.CloseAsync();
        await using var other = new Website { Headers = Good };
        other.Pages["/"] = Shell;
        var environment = Environment();

        var found = await AskAsync(
            environment with
            {
                Instances =
                [
                    .. environment.Instances,
                    Some.Api(other.Server.Address, "web-2") with
                    {
                        Component = Component.Web,
                    },
                ],
            }
        );

        Assert.Equal("GET /.env on web-1 answered 200", found[SecurityChecks.ForbiddenPaths]);
    }

    private EnvironmentOptions Environment()
    {
        var api = Senses.Environment([_api.Server]);
        return api with
        {
            Instances = [.. api.Instances, Some.Api(_web.Server.Address, "web-1") with { Component = Component.Web }],
        };
    }

    private EnvironmentOptions Intending()
    {
        var environment = Environment();
        return environment with
        {
            Probes = environment.Probes with { Cors = new() { IntendedOrigins = ["https://admin.example.com"] } },
        };
    }

    private async Task<Dictionary<string, string?>> AskAsync(EnvironmentOptions? environment = null) =>
        (await Senses.AskAsync(environment ?? Environment(), _inputs, _probe))
            .Cast<SecurityChecked>()
            .ToDictionary(told => told.Check, told => told.Finding, StringComparer.Ordinal);
}
