using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Releases;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class ReleasesViewTests
{
    [Fact]
    public void Of_OneNotReady_NamesItInTheTitle() =>
        Assert.Equal("Alpha Api is not ready for a rollback", View(new()).Title);

    [Fact]
    public void Of_Cards_AreProdFirstWithWhatRunsAndWhereItWouldGo()
    {
        var card = View(new()).Targets[0];

        Assert.Equal(
            ("Prod Api", "v1.9.0", "v1.8.2", ReadinessWord.Ready, "v1.9.0"),
            (card.Where, card.Line.Running, card.Line.Tag, card.Line.Word, card.Promotable)
        );
        Assert.Equal("v1.9.0 bakes: seen well for 24 h, it becomes the LKG by itself.", card.Bake);
    }

    [Theory]
    [InlineData(BakeProgress.Baking, null, "v1.9.0 lived through 6 h of its bake of 24 h, as last written down.")]
    [InlineData(BakeProgress.Broken, "INC-0001 is open", "The bake of v1.9.0 begins anew, of 24 h: INC-0001 is open.")]
    [InlineData(BakeProgress.Done, null, "v1.9.0 lived through its bake of 24 h.")]
    public void Of_Bake_IsSaidAsItStands(BakeProgress progress, string? why, string expected)
    {
        var story = new Story().Happened(
            Streams.Environment("Prod"),
            new BakeMarked(Component.Api, "v1.9.0", Story.At(0), TimeSpan.FromHours(6), progress, why)
        );

        Assert.Equal(expected, View(story).Targets[0].Bake);
    }

    [Fact]
    public void Of_PointerMoved_IsAuditedNewestFirstWithWhatWasStoodInFor()
    {
        var story = new Story().Happened(
            Streams.Environment("Prod"),
            new LkgPointed(Component.Api, "v1.9.0", "we know it", "v1.8.2", LkgBasis.Person, [TargetGap.Bake]),
            new("director", Role.DecisionOwner),
            at: 70
        );

        Assert.Equal(
            [
                new(
                    Story.At(70),
                    "Prod Api",
                    "v1.8.2",
                    "v1.9.0",
                    "director, Decision Owner",
                    "we know it (without bake)"
                ),
                new(Story.At(0), "Prod Api", "none", "v1.8.2", "watchdog", "configuration"),
            ],
            View(story).Moves
        );
    }

    [Fact]
    public void Of_Releases_SayWhatLiesThereAndWhereTheyAre()
    {
        var story = new Story().Happened(Streams.Release("v1.9.0"), new ReleaseRegistered(Newer()));

        var rows = View(story).Releases;

        Assert.Equal(["v1.9.0", "v1.8.2"], rows.Select(row => row.Tag));
        Assert.Equal((false, "not looked at yet"), (rows[0].Sound, rows[0].Folder));
        Assert.Equal((true, "artifacts and evidence present"), (rows[1].Sound, rows[1].Folder));
        Assert.Equal(["runs on Prod Api"], rows[0].Where);
        Assert.Equal(["LKG of Prod Api"], rows[1].Where);
    }

    [Fact]
    public void Of_FolderIsNotAsItShouldBe_SaysEverythingThatIsWrong()
    {
        var story = new Story().Happened(
            Streams.Release("v1.8.2"),
            new ReleaseLooked(
                "v1.8.2",
                new([new(Component.Api, null)], EvidenceState.Incomplete, new("ab", ["0119.sql:2 MIG005 gone"], null))
            )
        );

        Assert.Equal(
            "Api artifact missing, evidence incomplete, scripts not add-only: 0119.sql:2 MIG005 gone",
            Assert.Single(View(story).Releases).Folder
        );
    }

    [Fact]
    public void Of_DrillAskedFor_WaitsUntilItIsHeldOrForgotten()
    {
        var story = new Story().Happened(
            Streams.Environment("Prod"),
            new DrillAsked("DRILL-0004", Component.Api, null),
            at: 60
        );

        Assert.True(View(story).Targets[0].Waiting);
        Assert.False(ReleasesView.Of(story.State, _ => [], Story.At(60) + DrillDecision.Patience).Targets[0].Waiting);
    }

    [Fact]
    public void Events_OfTargets_AreWordsForAPerson()
    {
        Assert.Equal(
            "LKG of Api is v1.9.0, it was v1.8.2: baked",
            Words(new LkgPointed(Component.Api, "v1.9.0", "baked", "v1.8.2", LkgBasis.Bake))
        );
        Assert.Equal(
            "v1.8.2 of Api may be gone back to without bake and evidence until 1 Nov 09:10 UTC: it must",
            Words(
                new TargetOverridden(
                    Component.Api,
                    "v1.8.2",
                    [TargetGap.Bake, TargetGap.Evidence],
                    "it must",
                    Story.At(600)
                )
            )
        );
        Assert.Equal(
            "Drill of Api to v1.8.2: blocked, no deployer",
            Words(new DrillHeld("D", Component.Api, "v1.8.2", Ready: false, ["no deployer"], default, []))
        );
        Assert.Null(Words(new BakeMarked(Component.Api, "v1", Story.At(0), default, BakeProgress.Baking)));
    }

    private static string? Words(IEvent happened) =>
        EventWords
            .Of(new(1, Streams.Environment("Prod"), 1, Story.At(0), Actor.Watchdog, happened), JournalState.Empty)
            ?.Text;

    private static ReleasesView View(Story story) => ReleasesView.Of(story.State, _ => [], Story.At(90));

    private static Release Newer() =>
        new(
            "v1.9.0",
            Story.At(0).AddDays(1),
            30,
            118,
            [118],
            Coupled: false,
            new Dictionary<Component, Artifact> { [Component.Api] = new("api", "cd") },
            [],
            "evidence"
        );
}
