using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Legal hold: who may keep an incident's entries, and what a purge leaves of one.</summary>
public sealed class HoldTests
{
    private static readonly Actor Director = new("dora", Role.DecisionOwner);
    private static readonly Actor Auditor = new("ana", Role.Auditor);
    private static readonly IncidentCommand Hold = new IncidentCommand.Hold(" a question from outside ");

    [Fact]
    public void Hold_PlacedAndLifted_IsAFactWithItsReason()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        var id = scene.Incident.Id;

        Assert.Equal([new HoldPlaced("a question from outside")], scene.Execute(Hold, Director, id).Events);
        Assert.Equal(("dora", "a question from outside"), (scene.Incident.Hold!.By.Name, scene.Incident.Hold.Reason));
        Assert.Equal(Decided.Already, scene.Execute(Hold, Auditor, id));
        scene.Execute(new IncidentCommand.LiftHold("answered"), Auditor, id);
        Assert.Null(scene.Incident.Hold);
        Assert.Equal(Decided.Already, scene.Execute(new IncidentCommand.LiftHold("answered"), Auditor, id));
        Assert.Contains(
            TimelineWords.Of([.. scene.Entries.Where(entry => entry.Stream == Streams.Incident(id))]),
            line => line is { Text: "Legal hold: a question from outside", Key: true }
        );
    }

    [Theory]
    [InlineData(Role.IncidentCommander)]
    [InlineData(Role.Deputy)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Watchdog)]
    public void Hold_ByAnotherRole_IsRefused(Role role)
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());

        Assert.Equal(RefusalKind.Role, scene.Execute(Hold, new("x", role), scene.Incident.Id).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.Role,
            scene.Execute(new IncidentCommand.LiftHold("x"), new("x", role), scene.Incident.Id).Refusal!.Kind
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Hold_WithoutReason_IsRefused(string? reason)
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());

        Assert.Equal(
            RefusalKind.ReasonMissing,
            scene.Execute(new IncidentCommand.Hold(reason!), Director, scene.Incident.Id).Refusal!.Kind
        );
    }

    [Fact]
    public void Due_EndedAndNotHeld_OldestFirst()
    {
        var state = JournalState.Empty with
        {
            Incidents = JournalState.Empty.Incidents.AddRange(
                new[]
                {
                    Ended("INC-0001", 300),
                    Ended("INC-0002", 100),
                    Ended("INC-0003", 100) with
                    {
                        Hold = new(Director, Some.At(0), "x"),
                    },
                    Ended("INC-0004", 100) with
                    {
                        Purged = new(Director, Some.At(0), "x"),
                    },
                    Ended("INC-0005", 100) with
                    {
                        EndedAt = null,
                    },
                    Ended("INC-0006", 500),
                }.Select(incident => KeyValuePair.Create(incident.Id, incident))
            ),
        };

        Assert.Equal(["INC-0002", "INC-0001"], PurgeDecision.Due(state, Some.At(500)).Select(due => due.Id));
    }

    [Fact]
    public void Evolve_Purged_IsTheSameFromTheStartAndFromBefore()
    {
        var purged = new IncidentPurged(
            "INC-0001",
            "Prod",
            Some.At(1),
            Some.At(2),
            IncidentStatus.Closed,
            Some.Verdict(),
            Through: 9,
            Entries: 5,
            Some.At(3),
            "retention"
        );
        var entry = new JournalEntry(10, "incident/INC-0001", 6, Some.At(4), Director, purged);

        var (fresh, known) = (IncidentFold.Evolve(null, entry), IncidentFold.Evolve(Ended("INC-0001", 2), entry));

        Assert.Equal(fresh with { Breaches = known.Breaches }, known);
        Assert.Equal(("retention", 6, false), (fresh.Purged!.Reason, fresh.Version, fresh.IsOpen));
        Assert.Equal(
            RefusalKind.NotNow,
            IncidentDecision.Decide(fresh, new IncidentCommand.Hold("late"), Director, Some.At(5)).Refusal!.Kind
        );
    }

    [Theory]
    [InlineData(Role.DecisionOwner, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Watchdog, true)]
    [InlineData(Role.IncidentCommander, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Deployer, false)]
    public void Permitted_ToPurge_ByRole(Role role, bool may) =>
        Assert.Equal(may, PurgeDecision.Permitted(new("x", role)) is null);

    private static Incident Ended(string id, double second) =>
        new()
        {
            Id = id,
            Environment = "Prod",
            OpenedAt = Some.At(0),
            EndedAt = Some.At(second),
            Breaches = [Some.Verdict()],
        };
}
