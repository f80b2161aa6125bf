using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>What people read of each answer, where the words follow from what is known.</summary>
public sealed partial class DecisionTreeTests
{
    private const string ApiQuestion = "3. API regression, contract break or SSE failure?";
    private const string TogetherNo = "Does Web go back with it? No";

    [Fact]
    public void Decide_ApiAndWebBroken_SaysThatTheApiIsNotStable() =>
        Assert.Equal(
            $"The API is not stable: {WebBreach.Sentence}; {_apiBreach.Sentence}.",
            Fact(Decide([_apiBreach, WebBreach], Deployed(Component.Api)), WebOnly)
        );

    [Fact]
    public void Decide_NeitherApiNorWebBroken_SaysThatItIsNotOnlyTheWeb()
    {
        var breach = CorsBreach with { Component = Component.Config };

        Assert.Equal($"Not only the Web: {breach.Sentence}.", Fact(Decide([breach], Deployed(Component.Api)), WebOnly));
    }

    [Fact]
    public void Decide_BadInstancesRunSeveralReleases_NamesThemInOrder()
    {
        var second = Some.Verdict(instance: "api-2", onset: 70, sentence: "api-2 fails");
        var facts = Facts([_apiBreach, second], Deployed(Component.Api)) with
        {
            Tags = new Dictionary<InstanceId, string?>
            {
                [Some.Instance()] = "v1.8.2",
                [Some.Instance("api-2")] = "v1.8.0",
                [Some.Instance("api-3")] = "v1.8.1",
            },
        };

        Assert.Equal(
            $"{_apiBreach.Sentence}; api-2 fails. The bad instances run v1.8.0 and v1.8.2.",
            Fact(DecisionTree.Decide(facts), ApiQuestion)
        );
    }

    [Fact]
    public void Decide_NoInstanceIsNamed_SaysNothingOfWhatTheyRun() =>
        Assert.Equal($"{CorsBreach.Sentence}.", Fact(Decide([CorsBreach], Deployed(Component.Api)), ApiQuestion));

    [Fact]
    public void Decide_SeveralApiReadingsAreUnstable_NamesTheFirstBySeries()
    {
        var latency = Some.Verdict(TriggerNames.Latency, state: VerdictState.Pending, onset: 50, sentence: "slow");
        var errors = Some.Verdict(state: VerdictState.Pending, onset: 55, sentence: "errors");
        var facts = Facts([WebBreach], Deployed(Component.Web));

        Assert.Equal(
            "The API is not stable: errors.",
            Fact(DecisionTree.Decide(facts with { Verdicts = [latency, errors] }), WebOnly)
        );
    }

    [Fact]
    public void Decide_WebOnlyAfterACoupledDeployAndTheApiIsNotStable_TakesBoth()
    {
        _failing = _failing with { Coupled = true };
        var api = Some.Verdict(TriggerNames.Latency, state: VerdictState.Pending, onset: 50);
        var facts = Facts([WebBreach], Deployed(Component.Web));

        Assert.Equal([Component.Api, Component.Web], DecisionTree.Decide(facts with { Verdicts = [api] }).Restore);
    }

    [Fact]
    public void Decide_WebOnlyAfterAnUnregisteredDeployAndTheApiIsNotStable_Investigates()
    {
        var api = Some.Verdict(TriggerNames.Latency, state: VerdictState.Pending, onset: 50, sentence: "slow");
        var facts = Facts([WebBreach], Deployed(Component.Web, "v9"));

        Investigates(
            DecisionTree.Decide(facts with { Verdicts = [api] }),
            "Only the Web fails, but the API is not stable: slow: people must look."
        );
    }

    [Fact]
    public void Decide_ApiBrokenAfterACoupledWebDeploy_TakesBoth()
    {
        _failing = _failing with { Coupled = true };

        Assert.Equal([Component.Api, Component.Web], Decide([_apiBreach], Deployed(Component.Web)).Restore);
    }

    [Fact]
    public void Decide_DeclaredOfTheWebAfterAnApiDeploy_RollsTheApiBack() =>
        Assert.Equal(
            [Component.Api],
            Decide([Declared with { Component = Component.Web }], Deployed(Component.Api)).Restore
        );

    [Fact]
    public void Decide_RevertDidNotCure_TheDeployIsTheCauseNow()
    {
        var facts = Facts([SseBreach], [KeepAlive], Deployed(Component.Api)) with { RungsRun = [Rung.Revert] };

        Assert.Equal("Api-v1.8.2", DecisionTree.Decide(facts).Cause!.Id);
    }

    [Fact]
    public void Decide_RevertDidNotCureAndNothingWasDeployed_TheKeyStaysTheCause()
    {
        var facts = Facts([SseBreach], [KeepAlive]) with { RungsRun = [Rung.Revert] };

        Assert.Equal(KeepAlive, DecisionTree.Decide(facts).Cause);
    }

    [Fact]
    public void Decide_UnregisteredRelease_SaysSoOfItsContractAndItsMigrations()
    {
        var outcome = Decide([_apiBreach], Deployed(Component.Api, "v9"));

        Assert.Equal("v9 is not registered.", Fact(outcome, TogetherNo));
        Assert.Equal("Not known: v9 is not registered. The schema stays as it is.", Fact(outcome, Migration));
    }

    [Fact]
    public void Decide_BypassOfADeploymentNoLongerKept_HoldsNoReleaseResponsible()
    {
        var facts = Bypassed(Facts([ParityBreach], Deployed(Component.Api, at: -90_000)), Component.Api);
        facts = facts with { Environment = facts.Environment with { Deployments = [] } };

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Null(outcome.Suspect);
        Assert.Null(outcome.Cause);
        Assert.StartsWith("No release is held responsible.", Fact(outcome, TogetherNo), StringComparison.Ordinal);
        Assert.Equal("Not known: no release is held responsible. The schema stays as it is.", Fact(outcome, Migration));
    }

