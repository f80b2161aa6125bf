using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Probes.Health;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>With real folders, and a small web server that serves what the link leads to.</summary>
public sealed class StaticSiteDeployerTests : IDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];
    private readonly string _good;

    public StaticSiteDeployerTests()
    {
        Directory.CreateDirectory(Root);
        Release("v1.9.0");
        _good = Release("v1.8.2");
    }

    private string Root => Path.Combine(_folder.Path, "srv");

    private string Current => Path.Combine(Root, "current");

    [UnixFact]
    public async Task Deploy_Folder_IsPublishedAndReadBack()
    {
        await using var web = Serve();

        Assert.Null(await DeployAsync(web, "v1.9.0", key: "k0"));
        Assert.Equal("v1.9.0", await TagAsync(web));

        Assert.Null(await DeployAsync(web));

        Assert.Equal("v1.8.2", await TagAsync(web));
        Assert.NotNull(new DirectoryInfo(Current).LinkTarget);
        Assert.Equal(OperationState.Finished, (await FindAsync(web)).State);
        Assert.Contains(_output, line => line.StartsWith("served    every file of v1.8.2", StringComparison.Ordinal));
        Assert.Equal(2, Directory.EnumerateDirectories(Path.Combine(Root, "releases")).Count());
    }

    [UnixFact]
    public async Task Deploy_SameKeyAgain_DoesNothing()
    {
        await using var web = Serve();
        await DeployAsync(web);
        await DeployAsync(web, "v1.9.0", key: "k2");

        Assert.Contains("was begun before", await DeployAsync(web), StringComparison.Ordinal);
        Assert.Equal("v1.9.0", await TagAsync(web));
    }

    [UnixFact]
    public async Task Deploy_ServerReadsAnotherFolder_FailsAndSaysWhich()
    {
        await using var web = Serve(change: (_, bytes) => [.. bytes, (byte)'!']);

        var problem = await DeployAsync(web);

        Assert.Contains("v1.8.2 is published, but 127.0.0.1/assets/", problem, StringComparison.Ordinal);
        Assert.Contains("is served with another content", problem, StringComparison.Ordinal);
        Assert.Equal(OperationState.Failed, (await FindAsync(web)).State);
    }

    [UnixFact]
    public async Task Deploy_CacheCatchesUp_IsWaitedFor()
    {
        var asked = 0;
        await using var web = Serve(change: (_, bytes) => ++asked < 4 ? [] : bytes);

        // Slowly, so that the wait does not run out while the machine is busy.
        Assert.Null(await DeployAsync(Site(web), step: TimeSpan.FromMilliseconds(40)));
    }

    [UnixFact]
    public async Task Deploy_OneFileIsNotServed_Fails()
    {
        await using var web = Serve(change: (path, bytes) => path == "/version.json" ? null : bytes);

        Assert.Contains("/version.json answers 404", await DeployAsync(web), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Deploy_ServerHangsUp_Fails()
    {
        await using var web = new ApiServer(_ => ApiReply.Lost);

        Assert.Contains("cannot be read", await DeployAsync(web), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("echo emptied $0", null)]
    [InlineData("echo no rights >&2; exit 5", "the CDN's cache was not emptied: The deployer ended with 5")]
    public async Task Deploy_Purge_IsRunWithTheTag(string purge, string? problem)
    {
        await using var web = Serve();
        var site = Site(web) with { Purge = ["/bin/sh", "-c", purge, "{tag}"] };

        var said = await DeployAsync(site);

        if (problem is null)
        {
            Assert.Null(said);
            Assert.Contains("purge     emptied v1.8.2", _output);
        }
        else
        {
            Assert.Contains(problem, said, StringComparison.Ordinal);
            Assert.Contains("Empty it by hand: /bin/sh -c", said, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task Preflight_ArtifactWasChanged_SaysSo()
    {
        await using var web = Serve();
        File.AppendAllText(Path.Combine(_good, "index.html"), "changed");

        Assert.Contains("it was changed", await PreflightAsync(web), StringComparison.Ordinal);
        Assert.Contains("it was changed", await DeployAsync(web, sha256: Digest("v1.8.2")), StringComparison.Ordinal);
        Assert.False(Path.Exists(Current));
    }

    [UnixFact]
    public async Task Preflight_ArtifactIsMissing_SaysSo()
    {
        await using var web = Serve();
        Directory.Delete(_good, recursive: true);

        Assert.Contains("is missing", await PreflightAsync(web), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Preflight_NoSuchTag_SaysSo()
    {
        await using var web = Serve();

        Assert.Contains("There is no release v7", await PreflightAsync(web, "v7"), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Preflight_ArtifactIsAFile_SaysSo()
    {
        await using var web = Serve();
        Directory.Delete(_good, recursive: true);
        File.WriteAllText(_good, "zipped");
        Manifest("v1.8.2", ArtifactDigest.Of(_good)!);

        Assert.Contains("is no folder", await PreflightAsync(web), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Preflight_CurrentIsAFolder_SaysSo()
    {
        await using var web = Serve();
        Directory.CreateDirectory(Current);

        Assert.Contains("is no link", await PreflightAsync(web), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Preflight_PublishedFolderWasChanged_SaysSo()
    {
        await using var web = Serve();
        await DeployAsync(web);
        var place = Directory.EnumerateDirectories(Path.Combine(Root, "releases")).Single();
        File.WriteAllText(Path.Combine(place, "extra.js"), "1");

        Assert.Contains("was changed after it was published", await PreflightAsync(web), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Find_RootIsGone_IsUnknown()
    {
        await using var web = Serve();
        Directory.Delete(Root);

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(web));
        Assert.Contains("Is it mounted?", await PreflightAsync(web), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"key\":\"other\",\"tag\":\"a\",\"place\":\"b\",\"state\":\"Finished\",\"detail\":null}")]
    public async Task Find_MarkerIsBroken_IsUnknown(string text)
    {
        await using var web = Serve();
        _folder.File($"srv/operations/{Key}.json", text);

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(web));
    }

    [UnixFact]
    public async Task Find_InterruptedBeforeTheLink_WasNeverStartedAndCanBe()
    {
        await using var web = Serve();
        Interrupt();

        Assert.Equal(OperationState.NeverStarted, (await FindAsync(web)).State);
        Assert.Null(await DeployAsync(web));
    }

    [UnixFact]
    public async Task Find_InterruptedAfterTheLink_FailedAndSaysWhatIsMissing()
    {
        await using var web = Serve();
        await DeployAsync(web, key: "k1");
        Interrupt();

        var found = await FindAsync(web);

        Assert.Equal(OperationState.Failed, found.State);
        Assert.Contains("interrupted after v1.8.2 was put in place", found.Detail, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Deploy_WhileItIsRead_AlwaysServesOneOrTheOther()
    {
        await using var web = Serve();
        await DeployAsync(web, "v1.9.0", key: "k0");
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var (looks, missing) = (0, 0);
            while (!stop.IsCancellationRequested)
            {
                looks++;
                missing += File.Exists(Path.Combine(Current, "index.html")) ? 0 : 1;
            }

            return (looks, missing);
        });
        for (var i = 0; i < 10; i++)
        {
            await DeployAsync(web, i % 2 == 0 ? "v1.8.2" : "v1.9.0", key: $"k{i + 10}");
        }

        await stop.CancelAsync();
        var (looks, missing) = await reading;
        Assert.True(looks > 0);
        Assert.Equal(0, missing);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Serves the files below the link, each read anew.</summary>
    private ApiServer Serve(Func<string, byte[], byte[]?>? change = null) =>
        new(call =>
        {
            var file = Path.Combine(Current, call.Path.TrimStart('/'));
            var bytes = File.Exists(file) ? File.ReadAllBytes(file) : null;
            bytes = bytes is null || change is null ? bytes : change(call.Path, bytes);
            return bytes is null ? new(404) : ApiReply.Json(System.Text.Encoding.UTF8.GetString(bytes));
        });

    private string Release(string tag)
    {
        _folder.File($"releases/{tag}/web/index.html", $"<h1>{tag}</h1>");
        _folder.File($"releases/{tag}/web/assets/app.js", $"// {tag}\n{new string('x', 200_000)}");
        _folder.File($"releases/{tag}/web/version.json", $$"""{"tag":"{{tag}}"}""");
        Manifest(tag, ArtifactDigest.Of(Path.Combine(_folder.Path, "releases", tag, "web"))!);
        return Path.Combine(_folder.Path, "releases", tag, "web");
    }

    private void Manifest(string tag, string sha256) =>
        _folder.File(
            $"releases/{tag}/manifest.json",
            JsonSerializer.Serialize(
                new
                {
                    tag,
                    artifacts = new { Web = new { path = "web", sha256 } },
                    migrations = Array.Empty<string>(),
                    worksWithSchema = Array.Empty<int>(),
                }
            )
        );

    private string Digest(string tag) =>
        new ReleaseFolder(Releases).Read().Releases[tag].Artifacts[Component.Web].Sha256;

    private string Releases => Path.Combine(_folder.Path, "releases");

    private void Interrupt() =>
        _folder.File(
            $"srv/operations/{Key}.json",
            JsonSerializer.Serialize(
                new
                {
                    key = Key,
                    tag = "v1.8.2",
                    place = Path.Combine(Root, "releases", $"v1.8.2-{Digest("v1.8.2")[..12]}"),
                    state = "Running",
                    detail = (string?)null,
                }
            )
        );

    private StaticSiteOptions Site(ApiServer web) => new() { Root = Root, Address = web.Address };

    private static async Task<string?> TagAsync(ApiServer web)
    {
        var answer = await Portal.Client.GetAsync(
            new($"{web.Address}/version.json"),
            token: null,
            TimeSpan.FromSeconds(5),
            1_000,
            CancellationToken.None
        );
        return HealthProbe.TagIn(answer.Body.Span);
    }

    private Task<string?> DeployAsync(ApiServer web, string tag = "v1.8.2", string key = Key, string? sha256 = null) =>
        DeployAsync(Site(web), tag, key, sha256);

    private async Task<string?> DeployAsync(
        StaticSiteOptions site,
        string tag = "v1.8.2",
        string key = Key,
        string? sha256 = null,
        TimeSpan? step = null
    )
    {
        using var deployers = Factory(site);
        return await Wait.RunAsync(
            _time,
            deployers
                .Of("Prod", Component.Web)
                .DeployAsync(Arguments(site, tag, key, sha256), _output.Add, CancellationToken.None),
            step
        );
    }

    private async Task<string?> PreflightAsync(ApiServer web, string tag = "v1.8.2")
    {
        using var deployers = Factory(Site(web));
        return await deployers
            .Of("Prod", Component.Web)
            .PreflightAsync(Arguments(Site(web), tag, Key, sha256: null), CancellationToken.None);
    }

    private async Task<Found> FindAsync(ApiServer web)
    {
        using var deployers = Factory(Site(web));
        return await deployers.Of("Prod", Component.Web).FindAsync(Key, CancellationToken.None);
    }

    private IReadOnlyList<string> Arguments(StaticSiteOptions site, string tag, string key, string? sha256) =>
        DeployerArguments.Of(
            new() { StaticSite = site },
            "Prod",
            Component.Web,
            new(
                Component.Web,
                "v1.9.0",
                tag,
                sha256
                    ?? (
                        new ReleaseFolder(Releases).Read().Releases.ContainsKey(tag) ? Digest(tag) : new string('0', 64)
                    )
            ),
            key
        );

    private DeployerFactory Factory(StaticSiteOptions site) =>
        Some.Deployers(
            Some.Environment() with
            {
                Deployers = new Dictionary<Component, DeployerOptions>
                {
                    [Component.Web] = new() { StaticSite = site },
                },
            },
            _time,
            Releases
        );
}
