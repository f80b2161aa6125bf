using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>With the Blob service's real headers and codes, error replies, throttling and slow answers included.</summary>
public sealed class BlobSiteDeployerTests : IAsyncDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private readonly Folder _folder = new();
    private readonly BlobServer _azure = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];
    private readonly string _web;

    public BlobSiteDeployerTests()
    {
        _folder.File("releases/v1.8.2/web/index.html", "<h1>v1.8.2</h1>");
        _folder.File("releases/v1.8.2/web/assets/app 1.js", "// v1.8.2");
        _folder.File("releases/v1.8.2/web/version.json", """{"tag":"v1.8.2"}""");
        _web = Path.Combine(Releases, "v1.8.2", "web");
        _folder.File(
            "releases/v1.8.2/manifest.json",
            JsonSerializer.Serialize(
                new
                {
                    tag = "v1.8.2",
                    artifacts = new { Web = new { path = "web", sha256 = ArtifactDigest.Of(_web) } },
                    migrations = Array.Empty<string>(),
                    worksWithSchema = Array.Empty<int>(),
                }
            )
        );
    }

    private string Releases => Path.Combine(_folder.Path, "releases");

    public async ValueTask DisposeAsync()
    {
        await _azure.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Deploy_Folder_IsUploadedPagesLastAndReadBack()
    {
        Assert.Null(await DeployAsync());

        Assert.Equal(
            ["/$web/assets/app%201.js", "/$web/index.html", "/$web/version.json"],
            _azure.Puts.Select(put => put.Path)
        );
        Assert.Equal(
            [("text/javascript", null), ("text/html", "no-cache"), ("application/json", "no-cache")],
            _azure.Puts.Select(put => (put.Header("Content-Type"), put.Header("x-ms-blob-cache-control")))
        );
        Assert.Contains(_output, line => line.StartsWith("served    every file of v1.8.2", StringComparison.Ordinal));
        Assert.Equal(OperationState.Finished, (await FindAsync()).State);
        Assert.Equal("portal team", _azure.Metadata["owner"]);
    }

    [Fact]
    public async Task Deploy_SameKeyAgain_UploadsNothing()
    {
        await DeployAsync();
        var puts = _azure.Puts.Count;

        Assert.Contains("was begun before", await DeployAsync(), StringComparison.Ordinal);
        Assert.Equal(puts, _azure.Puts.Count);
    }

    [Fact]
    public async Task Deploy_Throttled_WaitsAsToldAndGoesOn()
    {
        var busy = 3;
        _azure.First = call =>
            call.Method == "PUT" && busy-- > 0
                ? new(503, Headers: "Retry-After: 2\r\nx-ms-error-code: ServerBusy\r\n")
                : null;

        Assert.Null(await DeployAsync());
    }

    [Fact]
    public async Task Deploy_RefusedInTheMiddle_IsUnknownAndFoundAsInterrupted()
    {
        _azure.First = call =>
            call.Path.EndsWith("index.html", StringComparison.Ordinal)
                ? new(403, Headers: "x-ms-error-code: AuthorizationPermissionMismatch\r\n")
                : null;

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync());

        Assert.Contains(
            "/$web/index.html could not be uploaded: it answers 403 AuthorizationPermissionMismatch",
            problem.Message,
            StringComparison.Ordinal
        );
        var found = await FindAsync();
        Assert.Equal(OperationState.Failed, found.State);
        Assert.Contains("interrupted while v1.8.2 was uploaded", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_AnotherContentIsServed_FailsAndSaysWhich()
    {
        await using var other = new ApiServer(_ => new(200, "old"));

        var problem = await DeployAsync(other.Address);

        Assert.Contains("v1.8.2 is published, but 127.0.0.1/assets/app%201.js", problem, StringComparison.Ordinal);
        Assert.Equal(OperationState.Failed, (await FindAsync()).State);
    }

    [Fact]
    public async Task Find_ServiceHangsUp_IsUnknown()
    {
        _azure.First = _ => ApiReply.Lost;

        await Assert.ThrowsAsync<DeployerUnavailableException>(FindAsync);
    }

    [Fact]
    public async Task Find_AnotherKey_WasNeverStarted()
    {
        _azure.Write("mcpxkey", "INC-0000-plan1-step2");

        Assert.Equal(OperationState.NeverStarted, (await FindAsync()).State);
    }

    [Fact]
    public async Task Find_NoStateBesideTheKey_IsUnknown()
    {
        _azure.Write("mcpxkey", Key);

        await Assert.ThrowsAsync<DeployerUnavailableException>(FindAsync);
    }

    [Fact]
    public async Task Preflight_ArtifactWasChanged_SaysSoAndAsksNobody()
    {
        var arguments = Arguments();
        File.AppendAllText(Path.Combine(_web, "index.html"), "changed");

        Assert.Contains("it was changed", await PreflightAsync(arguments), StringComparison.Ordinal);
        Assert.Empty(_azure.Account.Calls);
    }

    [Fact]
    public async Task Preflight_NoSuchContainer_CannotBeAsked()
    {
        _azure.First = _ => new(404, Headers: "x-ms-error-code: ContainerNotFound\r\n");

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => PreflightAsync(Arguments()));

        Assert.EndsWith(
            "could not be read: it answers 404 ContainerNotFound",
            problem.Message,
            StringComparison.Ordinal
        );
    }

    private async Task<string?> DeployAsync(string? served = null)
    {
        using var deployers = Factory(served);
        return await Wait.RunAsync(
            _time,
            deployers.Of("Prod", Component.Web).DeployAsync(Arguments(served), _output.Add, CancellationToken.None)
        );
    }

    private async Task<string?> PreflightAsync(IReadOnlyList<string> arguments)
    {
        using var deployers = Factory();
        return await deployers.Of("Prod", Component.Web).PreflightAsync(arguments, CancellationToken.None);
    }

    private async Task<Found> FindAsync()
    {
        using var deployers = Factory();
        return await Wait.RunAsync(_time, deployers.Of("Prod", Component.Web).FindAsync(Key, CancellationToken.None));
    }

    private BlobSiteOptions Options(string? served = null) =>
        new() { Account = _azure.Account.Address, Address = served ?? _azure.Site.Address };

    private IReadOnlyList<string> Arguments(string? served = null) =>
        DeployerArguments.Of(
            new() { BlobSite = Options(served) },
            "Prod",
            Component.Web,
            new(Component.Web, "v1.9.0", "v1.8.2", ArtifactDigest.Of(_web)!),
            Key
        );

    private DeployerFactory Factory(string? served = null) =>
        Some.Deployers(
            Some.Environment() with
            {
                Deployers = new Dictionary<Component, DeployerOptions>
                {
                    [Component.Web] = new() { BlobSite = Options(served) },
                },
            },
            _time,
            Releases
        );
}
