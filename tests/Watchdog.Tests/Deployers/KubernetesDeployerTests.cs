using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.Kubernetes;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>Held to the API's own documents by a server that speaks them; no cluster runs here.</summary>
public sealed class KubernetesDeployerTests : IDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private static readonly string Image = $"registry.example.com/portal-api@sha256:{new string('a', 64)}";
    private readonly Folder _folder = new();

    /// <summary>Where a wait must not run out while the machine is busy.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(40);

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];
    private readonly string _artifact;

    public KubernetesDeployerTests()
    {
        _artifact = _folder.File("releases/v1.8.2/api.image", $"{Image}\n");
        Manifest("v1.8.2");
    }

    [Fact]
    public async Task Deploy_RollsOut_IsPatchedOnceByDigestAndFollowed()
    {
        await using var cluster = new Cluster();

        Assert.Null(await DeployAsync(cluster));

        using var patch = JsonDocument.Parse(Assert.Single(cluster.Patches).Body);
        var template = patch.RootElement.GetProperty("spec").GetProperty("template");
        Assert.Equal(Image, template.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString());
        Assert.Equal(
            "v1.8.2",
            template.GetProperty("metadata").GetProperty("labels").GetProperty("app.kubernetes.io/version").GetString()
        );
        Assert.Contains($"{Key} Running 1 of 2 pods are new", _output);
        Assert.Equal(OperationState.Finished, (await FindAsync(cluster)).State);
        Assert.Equal("api-1 v1.8.2, api-2 v1.8.2", (await ObserveAsync(cluster)).Text);
    }

    [Fact]
    public async Task Observe_BeforeAnything_ReadsTheImagesOwnTags()
    {
        await using var cluster = new Cluster();

        var observed = await ObserveAsync(cluster);

        Assert.Equal("api-1 v1.9.0, api-2 v1.9.0", observed.Text);
        Assert.Contains(
            "/api/v1/namespaces/portal/pods?labelSelector=app%3Dapi%2Ctier%20in%20%28back%29",
            cluster.Server.Calls.Last().Path,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Observe_DigestOfNoRelease_IsNoTagOfOne()
    {
        await using var cluster = new Cluster();
        cluster.Deploy($"registry.example.com/portal-api@sha256:{new string('b', 64)}");
        cluster.Looks = 0;
        await FindAsync(cluster);

        Assert.Equal("api-1 label?, api-2 label?", (await ObserveAsync(cluster)).Text);
    }

    [Fact]
    public async Task Deploy_PodsNeverStart_FailsWithTheDeadlineAndWhy()
    {
        await using var cluster = new Cluster { Starts = false };

        var problem = await DeployAsync(cluster);

        Assert.Contains("progress deadline is exceeded", problem, StringComparison.Ordinal);
        Assert.Contains("has timed out progressing", problem, StringComparison.Ordinal);
        Assert.Contains("api-1: ImagePullBackOff, manifest unknown", problem, StringComparison.Ordinal);
        Assert.Contains("api-1 does not answer", (await ObserveAsync(cluster)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "deployments.apps \\\"api\\\" is forbidden")]
    [InlineData(422, "selector does not match template labels")]
    [InlineData(404, "deployments.apps \\\"api\\\" not found")]
    [InlineData(429, "too many requests")]
    public async Task Deploy_PatchIsRefused_NothingWasBegun(int status, string message)
    {
        await using var cluster = new Cluster
        {
            First = call =>
                call.Method == "PATCH"
                    ? new(
                        status,
                        $$"""{"kind":"Status","status":"Failure","message":"{{message}}","code":{{status}}}"""
                    )
                    : null,
        };

        var problem = await DeployAsync(cluster);

        Assert.StartsWith("Nothing was begun", problem, StringComparison.Ordinal);
        Assert.Contains(message.Replace("\\", "", StringComparison.Ordinal), problem, StringComparison.Ordinal);
        Assert.Single(cluster.Server.Acts);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-1)]
    public async Task Deploy_PatchGetsNoClearAnswer_IsUnknownAndNotSentAgain(int status)
    {
        await using var cluster = new Cluster
        {
            First = call =>
                call.Method != "PATCH" ? null
                : status < 0 ? ApiReply.Lost
                : new(status, "{}"),
        };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(cluster));
        Assert.Single(cluster.Server.Acts);
    }

    [Fact]
    public async Task Deploy_NetworkIsLostHalfWay_GoesOn()
    {
        var looks = 0;
        await using var cluster = new Cluster
        {
            First = call => call.Method == "GET" && ++looks is > 2 and < 5 ? ApiReply.Torn : null,
        };

        Assert.Null(await DeployAsync(cluster, Slowly));
        Assert.Contains(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_Throttled_WaitsAsTold()
    {
        var looks = 0;
        await using var cluster = new Cluster
        {
            First = call => call.Method == "GET" && ++looks == 2 ? new(429, "{}", "Retry-After: 20\r\n") : null,
        };

        Assert.Null(await DeployAsync(cluster));
        Assert.True(_time.GetUtcNow() - Some.Start >= TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_AnotherChangeTakesItsPlace_Fails()
    {
        var looks = 0;
        Cluster? cluster = null;
        await using var owned = cluster = new Cluster
        {
            Looks = 50,
            First = call =>
            {
                if (call.Method == "GET" && ++looks == 4)
                {
                    cluster!.Deploy("registry.example.com/portal-api:v2.0.0");
                }

                return null;
            },
        };

        Assert.Contains("another change", await DeployAsync(cluster), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoSuchKey_WasNeverStarted()
    {
        await using var cluster = new Cluster();
        cluster.Deploy(Image, $"{Key}-try2");

        Assert.Equal(OperationState.NeverStarted, (await FindAsync(cluster)).State);
    }

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    public async Task Find_AnythingElse_IsUnknown(int status, string body)
    {
        await using var cluster = new Cluster { First = _ => new(status, body) };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(cluster));
    }

    [Fact]
    public async Task Find_EndlessAnswer_IsUnknown()
    {
        await using var cluster = new Cluster
        {
            First = _ => ApiReply.Json($$"""{"metadata":{"name":"{{new string('x', 5_000_000)}}"} }"""),
        };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(cluster));
    }

    [Fact]
    public async Task Preflight_AllWell_OnlyTries()
    {
        await using var cluster = new Cluster();

        Assert.Null(await PreflightAsync(cluster));

        Assert.Empty(cluster.Patches);
        Assert.Contains("dryRun=All", Assert.Single(cluster.Server.Acts).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_NoRights_SaysSo()
    {
        await using var cluster = new Cluster
        {
            First = call => call.Method == "PATCH" ? new(403, """{"message":"may not patch"}""") : null,
        };

        Assert.Equal("the API server answered 403: may not patch.", await PreflightAsync(cluster));
    }

    [Fact]
    public async Task Preflight_Paused_SaysSo()
    {
        await using var cluster = new Cluster { Paused = true };

        Assert.Contains("is paused", await PreflightAsync(cluster), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_NoSuchContainer_SaysSo()
    {
        await using var cluster = new Cluster();

        Assert.Contains(
            "has no container web",
            await PreflightAsync(cluster, container: "web"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("registry.example.com/portal-api:v1.8.2")]
    [InlineData("registry.example.com/portal-api@sha256:abc")]
    [InlineData("")]
    public async Task Preflight_ArtifactNamesNoDigest_SaysSo(string image)
    {
        await using var cluster = new Cluster();
        File.WriteAllText(_artifact, image);
        Manifest("v1.8.2");

        Assert.Contains("names no image by its digest", await PreflightAsync(cluster), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_ArtifactWasChanged_SaysSo()
    {
        await using var cluster = new Cluster();
        var approved = ArtifactDigest.Of(_artifact)!;
        File.WriteAllText(_artifact, $"evil.example.com/x@sha256:{new string('c', 64)}");

        Assert.Contains("it was changed", await PreflightAsync(cluster, sha256: approved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Rollout_SaysWhatToDoInstead()
    {
        await using var cluster = new Cluster();
        using var deployers = Factory(cluster);

        Assert.Contains(
            "not cancelled but replaced",
            await deployers.Of("Prod", Component.Api).CancelAsync(Key, CancellationToken.None),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("v1.8.2", true)]
    [InlineData("v1.8.2+build", false)]
    [InlineData("-v1", false)]
    [InlineData("", false)]
    public void IsLabel_Tag_FollowsTheClustersRules(string tag, bool expected) =>
        Assert.Equal(expected, ImagePatch.IsLabel(tag));

    public void Dispose() => _folder.Dispose();

    private void Manifest(string tag) =>
        _folder.File(
            $"releases/{tag}/manifest.json",
            JsonSerializer.Serialize(
                new
                {
                    tag,
                    artifacts = new { Api = new { path = "api.image", sha256 = ArtifactDigest.Of(_artifact) } },
                    migrations = Array.Empty<string>(),
                    worksWithSchema = Array.Empty<int>(),
                }
            )
        );

    private DeployerOptions Options(Cluster cluster, string container) =>
        new()
        {
            Kubernetes = new()
            {
                Namespace = "portal",
                Deployment = "api",
                Container = container,
                KubeConfig = cluster.KubeConfig(_folder),
            },
        };

    private DeployerFactory Factory(Cluster cluster, string container = "api") =>
        Some.Deployers(
            Some.Environment(deployer: Options(cluster, container)),
            _time,
            Path.Combine(_folder.Path, "releases")
        );

    private IReadOnlyList<string> Arguments(Cluster cluster, string container, string? sha256 = null) =>
        DeployerArguments.Of(
            Options(cluster, container),
            "Prod",
            Component.Api,
            new(Component.Api, "v1.9.0", "v1.8.2", sha256 ?? ArtifactDigest.Of(_artifact)!),
            Key
        );

    private void Note(string line)
    {
        lock (_output)
        {
            _output.Add(line);
        }
    }

    private async Task<string?> DeployAsync(Cluster cluster, TimeSpan? step = null)
    {
        using var deployers = Factory(cluster);
        var deployer = deployers.Of("Prod", Component.Api);
        return await Wait.RunAsync(
            _time,
            deployer.DeployAsync(Arguments(cluster, "api"), Note, CancellationToken.None),
            step
        );
    }

    private async Task<string?> PreflightAsync(Cluster cluster, string container = "api", string? sha256 = null)
    {
        using var deployers = Factory(cluster, container);
        return await deployers
            .Of("Prod", Component.Api)
            .PreflightAsync(Arguments(cluster, container, sha256), CancellationToken.None);
    }

    private async Task<Found> FindAsync(Cluster cluster)
    {
        using var deployers = Factory(cluster);
        return await Wait.RunAsync(_time, deployers.Of("Prod", Component.Api).FindAsync(Key, CancellationToken.None));
    }

    private async Task<Observation> ObserveAsync(Cluster cluster)
    {
        using var deployers = Factory(cluster);
        return await deployers.Of("Prod", Component.Api).ObserveAsync(CancellationToken.None);
    }
}
