using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Freezes;
using Mcpx.Watchdog.Runner;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Freezes;

/// <summary>What a freeze pauses, with real programs.</summary>
public sealed class FreezeKeeperTests : IDisposable
{
    private static readonly Actor Ada = new("ada", Role.IncidentCommander);
    private readonly Folder _folder = new();
    private readonly Leadership _leadership;
    private readonly List<Rig> _rigs = [];

    public FreezeKeeperTests() => _leadership = Leadership.TryTake(new(_folder.Path))!;

    public void Dispose()
    {
        _rigs.ForEach(rig => rig.Dispose());
        _leadership.Dispose();
        _folder.Dispose();
    }

    [UnixFact]
    public async Task Look_FreezeBeginsAndEnds_PausesAndResumesOnceEach()
    {
        var rig = Rig(
            Shell($"echo \"pause $ENVIRONMENT $REASON [$MCPX_SERVICE_TOKEN]\" >> {Said}", $"echo resume >> {Said}")
        );
        var (log, keeper) = Keeper(rig);
        await LookAsync(keeper, rig);
        Assert.False(File.Exists(Said));

        log.Freeze("Prod", "audit week", until: null, Ada);
        await LookAsync(keeper, rig);
        await LookAsync(keeper, rig);
        log.Lift("Prod", "over", Ada);
        await LookAsync(keeper, rig);
        await LookAsync(keeper, rig);

        Assert.Equal(["pause Prod audit week []", "resume"], await File.ReadAllLinesAsync(Said));
        Assert.Equal([(true, true), (false, true)], Ran(rig).Select(ran => (ran.Pause, ran.Succeeded)));
    }

    [UnixFact]
    public async Task Look_CommandFails_IsSaidOnceAndTriedAgainLater()
    {
        var rig = Rig(Shell($"echo tried >> {Said}; echo no such app; test -f {Said}.ok", "true"));
        var (log, keeper) = Keeper(rig);
        log.Freeze("Prod", "audit week", until: null, Ada);

        await LookAsync(keeper, rig);
        await LookAsync(keeper, rig);
        Assert.Single(await File.ReadAllLinesAsync(Said));
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync(keeper, rig);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Said)).Length);
        var failed = Assert.Single(Ran(rig));
        Assert.StartsWith("ended with 1", failed.How, StringComparison.Ordinal);
        Assert.Equal(["no such app"], failed.Output);
        Assert.NotNull(rig.Tail.Current.Environment("Prod").Freeze);

        await File.WriteAllTextAsync($"{Said}.ok", "");
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        await LookAsync(keeper, rig);
        Assert.True(rig.Tail.Current.Environment("Prod").Freezes.Commands["gitops"].Succeeded);
    }

    [UnixFact]
    public async Task Look_AfterARestart_DoesWhatWasNotDone()
    {
        var rig = Rig(Shell($"echo pause >> {Said}", $"echo resume >> {Said}"));
        var (log, before) = Keeper(rig);
        log.Freeze("Prod", "audit week", until: null, Ada);
        await LookAsync(before, rig);
        log.Lift("Prod", "over", Ada);

        await LookAsync(Keeper(rig).Keeper, rig);

        Assert.Equal(["pause", "resume"], await File.ReadAllLinesAsync(Said));
    }

    [UnixFact]
    public async Task Look_CommandHangs_IsKilledAndFails()
    {
        var rig = Rig(
            new FreezeCommandOptions
            {
                Name = "gitops",
                Pause = ["/bin/sh", "-c", "sleep 600 & wait"],
                Resume = ["/bin/true"],
                Timeout = TimeSpan.FromMilliseconds(200),
            }
        );
        var (log, keeper) = Keeper(rig);
        log.Freeze("Prod", "audit week", until: null, Ada);

        var look = LookAsync(keeper, rig);
        for (var i = 0; i < 200 && !look.IsCompleted; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(20);
        }

        await look;
        Assert.StartsWith("had not ended, killed", Assert.Single(Ran(rig)).How, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Look_WhereNothingIsCarriedOut_RunsNothing()
    {
        var rig = Rig(Shell($"echo pause >> {Said}", "true"), Execution.DryRun);
        var (log, keeper) = Keeper(rig);
        log.Freeze("Prod", "audit week", until: null, Ada);

        await LookAsync(keeper, rig);

        Assert.False(File.Exists(Said));
    }

    private string Said => Path.Combine(_folder.Path, "said");

    private static FreezeCommandOptions Shell(string pause, string resume) =>
        new()
        {
            Name = "gitops",
            Pause = ["/bin/sh", "-c", pause],
            Resume = ["/bin/sh", "-c", resume],
        };

    private static IReadOnlyList<FreezeCommandRan> Ran(Rig rig) =>
        [
            .. rig
                .Store.Journal.Newest(Streams.Environment("Prod"), 100)
                .Reverse()
                .Select(entry => entry.Event)
                .OfType<FreezeCommandRan>(),
        ];

    private static Task LookAsync(FreezeKeeper keeper, Rig rig) =>
        keeper.LookAsync("Prod", rig.Environment, CancellationToken.None);

    private Rig Rig(FreezeCommandOptions command, Execution execution = Execution.On)
    {
        var rig = new Rig(Some.Environment(execution) with { Freeze = new() { Commands = [command] } });
        _rigs.Add(rig);
        return rig;
    }

    private (FreezeLog Log, FreezeKeeper Keeper) Keeper(Rig rig)
    {
        var log = new FreezeLog(rig.Store.Journal, rig.Tail, rig.Time);
        return (log, new(rig.Options, rig.Tail, log, _leadership, rig.Time, NullLogger<FreezeKeeper>.Instance));
    }
}
