using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Releases;

public sealed class PromotionKeeperTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private readonly Rig _rig;
    private PromotionKeeper _keeper;

    public PromotionKeeperTests()
    {
        _rig = new(
            Some.Environment() with
            {
                Promotion = new() { Bake = TimeSpan.FromMinutes(10), LongestGap = TimeSpan.FromMinutes(2) },
            }
        );
        _keeper = Keeper();
        // The newer release is as sound as the older one.
        foreach (
            var file in Directory.GetFiles(
                Path.Combine(_rig.Options.ReleaseFolder, Some.Good),
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            var to = file.Replace(Some.Good, Some.Failing, StringComparison.Ordinal);
            if (!File.Exists(to))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        using var watch = new ReleaseWatch(
            _rig.Options,
            new(_rig.Options.ReleaseFolder),
            new(_rig.Time),
            _rig.Store.Journal,
            _rig.Tail,
            _rig.Time,
            NullLogger<ReleaseWatch>.Instance
        );
        watch.LookAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    [Fact]
    public void Keep_WellForTheWholeBake_PromotesOnceAndSaysWhy()
    {
        Live(TimeSpan.FromMinutes(9.9));
        Assert.Equal(Some.Good, Lkg());

        Live(TimeSpan.FromMinutes(1));

        Assert.Equal(Some.Failing, Lkg());
        var move = _rig.Tail.Current.Environment("Prod").Targets.Pointer(Component.Api)!;
        Assert.Equal((LkgBasis.Bake, Some.Good, Actor.Watchdog), (move.Basis, move.From, move.By));
        Live(TimeSpan.FromMinutes(15));
        Assert.Equal(2, _rig.Events<LkgPointed>().Count);
        Assert.Single(_rig.Events<BakeMarked>(), mark => mark.Progress == BakeProgress.Done);
    }

    [Fact]
    public void Keep_BreachNearTheEnd_BeginsAnew()
    {
        Live(TimeSpan.FromMinutes(9));
        Live(Step, VerdictState.Breached);
        Live(TimeSpan.FromMinutes(9));

        Assert.Equal(Some.Good, Lkg());
        Live(TimeSpan.FromMinutes(1.2));
        Assert.Equal(Some.Failing, Lkg());
    }

    [Fact]
    public void Keep_DataGap_IsNeverBakedThrough()
    {
        Live(TimeSpan.FromMinutes(9));
        Live(TimeSpan.FromMinutes(3), VerdictState.NoData);
        Live(TimeSpan.FromMinutes(9));

        Assert.Equal(Some.Good, Lkg());
    }

    [Fact]
    public void Keep_RestartInGoodOrder_GoesOn()
    {
        Live(TimeSpan.FromMinutes(6));
        Restart(TimeSpan.FromSeconds(30));
        Live(TimeSpan.FromMinutes(4.2));

        Assert.Equal(Some.Failing, Lkg());
    }

    [Fact]
    public void Keep_RestartAfterAnHour_BeginsAnew()
    {
        Live(TimeSpan.FromMinutes(6));
        Restart(TimeSpan.FromHours(1));
        Live(TimeSpan.FromMinutes(9));

        Assert.Equal(Some.Good, Lkg());
    }

    [Fact]
    public void Keep_EvidenceComesLate_PromotesThen()
    {
        var pack = Path.Combine(_rig.Options.ReleaseFolder, Some.Failing, "evidence", "index.json");
        File.WriteAllText(pack, """{"complete": false}""");
        LookAtFolder();
        Live(TimeSpan.FromMinutes(12));
        Assert.Equal(Some.Good, Lkg());

        File.WriteAllText(pack, """{"complete": true}""");
        LookAtFolder();
        Live(Step);

        Assert.Equal(Some.Failing, Lkg());
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _rig.Dispose();
    }

    private PromotionKeeper Keeper() =>
        new(_rig.Options, _rig.Board, _rig.Tail, _rig.Environments, _rig.Time, NullLogger<PromotionKeeper>.Instance);

    private void Restart(TimeSpan down)
    {
        _keeper.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        _keeper.Dispose();
        _rig.Time.Advance(down);
        _keeper = Keeper();
    }

    private void LookAtFolder()
    {
        using var watch = new ReleaseWatch(
            _rig.Options,
            new(_rig.Options.ReleaseFolder),
            new(_rig.Time),
            _rig.Store.Journal,
            _rig.Tail,
            _rig.Time,
            NullLogger<ReleaseWatch>.Instance
        );
        watch.LookAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private string? Lkg() => _rig.Tail.CatchUp().Environment("Prod").Lkg.GetValueOrDefault(Component.Api);

    private void Live(TimeSpan span, VerdictState state = VerdictState.Healthy)
    {
        for (var until = _rig.Time.GetUtcNow() + span; _rig.Time.GetUtcNow() < until; )
        {
            _rig.Time.Advance(Step);
            var now = _rig.Time.GetUtcNow();
            _rig.Board.Publish(
                new(
                    "Prod",
                    now,
                    _rig.Tail.Current.Position,
                    [Rig.Healthy() with { State = state }],
                    [new LiveInstance("api-1", Component.Api, Some.Failing, now)]
                )
            );
            _keeper.Keep("Prod");
        }
    }
}
