using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class AftercareTests
{
    private static readonly JournalState Known = JournalState.Empty.Evolve(
        new(1, Streams.Release("v1.8.1"), 1, Some.At(0), Actor.Watchdog, new ReleaseRegistered(Some.Release("v1.8.1")))
    );

    [Fact]
    public void Report_Restored_IsOpenedForWhoDecidedAndOnce()
    {
        var story = new Story().Stabilising();

        var opened = Aftercare.Report(story.State!, "rina", story.Now)!;

        Assert.Equal("ada", opened.Owner);
        Assert.Equal(DateOnly.FromDateTime(story.Now.UtcDateTime).AddDays(4), opened.Due);
        Assert.Empty(opened.FollowUps);
        Assert.Null(Aftercare.Report(story.State! with { ReportOwner = new("ada", opened.Due) }, "rina", story.Now));
    }

    [Fact]
    public void Report_SomebodyLed_IsTheirs()
    {
        var story = new Story()
            .Stabilising()
            .Then(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander), Some.Deputy);

        Assert.Equal(Some.Deputy.Name, Aftercare.Report(story.State!, "rina", story.Now)!.Owner);
    }

    [Fact]
    public void Report_NothingRestoredYet_IsNotOpened() =>
        Assert.Null(Aftercare.Report(new Story().Proposed().State!, "rina", Some.At(10)));

    [Fact]
    public void Report_LeakThatPeopleMended_OwesTheRotationOfTheSecret()
    {
        var story = new Story()
            .Then(new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict(TriggerNames.Security)))
            .Then(new IncidentCommand.Close("mended by hand"), Some.Ic);

        var owed = Assert.Single(Aftercare.Report(story.State!, "rina", story.Now)!.FollowUps);

        Assert.StartsWith("Rotate every secret that INC-0001", owed.What, StringComparison.Ordinal);
        Assert.Equal(("rina", DateOnly.FromDateTime(story.Now.UtcDateTime).AddDays(1)), (owed.Owner, owed.Due));
    }

    [Fact]
    public void Report_LeakJoinsAfterTheReportWasOpened_OwesTheRotationOfTheSecretAndChangesNobody()
    {
        var story = new Story().Stabilising();
        var opened = Aftercare.Report(story.State!, "rina", story.Now)!;
        story.Happened(opened).Then(new IncidentCommand.Join(Some.Verdict(TriggerNames.Security)));

        var again = Aftercare.Report(story.State!, "rina", story.Now.AddDays(1))!;

        Assert.Equal((opened.Owner, opened.Due), (again.Owner, again.Due));
        Assert.StartsWith("Rotate every secret", Assert.Single(again.FollowUps).What, StringComparison.Ordinal);
        story.Happened(again);
        Assert.Null(Aftercare.Report(story.State!, "rina", story.Now));
        Assert.Single(story.State!.FollowUpsToFile);
    }

    [Fact]
    public void Report_LongOver_IsLeftAsItIs()
    {
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.NotNull(Aftercare.Report(story.State!, "rina", story.Now.AddHours(23)));
        Assert.Null(Aftercare.Report(story.State!, "rina", story.Now.AddHours(25)));
    }

    [Fact]
    public void Notes_Restored_AreOnTheFailingReleaseWithTheEvidenceOfTheOtherAndOnce()
    {
        var story = new Story().Stabilising();

        var note = Assert.Single(Aftercare.Notes(story.State!, Known, story.Now));

        Assert.Equal(
            ("v1.8.2", "v1.8.1", "Api", "INC-0001", Known.Releases["v1.8.1"].EvidencePack),
            (note.Tag, note.To, note.Components, note.Incident, note.EvidencePack)
        );
        var noted = Known.Evolve(new(2, Streams.Release("v1.8.2"), 1, story.Now, Actor.Watchdog, note));
        Assert.Empty(Aftercare.Notes(story.State!, noted, story.Now));
        Assert.Equal(1, noted.ReleaseVersions["v1.8.2"]);
    }

    [Fact]
    public void Notes_SecondRunWasAborted_AreNoneOfThatRun()
    {
        var story = Twice().Then(new IncidentCommand.StartRun()).Step(1).Step(2);
        story.Then(new IncidentCommand.Abort("it is the network"), Some.Ic);

        Assert.Equal(IncidentStatus.Aborted, story.State!.LastRun!.Status);
        Assert.Empty(Aftercare.Notes(story.State, Known, story.Now));
    }

    [Fact]
    public void Notes_NothingChanged_AreNone() =>
        Assert.Empty(
            Aftercare.Notes(new Story(Domain.Configuration.Execution.DryRun).Stabilising().State!, Known, Some.At(99))
        );

    /// <summary>The Web's release was put back, which did not cure, and going back with the API's is approved.</summary>
    private static Story Twice()
    {
        var story = new Story(version =>
            Some.Plan(version: version, targets: [version == 1 ? Some.Target(Component.Web) : Some.Target()])
        ).Stabilising();
        story.Then(story.Proposal);
        return story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);
    }

    [Fact]
    public void FollowUps_OwedAndFiled_AreFiledOnce()
    {
        var story = new Story().Stabilising();
        var state = story.State! with { Owed = [new("rotate it", "ada", new(2026, 11, 27))] };

        Assert.Equal("rotate it", Assert.Single(state.FollowUpsToFile).What);
        Assert.Empty((state with { Filed = state.Filed.SetItem("rotate it", "http://issue") }).FollowUpsToFile);
    }
}
