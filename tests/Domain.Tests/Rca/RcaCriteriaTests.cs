using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

/// <summary>The acceptance criteria and their edges: nothing is met without its proof.</summary>
public sealed class RcaCriteriaTests
{
    private static readonly Check[] Checks =
    [
        new("contract /api/flags", "200", "200", Passed: true),
        new("SSE first event", "90 ms", "200 ms", Passed: true),
        new("SSE gap", "17 s", "15 s", Passed: false),
    ];

    [Theory]
    [InlineData(1_786, CriterionResult.Met, "30 min from opening")]
    [InlineData(1_787, CriterionResult.NotMet, "30 min 1 s from opening")]
    public void Restored_AfterAWhile_IsMetWithinTheBudgetAndAtItsVeryEnd(
        double wait,
        CriterionResult result,
        string proof
    )
    {
        var story = new Story().AllSteps().Wait(wait).Then(new IncidentCommand.FinishRun());

        Assert.Equal((result, proof), Of(story, 0));
    }

    [Fact]
    public void Restored_NoRun_SaysWhetherOneMayStillCome()
    {
        var story = new Story().Proposed();
        Assert.Equal((CriterionResult.Open, "not restored yet"), Of(story, 0));

        story.Then(new IncidentCommand.Withdraw("recovered"));
        Assert.Equal((CriterionResult.Open, "no rollback was run"), Of(story, 0));
    }

    [Fact]
    public void Health_ValidationFailed_IsNotMetWhateverTheOtherStepsDid()
    {
        var story = new Story().Running().Step(1).Step(2).Step(3).Then(new IncidentCommand.StartStep(4));
        story.Then(new IncidentCommand.Fail(4, "no", Checks, Unknown: false));

        Assert.Equal((CriterionResult.NotMet, "SSE first event 90 ms; SSE gap 17 s"), Of(story, 1));
    }

    [Fact]
    public void Health_ValidatedWithoutASingleCheck_HasNoProof() =>
        Assert.Equal((CriterionResult.Met, RcaReport.NotCaptured), Of(new Story().Stabilising(), 1));

    [Fact]
    public void Health_ValidationLeftOut_IsNotMetAndSaysWhy()
    {
        var story = FailedValidation().Then(new IncidentCommand.Skip("the contract is being replaced"), Some.Ic);

        Assert.Equal((CriterionResult.NotMet, "left out: the contract is being replaced"), Of(story, 1));
    }

    [Fact]
    public void Health_ValidatedByHand_IsOpenBecauseNothingWasMeasured()
    {
        var story = FailedValidation()
            .Then(new IncidentCommand.DoneByHand("every page looked at"), Some.Ic)
            .Then(new IncidentCommand.StartStep(4))
            .Then(new IncidentCommand.Succeed(4, "Done by hand, not looked at", []));

        Assert.Equal((CriterionResult.Open, "Done by hand, not looked at"), Of(story, 1));
    }

    [Fact]
    public void Health_NotValidatedYet_IsOpen() =>
        Assert.Equal((CriterionResult.Open, RcaReport.NotCaptured), Of(new Story().Running().Step(1), 1));

    [Theory]
    [InlineData(1_798, CriterionResult.NotMet, "watched for 29 min 59 s")]
    [InlineData(1_799, CriterionResult.Met, "watched for 30 min")]
    public void Stable_Closed_IsMetOnlyAfterTheWholeTime(double wait, CriterionResult result, string proof)
    {
        var story = new Story().Stabilising().Wait(wait).Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.Equal((result, proof), Of(story, 2));
    }

    [Fact]
    public void Stable_StillWatched_SaysUntilWhen() =>
        Assert.Equal((CriterionResult.Open, "watched until 09:30:15 UTC"), Of(new Story().Stabilising(), 2));

    [Fact]
    public void Audited_NothingSetBack_IsNotNeeded() =>
        Assert.Equal(CriterionResult.NotNeeded, Of(new Story().Stabilising(), 3).Result);

