using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>What happened at the same time, and which release counts as running.</summary>
public sealed partial class DecisionTreeTests
{
    [Fact]
    public void Facts_BreachesOfOneMoment_StandBySeriesAndThenBySentence()
    {
        var a = Some.Verdict(instance: "api-1", onset: 60, sentence: "a");
        var b = a with { Sentence = "b" };
        var other = Some.Verdict(instance: "api-2", onset: 60, sentence: "0");

        Assert.Equal([a, b, other], Facts([other, b, a]).Counted);
        Assert.Equal([a, b, other], Facts([a, other, b]).Counted);
    }

    [Fact]
    public void Decide_SeveralKeysSetTogether_GoBackTheLeadingOneFirstThenByName()
    {
        var second = Changed(ChangeKind.Config, "Network:SseA", "1", "2", at: 20);
        var third = Changed(ChangeKind.Config, "Network:SseB", "1", "2", at: 20);

        string[] expected = [KeepAlive.Key, second.Key, third.Key];
        Assert.Equal(expected, Decide([SseBreach], [third, KeepAlive, second]).Reverts.Select(key => key.Key));
        Assert.Equal(expected, Decide([SseBreach], [second, third, KeepAlive]).Reverts.Select(key => key.Key));
    }

    [Fact]
    public void Decide_KeySetTogetherThatCannotExplainIt_StaysAsItIs()
    {
        var unfit = Changed(ChangeKind.Config, "Jobs:Batch", "1", "2", at: 25);

        Assert.Equal([KeepAlive.Key], Decide([SseBreach], [KeepAlive, unfit]).Reverts.Select(key => key.Key));
    }

    [Fact]
    public void Decide_AnotherKeySetLater_IsNotWhatTheLeadingOneIsNow()
    {
        var other = Changed(ChangeKind.Config, "Jobs:Batch", "1", "2", at: 50, by: "bob");

        Assert.Equal("30", Assert.Single(Decide([SseBreach], [KeepAlive, other]).Reverts).Observed);
    }

    [Fact]
    public void Decide_KeySetTwiceAtOneMoment_IsNowWhatTheLastByIdSays()
    {
        var last = KeepAlive with { Id = KeepAlive.Id + "-b", Before = "10", After = "45" };

        Assert.Equal("45", Assert.Single(Decide([SseBreach], [KeepAlive, last]).Reverts).Observed);
        Assert.Equal("45", Assert.Single(Decide([SseBreach], [last, KeepAlive]).Reverts).Observed);
    }

    [Fact]
    public void Decide_WebAnswersAnotherTagThanWasDeployedLast_ItsAnswerCounts()
    {
        _failing = _failing with { Contract = 31 };
        var facts = Facts([_apiBreach], Deployed(Component.Api), Deployed(Component.Web));

        Assert.Equal(
            "v1.8.2 is not coupled. Api v1.8.1 serves contract 30, Web v1.8.1 needs 30.",
            Fact(DecisionTree.Decide(Running(facts, api: "v1.8.2", web: "v1.8.1")), TogetherNo)
        );
    }

    [Fact]
    public void Decide_NoWebAnswers_WhatWasDeployedLastIsTakenAsRunning()
    {
        _failing = _failing with { Contract = 31 };
        Deployment[] deployed =
        [
            Deployed(Component.Api),
            Deployed(Component.Web, at: -90_000),
            Deployed(Component.Web, "v1.8.1", at: -90_000),
        ];

        // Both at one moment: the last by id is the last.
        Assert.Equal([Component.Api, Component.Web], Unanswered(deployed).Restore);
        Assert.Equal([Component.Api, Component.Web], Unanswered([.. deployed.Reverse()]).Restore);
    }

    [Fact]
    public void Decide_NoWebAnswers_WhatTheApiGotLastIsNotTheWebs()
    {
        _failing = _failing with { Contract = 31 };

        Assert.Equal(
            [Component.Api],
            Unanswered(Deployed(Component.Web, "v1.8.1", at: -90_000), Deployed(Component.Api)).Restore
        );
    }

    [Fact]
    public void Decide_CoupledReleaseAndTheWebRunsItsLkg_OnlyTheApiMoves()
    {
        _failing = _failing with { Coupled = true };

        var outcome = DecisionTree.Decide(
            Running(Facts([_apiBreach], Deployed(Component.Api)), api: "v1.8.2", web: "v1.8.1")
        );

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal(
            "v1.8.2 declares Web coupled to Api (contract 30). But Web runs its LKG v1.8.1 already.",
            Fact(outcome, TogetherNo)
        );
    }

    [Fact]
    public void Decide_ArtifactWasNeverLookedFor_IsMissing()
    {
        _findings = [];

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "Not ready for rollback: Api artifact of v1.8.1 is missing."
        );
    }

    [Fact]
    public void Decide_WebsLkgWouldNotFitButTheWebStays_RollsBack()
    {
        var facts = Facts([_apiBreach], Deployed(Component.Api));
        facts = facts with
        {
            Environment = facts.Environment with { Lkg = facts.Environment.Lkg.SetItem(Component.Web, "v1.7.9") },
            Releases = new Dictionary<string, Domain.Releases.Release>(facts.Releases)
            {
                ["v1.7.9"] = Some.Release("v1.7.9") with { Contract = 32 },
            },
        };

        Assert.Equal([Component.Api], DecisionTree.Decide(facts).Restore);
    }

    [Fact]
    public void Decide_WebCameBeforeTheApiItNeeds_GoesBackAlone()
    {
        _failing = _failing with { Contract = 31 };
        var facts = Facts([WebBreach], Deployed(Component.Web));

        Assert.Equal([Component.Web], DecisionTree.Decide(Running(facts, api: "v1.8.1", web: "v1.8.2")).Restore);
    }

    private TreeOutcome Unanswered(params Deployment[] deployed) =>
        DecisionTree.Decide(Facts([_apiBreach], deployed) with { Tags = new Dictionary<InstanceId, string?>() });
}
