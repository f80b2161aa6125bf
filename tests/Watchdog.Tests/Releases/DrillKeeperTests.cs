using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Releases;

public sealed class DrillKeeperTests : IDisposable
{
    private readonly Folder _scripts = new();
    private readonly Rig _rig;

    public DrillKeeperTests() => _rig = new(Some.Environment(deployer: new Script(_scripts).Options()));

    [Fact]
    public async Task Keep_Asked_HoldsItOnceInTheNameOfWhoAsked()
    {
        var asked = Log().AskDrill("Prod", Component.Api, tag: null, Some.Ic);
        Assert.Null(asked.Refusal);

        await KeepAsync();
        await KeepAsync();

        var drill = Assert.Single(_rig.Tail.CatchUp().Environment("Prod").Targets.Drills);
        Assert.Equal((Some.Ic, Some.Good, asked.Environment!.Targets.Wishes[0].Id), (drill.By, drill.Tag, drill.Id));
        Assert.Empty(new Script(_scripts).Keys);
    }

    [Fact]
    public async Task Keep_AskedLongAgo_IsLeftAlone()
    {
        Log().AskDrill("Prod", Component.Api, tag: null, Some.Ic);
        _rig.Time.Advance(DrillDecision.Patience);

        await KeepAsync();

        Assert.Empty(_rig.Tail.CatchUp().Environment("Prod").Targets.Drills);
    }

    [Fact]
    public void Log_UnknownEnvironment_IsRefused() =>
        Assert.Equal(
            RefusalKind.Unknown,
            Log().Promote("RTM", Component.Api, Some.Failing, "we know it", Some.Ic).Refusal?.Kind
        );

    public void Dispose()
    {
        _rig.Dispose();
        _scripts.Dispose();
    }

    private ReleaseLog Log() => new(_rig.Environments, _rig.Tail, _rig.Time);

    private async Task KeepAsync()
    {
        var folder = new ReleaseFolder(_rig.Options.ReleaseFolder);
        using var deployers = Some.Deployers(_rig.Environment, releases: _rig.Options.ReleaseFolder);
        using var keeper = new DrillKeeper(
            _rig.Options,
            new DrillRunner(_rig.Options, folder, deployers, _rig.Secrets, _rig.Time),
            _rig.Board,
            _rig.Tail,
            _rig.Environments,
            _rig.Time,
            NullLogger<DrillKeeper>.Instance
        );
        await keeper.KeepAsync("Prod", CancellationToken.None);
    }
}