    [Fact]
    public void Audited_SetBack_IsMetOnlyByThePortalsOwnEvent()
    {
        var story = new Story(version => Some.Revert(version));
        Assert.Equal((CriterionResult.Open, "1 to be set back, not done yet"), Of(story.Proposed(), 3));

        story = new Story(version => Some.Revert(version)).Stabilising();
        Assert.Equal((CriterionResult.NotMet, "Cors:Origins: Not captured"), Of(story, 3));

        var told = new Change(
            "7",
            ChangeKind.AllowList,
            Component.Config,
            "Cors:Origins",
            "https://b",
            "https://a",
            "rollback-bot",
            story.Now
        );
        Assert.Equal((CriterionResult.Met, "Cors:Origins: 7 by rollback-bot"), Audited(told));
        Assert.Equal(CriterionResult.NotMet, Audited(told with { After = "https://c" }).Result);
        Assert.Equal(CriterionResult.NotMet, Audited(told with { Key = "Cors:Other" }).Result);
        Assert.Equal(CriterionResult.NotMet, Audited(told with { At = story.State!.OpenedAt.AddSeconds(-1) }).Result);
        Assert.Equal(CriterionResult.NotMet, Audited(told with { NotBefore = told.At.AddSeconds(-9) }).Result);

        (CriterionResult Result, string Proof) Audited(Change change)
        {
            var facts = RcaScene.Facts(story);
            var report = RcaBuilder.Build(facts with { Environment = facts.Environment with { Changes = [change] } });
            return (report.Criteria[3].Result, report.Criteria[3].Proof);
        }
    }

    [Fact]
    public void Title_OfARevert_NamesWhatWasSetBack() =>
        Assert.Equal(
            "Prod: Cors:Origins set back after error-rate",
            RcaBuilder.Build(RcaScene.Facts(new Story(version => Some.Revert(version)).Stabilising())).Title
        );

    [Fact]
    public void Evidence_SealedWholeOrNot_IsMetOnlyWithNothingMissing()
    {
        Assert.Equal((CriterionResult.Open, RcaReport.NotCaptured), Of(Story.Opened(), 4));
        Assert.Equal(
            (CriterionResult.Met, "pack part 1, 12 files, 0 missing; this report"),
            Of(Story.Opened(), 4, new(1, "ab", 10, 12, []))
        );
        Assert.Equal(
            (CriterionResult.NotMet, "pack part 2, 3 files, 1 missing; this report"),
            Of(Story.Opened(), 4, new(2, "ab", 10, 3, ["pictures"]))
        );
    }

    [Fact]
    public void Hotfix_AMigrationStayed_IsOpenUntilItsReview()
    {
        var story = new Story(change: plan => plan with { Hotfix = ["0119.sql"] });
        Assert.Equal(CriterionResult.NotNeeded, Of(story.Open(), 5).Result);

        story = new Story(change: plan => plan with { Hotfix = ["0119.sql"] }).Stabilising();
        Assert.Equal((CriterionResult.Open, "no review yet; stayed: 0119.sql"), Of(story, 5));

        story.Then(
            new IncidentCommand.ReviewHotfix(
                new("0120.sql", new('a', 64), ReviewSide.Sec, "sam", "adds a default only")
            ),
            Some.Ic
        );
        Assert.Equal((CriterionResult.Met, "0120.sql by sam (SEC), sha256 aaaa aaaa aaaa aaaa"), Of(story, 5));
    }

    private static (CriterionResult Result, string Proof) Of(Story story, int index, EvidenceSealed? evidence = null)
    {
        var facts = RcaScene.Facts(story);
        var criterion = RcaBuilder
            .Build(facts with { Incident = facts.Incident with { Evidence = evidence } })
            .Criteria[index];
        return (criterion.Result, criterion.Proof);
    }

    private static Story FailedValidation() =>
        new Story()
            .Running()
            .Step(1)
            .Step(2)
            .Step(3)
            .Then(new IncidentCommand.StartStep(4))
            .Then(new IncidentCommand.Fail(4, "no", Checks, Unknown: false));
}
