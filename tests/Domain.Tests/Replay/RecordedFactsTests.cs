using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Replay;

public sealed class RecordedFactsTests
{
    [Fact]
    public void Of_State_LeadsToTheSameState()
    {
        var change = new Change("a7", ChangeKind.Flag, Component.Config, "Sse:On", "true", "false", "eva", Some.At(3));
        var state = Fold(
            JournalState.Empty,
            [
                Entry("release/v1.8.2", new ReleaseRegistered(Some.Release())),
                Entry("environment/Prod", new LkgPointed(Component.Api, "v1.8.1", "configuration")),
                Entry("environment/Prod", new DeploymentStarted("d1", Component.Api, "v1.8.2", "ci")),
                Entry("environment/Prod", new DeploymentEnded("d1", Component.Api, "v1.8.2", Succeeded: false, "x")),
                Entry("environment/Prod", new DeploymentStarted("d2", Component.Web, "v1.8.2", "ci")),
                Entry("environment/Prod", new ReleaseQuarantined(Component.Api, "v1.7.0", "INC-0001")),
                Entry(
                    "environment/Prod",
                    new LkgPointed(Component.Web, "v1.8.0", "x", null, LkgBasis.Person, [TargetGap.Evidence])
                ),
                Entry(
                    "environment/Prod",
                    new TargetOverridden(Component.Api, "v1.8.1", [TargetGap.Bake], "known well", Some.At(900))
                ),
                Entry(
                    "environment/Prod",
                    new BakeMarked(Component.Api, "v1.8.0", Some.At(1), Some.Seconds(60), BakeProgress.Done)
                ),
                Entry("environment/Prod", new SchemaSeen("api-1", "v9", 119)),
                Entry("release/v1.8.2", new ReleaseLooked("v1.8.2", new([], EvidenceState.Complete, Scripts: null))),
                Entry("environment/Prod", new ChangeSeen(change)),
            ]
        );

        var again = Fold(JournalState.Empty, RecordedFacts.Of("Prod", state, Some.At(100)));

        var (before, after) = (state.Environment("Prod"), again.Environment("Prod"));
        Assert.Equal(before.Deployments, after.Deployments);
        Assert.Equal(before.Changes, after.Changes);
        Assert.Equal(before.Lkg, after.Lkg);
        Assert.Equal(before.Quarantined, after.Quarantined);
        Assert.Equal(["v1.8.2"], again.Releases.Keys);
        Assert.Equal(EvidenceState.Complete, again.Looks["v1.8.2"].Evidence);
        Assert.Equal(
            (LkgBasis.Person, TargetGap.Evidence),
            (after.Targets.Pointer(Component.Web)!.Basis, Assert.Single(after.Targets.Pointer(Component.Web)!.Waived))
        );
        Assert.NotNull(after.Targets.OverrideOf(Component.Api, "v1.8.1", TargetGap.Bake, Some.At(899)));
        Assert.Equal(119, after.Targets.Schema);
        Assert.True(after.Targets.HasBaked(Component.Api, "v1.8.0"));
    }

    [Theory]
    [InlineData("environment/Prod", true)]
    [InlineData("environment/RTM", false)]
    [InlineData("incident/INC-0001", false)]
    [InlineData("node/watchdog", false)]
    public void Belongs_ByItsStream(string stream, bool belongs) =>
        Assert.Equal(
            belongs,
            RecordedFacts.Belongs("Prod", Entry(stream, new LkgPointed(Component.Api, "v1", "configuration")))
        );

    [Fact]
    public void Belongs_ReleaseOfAnyEnvironment_Does() =>
        Assert.True(RecordedFacts.Belongs("Prod", Entry("release/v1", new ReleaseRegistered(Some.Release("v1")))));

    [Fact]
    public void Belongs_BakeUnderWayOrDrill_DecidesNothing()
    {
        Assert.False(
            RecordedFacts.Belongs(
                "Prod",
                Entry(
                    "environment/Prod",
                    new BakeMarked(Component.Api, "v1", Some.At(0), TimeSpan.Zero, BakeProgress.Baking)
                )
            )
        );
        Assert.False(
            RecordedFacts.Belongs("Prod", Entry("environment/Prod", new DrillAsked("D", Component.Api, null)))
        );
    }

    private static JournalEntry Entry(string stream, IEvent happened) =>
        new(1, stream, 1, Some.At(5), Actor.Watchdog, happened);

    private static JournalState Fold(JournalState state, IEnumerable<JournalEntry> entries) =>
        entries.Aggregate(state, (folded, entry) => folded.Evolve(entry));
}
