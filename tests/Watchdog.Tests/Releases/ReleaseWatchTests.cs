using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Releases;

public sealed class ReleaseWatchTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly ReleaseWatch _watch;

    public ReleaseWatchTests() => _watch = Watch(() => null);

    [Fact]
    public async Task Look_Releases_WritesDownWhatLiesThereOnce()
    {
        await LookAsync();
        await LookAsync();

        var look = Look(Some.Good);
        Assert.Equal(EvidenceState.Complete, look.Evidence);
        Assert.Equal(
            _rig.Tail.Current.Releases[Some.Good].Artifacts[Component.Api].Sha256,
            look.Of(Component.Api)?.Sha256
        );
        Assert.Equal(EvidenceState.Missing, Look(Some.Failing).Evidence);
        Assert.Equal(2, _rig.Events<ReleaseLooked>().Count);
    }

    [Fact]
    public async Task Look_LkgArtifactChanged_IsSeenEvenWhenTheFileSystemTellsNothing()
    {
        var place = Path.Combine(_rig.Options.ReleaseFolder, Some.Good, "api", "portal.dll");
        var before = File.ReadAllText(place);
        var stamp = File.GetLastWriteTimeUtc(place);
        await LookAsync();
        var right = Look(Some.Good).Of(Component.Api)!.Sha256;

        // As long and as old as before: only reading it tells.
        File.WriteAllText(place, before.Replace("the", "THE", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(place, stamp);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        await LookAsync();
        Assert.NotEqual(right, Look(Some.Good).Of(Component.Api)!.Sha256);

        File.Delete(place);
        await LookAsync();
        Assert.Null(Look(Some.Good).Of(Component.Api)!.Sha256);

        File.WriteAllText(place, before);
        await LookAsync();
        Assert.Equal(right, Look(Some.Good).Of(Component.Api)!.Sha256);
    }

    [Fact]
    public async Task Look_NewRelease_IsRegisteredWithoutARestart()
    {
        Put("v2.0.0", "[]");

        await LookAsync();

        Assert.Contains("v2.0.0", _rig.Tail.Current.Releases.Keys);
        Assert.Contains("v2.0.0", _rig.Tail.Current.Looks.Keys);
    }

    [Fact]
    public async Task Look_ReleaseWithMigrations_SaysThatNobodyJudgedThem()
    {
        Put("v2.0.0", "[\"0119.sql\"]");

        await LookAsync();

        Assert.Equal("v2.0.0 has no folder migrations", Look("v2.0.0").Scripts?.NotJudged);
    }

    [Fact]
    public async Task Look_ScriptsThatCouldNotBeJudged_AreTriedAgainSoon()
    {
        var asked = 0;
        using var watch = Watch(() =>
        {
            asked++;
            return null;
        });
        Put("v2.0.0", "[\"0119.sql\"]");
        _rig.Folder.File(Path.Combine(_rig.Options.ReleaseFolder, "v2.0.0", "migrations", "0119.sql"), "SELECT 1");

        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal(1, asked);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal(2, asked);
        Assert.Equal("the linter is not installed", Look("v2.0.0").Scripts?.NotJudged);
    }

    [Fact]
    public async Task Look_BrokenManifest_KeepsNobodyFromTheRest()
    {
        Put("v2.0.0", "[");

        await LookAsync();

        Assert.DoesNotContain("v2.0.0", _rig.Tail.Current.Releases.Keys);
        Assert.Contains(Some.Good, _rig.Tail.Current.Looks.Keys);
    }

    [Fact]
    public void Startup_SameConfigurationAgain_KeepsWhatWasPromoted()
    {
        _rig.Environments.Append(
            "Prod",
            Some.Ic,
            _ => [new Mcpx.Domain.Incidents.LkgPointed(Component.Api, Some.Failing, "baked", Some.Good, LkgBasis.Bake)]
        );

        Start(Some.Good);
        Assert.Equal(Some.Failing, Pointer());

        Start(Some.Failing);
        Start(Some.Good);
        Assert.Equal(Some.Good, Pointer());
        Assert.Equal(
            $"the configured value changed from {Some.Failing} to {Some.Good}",
            _rig.Tail.Current.Environment("Prod").Targets.Pointer(Component.Api)?.Reason
        );
    }

    public void Dispose()
    {
        _watch.Dispose();
        _rig.Dispose();
    }

    private ReleaseWatch Watch(Func<string?> linter) =>
        new(
            _rig.Options,
            new(_rig.Options.ReleaseFolder),
            new(_rig.Time) { Program = linter },
            _rig.Store.Journal,
            _rig.Tail,
            _rig.Time,
            NullLogger<ReleaseWatch>.Instance
        );

    private Task LookAsync() => _watch.LookAsync(CancellationToken.None);

    private ReleaseLook Look(string tag) => _rig.Tail.CatchUp().Looks[tag];

    private string? Pointer() => _rig.Tail.CatchUp().Environment("Prod").Lkg.GetValueOrDefault(Component.Api);

    private void Start(string lkg)
    {
        var environment = _rig.Environment with { Lkg = new Dictionary<Component, string> { [Component.Api] = lkg } };
        Startup.Register(
            _rig.Store.Journal,
            _rig.Tail,
            _rig.Environments,
            [],
            new(
                _rig.Options with
                {
                    Environments = new Dictionary<string, Mcpx.Domain.Configuration.EnvironmentOptions>
                    {
                        ["Prod"] = environment,
                    },
                },
                []
            ),
            _rig.Time.GetUtcNow()
        );
    }

    private void Put(string tag, string migrations)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_rig.Options.ReleaseFolder, tag)).FullName;
        File.WriteAllText(
            Path.Combine(folder, "manifest.json"),
            ConfigurationFile
                .Manifest(tag, "00", "00")
                .Replace("\"migrations\":[]", $"\"migrations\":{migrations}", StringComparison.Ordinal)
        );
    }
}