    [Fact]
    public void Decide_SeveralBypasses_TheNewestDeploymentGoesBackFirst()
    {
        var facts = Facts([ParityBreach], Deployed(Component.Api, at: -90_000), Deployed(Component.Web, at: -80_000));
        var (api, web) = (Bypass(Component.Api), Bypass(Component.Web));

        foreach (var open in new[] { new[] { api, web }, [web, api] })
        {
            var asked = facts with { Environment = facts.Environment with { OpenBypasses = [.. open] } };
            var outcome = DecisionTree.Decide(asked);
            Assert.Equal((Component.Web, "Web-v1.8.2"), (outcome.Restore[0], outcome.Cause!.Id));
            Assert.Equal(
                "v1.8.2 came to Prod past the promotion policy: Web v1.8.2 was never deployed to Beta.",
                outcome.Reason
            );
        }
    }

    [Fact]
    public void Decide_SeveralBypassesAtOnce_TheFirstByDeploymentGoesBackFirst()
    {
        var facts = Facts([ParityBreach], Deployed(Component.Api, at: -90_000), Deployed(Component.Web, at: -90_000));
        var asked = facts with
        {
            Environment = facts.Environment with { OpenBypasses = [Bypass(Component.Web), Bypass(Component.Api)] },
        };

        Assert.Equal("Api-v1.8.2", DecisionTree.Decide(asked).Cause!.Id);
    }

    [Fact]
    public void Decide_DriftWithoutACriticalDifference_IsNoDrift()
    {
        var report = Report(new() { ["Jobs:Batch"] = "1" }, new() { ["Jobs:Batch"] = "2" });
        var facts = Facts([ParityBreach, _apiBreach], Deployed(Component.Api, at: -90_000));

        var outcome = DecisionTree.Decide(facts with { Parity = report });

        Investigates(outcome, "No recent change explains it.");
        Assert.Equal("0 critical, 1 warnings in 1 keys.", Fact(outcome, Drift));
    }

    [Theory]
    [InlineData(true, "Api-v1.8.2")]
    [InlineData(false, "Web-v1.8.2")]
    public void Decide_DriftAndBehaviourRegresses_SuspectsTheApiBeforeTheWeb(bool both, string suspect)
    {
        var web = Deployed(Component.Web, at: -80_000);
        var facts = both
            ? Facts([ParityBreach, _apiBreach], Deployed(Component.Api, at: -90_000), web)
            : Facts([ParityBreach, _apiBreach], web);

        Assert.Equal(suspect, DecisionTree.Decide(facts with { Parity = Drifted }).Suspect!.Id);
    }

    [Fact]
    public void Decide_ExpectedKeyIsMissing_IsSetFromNothing()
    {
        var report = Report(new() { ["Cors:AllowedOrigins"] = "a", ["Cors:Max"] = "1" }, new() { ["Cors:Max"] = "2" });

        Assert.Equal(
            "Cors:AllowedOrigins from nothing to 'a'; Cors:Max from '2' to '1'. No release moves.",
            DecisionTree.Decide(Facts([ParityBreach]) with { Parity = report }).Path[^1].Fact
        );
    }

    [Fact]
    public void Decide_SecretWhoseValueBeforeIsNotKnown_IsSetWhereSecretsAreKept()
    {
        var outcome = Decide([_apiBreach], [Changed(ChangeKind.Config, "Auth:ClientSecret", before: null, "hunter3")]);

        Assert.Equal(
            "Auth:ClientSecret is secret: set it where secrets are kept.",
            Fact(outcome, "Can it be written back? No")
        );
    }

    [Fact]
    public void Decide_ValueBeforeNotKnown_IsSaidAndNothingElseIsWrittenBack()
    {
        var other = Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "false", "true", at: 20);

        var outcome = Decide([SseBreach], [KeepAlive with { Before = null }, other]);

        Assert.Empty(outcome.Reverts);
        Assert.StartsWith(
            "config Network:SseKeepAliveSeconds from no known value to '30' at ",
            Fact(outcome, Config),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    public void Decide_ManyOtherChanges_ShowsFiveBelowTheStartAndCountsTheRest(int others, int more)
    {
        var unfit = Enumerable.Range(0, others).Select(i => Changed(ChangeKind.Config, $"Jobs:K{i}", "1", "2", at: i));

        var path = Decide([SseBreach], [KeepAlive, .. unfit]).Path;

        Assert.Equal(5, path.Count(node => node.Question.StartsWith("Was it config Jobs:", StringComparison.Ordinal)));
        Assert.Equal(
            Enumerable.Repeat("1 more do not lead.", more),
            path.Where(node => node.Question == "Other changes").Select(node => node.Fact)
        );
        Assert.All(path.Skip(1).Take(5 + more), node => Assert.True(node.Nested));
    }

    [Fact]
    public void Decide_MuchIsNotMeasured_SaysTheFirstThreeInOrder()
    {
        Verdict Silent(string text) => Some.Verdict(instance: text, state: VerdictState.NoData, sentence: text);

        Assert.Equal(
            "a; b; c.",
            Fact(Decide([Silent("d"), Silent("b"), Silent("a"), Silent("c")]), "Is nothing measured?")
        );
    }

    private static PromotionBypassed Bypass(Component component) =>
        new($"{component}-v1.8.2", component, "v1.8.2", $"{component} v1.8.2 was never deployed to Beta");
}
