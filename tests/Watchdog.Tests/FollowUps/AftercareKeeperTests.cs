using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.FollowUps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.FollowUps;

/// <summary>What follows a rollback, over a real store.</summary>
public sealed class AftercareKeeperTests : IDisposable
{
    private readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Look_RolledBack_NotesItOnTheReleaseAndOpensTheReportOnce()
    {
        _rig.Approved();
        await _rig.RunAsync("it stabilises", i => i.Status == IncidentStatus.Stabilising, FakeStep.All());
        using var keeper = Keeper();

        keeper.Look();
        keeper.Look();
        using var afterARestart = Keeper();
        afterARestart.Look();

        var plan = _rig.Incident.Proposal!.Plan;
        var note = Assert.Single(
            _rig.Store.Journal.Newest(Streams.Release(plan.FailingTag), 100)
                .Select(entry => entry.Event)
                .OfType<RollbackNoted>()
        );
        Assert.Equal((plan.TargetTag, "INC-0001", "Prod"), (note.To, note.Incident, note.Environment));
        Assert.Equal(_rig.Tail.Current.Releases[plan.TargetTag].EvidencePack, note.EvidencePack);
        Assert.Equal(Some.Ic.Name, Assert.Single(_rig.Events<ReportOpened>()).Owner);
        Assert.Equal(Some.Ic.Name, _rig.Incident.ReportOwner!.Name);
    }

    [Fact]
    public void Look_NothingRolledBack_DoesNothing()
    {
        _rig.Deployed();
        _rig.Look(Rig.Breach());
        var head = _rig.Store.Journal.Head();
        using var keeper = Keeper();

        keeper.Look();

        Assert.Equal(head, _rig.Store.Journal.Head());
    }

    private AftercareKeeper Keeper() =>
        new(_rig.Store.Journal, _rig.Tail, _rig.Incidents, _rig.Time, NullLogger<AftercareKeeper>.Instance);
}
