using Mcpx.Domain.Incidents;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Learning;

/// <summary>What incidents teach.</summary>
public sealed class ScorecardTests
{
    private static readonly Story RolledBack = new Story()
        .Stabilising()
        .Then(new IncidentCommand.Close("stable"), Some.Ic);

    private static readonly Story Withdrawn = new Story().Proposed().Then(new IncidentCommand.Withdraw("it recovered"));

    [Fact]
    public void Of_Nothing_InventsNothing()
    {
        var card = Scorecard.Of([], []);

        Assert.Equal((0, 0, 0), (card.Incidents, card.Restored, card.WithinBudget));
        Assert.All(card.Stretches, stretch => Assert.Null(stretch.Median));
        Assert.Empty(card.Triggers);
    }

    [Fact]
    public void Of_Stretches_AreTheMedianAndTheWorstWithItsIncident()
    {
        var slow = new Story().Proposed().Wait(600);
        slow.Then(new IncidentCommand.Approve(slow.Hash), Some.Ic)
            .Then(new IncidentCommand.StartRun())
            .RunSteps()
            .Then(new IncidentCommand.FinishRun());
        var card = Scorecard.Of(
            [Named(RolledBack, "INC-0001"), Named(slow, "INC-0002"), Named(Withdrawn, "INC-0003")],
            []
        );

        var whole = card.Stretches[^1];
        Assert.Equal(("Opened to restored", 2, "INC-0002"), (whole.Name, whole.Count, whole.WorstIncident));
        Assert.Equal(slow.State!.RestoredAt - slow.State.OpenedAt, whole.Worst);
        Assert.Equal((3, 2, 2), (card.Incidents, card.Restored, card.WithinBudget));
        var decide = card.Stretches[1];
        Assert.Equal(3, decide.Count);
        Assert.Equal("INC-0002", decide.WorstIncident);
    }

    [Fact]
    public void Of_Labels_CountRightWrongAndUnjudged()
    {
        var wrong = new Story()
            .Stabilising()
            .Then(new IncidentCommand.Label(Right: true, ""), Some.Ic)
            .Then(new IncidentCommand.Label(Right: false, "it was the network"), Some.Owner);

        var card = Scorecard.Of([wrong.State!, RolledBack.State!, Story.Opened().State!], []);

        Assert.Equal((0, 1, 1), (card.Right, card.Wrong, card.Unlabelled));
        var trigger = Assert.Single(card.Triggers);
        Assert.Equal((3, 1, 1, 500_000L), (trigger.Opened, trigger.Acted, trigger.Noise, trigger.NoiseShare));
    }

    [Fact]
    public void Of_WithdrawnAndOpen_OnlyWhatIsOverIsNoise()
    {
        var card = Scorecard.Of([Withdrawn.State!, Story.Opened().State!], [Drill(ready: true), Drill(ready: false)]);

        Assert.Equal((2, 0, 1), (card.Triggers[0].Opened, card.Triggers[0].Acted, card.Triggers[0].Noise));
        Assert.Equal((2, 1), (card.Drills, card.DrillsReady));
    }

    [Fact]
    public void Label_NoProposalOrWhoOnlyLooks_IsRefused()
    {
        var label = new IncidentCommand.Label(Right: true, "");

        Assert.Equal(RefusalKind.NotNow, Story.Opened().Try(label, Some.Ic).Refusal!.Kind);
        Assert.Equal(RefusalKind.Role, new Story().Proposed().Try(label, Some.Viewer).Refusal!.Kind);
        Assert.Equal(Decided.Already, new Story().Proposed().Then(label, Some.Ic).Try(label, Some.Owner));
    }

    private static Incident Named(Story story, string id) => story.State! with { Id = id };

    private static Drill Drill(bool ready) =>
        new("DRILL-0001", Component.Api, "v1", ready, [], TimeSpan.FromSeconds(75), [], Some.Ic, Some.At(0));
}
