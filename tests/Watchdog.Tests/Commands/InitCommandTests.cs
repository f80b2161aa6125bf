using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Commands.Init;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Commands;

/// <summary>The first look at a portal, and what is written of it.</summary>
public sealed class InitCommandTests : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Type, string Body)> Whole = new(StringComparer.Ordinal)
    {
        ["/"] = ("text/html", "<!doctype html><title>Portal</title>"),
        ["/healthz"] = ("text/plain", "ok"),
        ["/readyz"] = ("text/plain", "ok"),
        ["/metrics"] = ("text/plain", "# TYPE http_requests_total counter\nhttp_requests_total 1\n"),
        ["/api/version"] = ("application/json", """{"tag":"v1.8.2"}"""),
        ["/events"] = ("text/event-stream", "data: 1\n\n"),
    };

    private readonly Folder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, (string Type, string Body)> _pages = new(Whole, StringComparer.Ordinal);
    private readonly HostileServer _portal;

    public InitCommandTests() => _portal = new(AnswerAsync);

    private string File => Path.Combine(_folder.Path, "watchdog.json");

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Init_WholePortal_WritesAConfigurationThatWatchesAndRunsNothing()
    {
        Assert.Equal(ExitCodes.Ok, await InitAsync($"http://localhost:{_portal.Port}"));

        var loaded = LoadedConfiguration.Load(File);
        Assert.All(
            loaded.Errors,
            error => Assert.Equal("names an environment variable that is not set", error.Problem)
        );
        Assert.Equal(Path.Combine(_folder.Path, ".watchdog"), loaded.Options.DataDirectory);
        Assert.True(Directory.Exists(loaded.Options.ReleaseFolder));
        var environment = loaded.Options.Environments["Prod"];
        Assert.Equal(Execution.Off, environment.Execution);
        Assert.Equal([Component.Api, Component.Web], environment.Instances.Select(instance => instance.Component));
        Assert.Equal(
            ("/healthz", "/readyz", "/events"),
            (environment.Probes.HealthzPath, environment.Probes.ReadyPath, environment.Probes.StreamPath)
        );
        Assert.Equal([_portal.Address.OriginalString], environment.Probes.Cors.IntendedOrigins);
        var told = _output.ToString();
        Assert.Contains("found    version: /api/version runs v1.8.2", told, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_PagesComeFromTheApi_IsOneInstance()
    {
        Assert.Equal(ExitCodes.Ok, await InitAsync());

        var environment = LoadedConfiguration.Load(File).Options.Environments["Prod"];
        Assert.Equal("api-1", Assert.Single(environment.Instances).Name);
    }

    [Theory]
    [InlineData("/events", "event stream", "the SSE triggers see nothing")]
    [InlineData("/metrics", "metrics", "real traffic")]
    [InlineData("/api/version", "version", "which release an instance runs")]
    [InlineData("/readyz", "readiness", "whether an instance can serve")]
    public async Task Init_SomethingIsMissing_SaysWhatIsNotSeenWithoutIt(string path, string what, string without)
    {
        _pages.Remove(path);

        Assert.Equal(ExitCodes.Ok, await InitAsync());

        var told = _output.ToString();
        Assert.Contains($"missing  {what}: ", told, StringComparison.Ordinal);
        Assert.Contains(without, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_APageInsteadOfAStream_IsNoStream()
    {
        _pages["/events"] = ("text/html", "<!doctype html>");

        await InitAsync();

        Assert.Contains("missing  event stream", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_StreamWantsAnotherToken_IsLockedAndItsPathIsWritten()
    {
        _pages["/events"] = ("locked", "somebody else's");

        Assert.Equal(ExitCodes.Ok, await InitAsync());

        var told = _output.ToString();
        Assert.Contains("locked   event stream: /events answers 401", told, StringComparison.Ordinal);
        Assert.Contains("MCPX_PORTAL_TOKEN", told, StringComparison.Ordinal);
        Assert.Equal("/events", LoadedConfiguration.Load(File).Options.Environments["Prod"].Probes.StreamPath);
    }

    [Fact]
    public async Task Init_StreamLetsOurTokenIn_IsFound()
    {
        _pages["/events"] = ("locked", Secrets.Read("MCPX_PORTAL_TOKEN")!);

        Assert.Equal(ExitCodes.Ok, await InitAsync());

        Assert.Contains("found    event stream: /events", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dashboard", "found    web page: / leads to /dashboard")]
    [InlineData("/loop", "missing  web page: /loop answers 302")]
    [InlineData("https://login.example.test/", "missing  web page: / answers 302, to login.example.test")]
    public async Task Init_FirstPageLeadsOn_IsFollowedOnItsOwnHostOnly(string to, string expected)
    {
        _pages["/"] = ("leads", to);
        _pages["/loop"] = ("leads", "/loop");
        _pages["/dashboard"] = ("text/html", "<!doctype html>");

        await InitAsync();

        Assert.Contains(expected, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_AddressOfThePagesAlone_AsksForTheApis()
    {
        foreach (var path in new[] { "/events", "/metrics", "/api/version" })
        {
            _pages.Remove(path);
        }

        await InitAsync();

        Assert.Contains("name it with --api", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_NothingAnswers_WritesNothing()
    {
        _pages.Clear();

        Assert.Equal(ExitCodes.Failed, await InitAsync());
        Assert.Contains("Nothing of a portal answers", _error.ToString(), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Init_FileIsThere_IsNeverOverwritten()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine");

        Assert.Equal(ExitCodes.BadInput, await InitAsync());
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData("admin.example.com", "Prod", "--portal = admin.example.com: must be an absolute")]
    [InlineData("http://127.0.0.1:9", "Production", "--env = Production: is none; known are")]
    public async Task Init_BadInput_IsOneErrorWithKeyAndValue(string portal, string environment, string problem)
    {
        Assert.Equal(
            ExitCodes.BadInput,
            await InitCommand.RunAsync(portal, null, environment, File, null, _output, _error, CancellationToken.None)
        );
        Assert.StartsWith(problem, _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> InitAsync(string? api = null) =>
        InitCommand.RunAsync(
            _portal.Address.OriginalString,
            api,
            "Prod",
            File,
            data: null,
            _output,
            _error,
            CancellationToken.None
        );

    private async Task AnswerAsync(Peer peer)
    {
        var request = await peer.ReadAsync();
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        if (method == "OPTIONS" && _pages.Count > 0)
        {
            await peer.SendAsync(
                $"HTTP/1.1 204 No Content\r\nConnection: close\r\nAccess-Control-Allow-Origin: {_portal.Address.OriginalString}\r\n\r\n"
            );
            return;
        }

        var (status, type, body) = _pages.TryGetValue(path, out var page)
            ? page switch
            {
                { Type: "locked" } when !request.Contains($"Bearer {page.Body}\r\n", StringComparison.Ordinal) => (
                    "401 Unauthorized",
                    "text/plain",
                    ""
                ),
                { Type: "locked" } => ("200 OK", "text/event-stream", "data: 1\n\n"),
                { Type: "leads" } => ($"302 Found\r\nLocation: {page.Body}", "text/plain", ""),
                _ => ("200 OK", page.Type, page.Body),
            }
            : ("404 Not Found", "text/plain", "no such page");
        await peer.SendAsync(
            $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
