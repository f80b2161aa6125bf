using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>Sections 5 and 8: components, contracts, migrations, rungs and what people declare.</summary>
public sealed partial class DecisionTreeTests
{
    private const string Migration = "4. Did a migration cause it?";
    private const string WebOnly = "2. Is only the Web affected?";

    private static readonly Verdict Declared = Some.Verdict(
        TriggerNames.Business,
        instance: null,
        onset: 60,
        value: null,
        sentence: "declared by ben: people cannot sign in"
    ) with
    {
        Declared = true,
    };

    [Fact]
    public void Decide_OldWebAgainstNewApi_OnlyTheApiMoves()
    {
        _failing = _failing with { Coupled = true };
        var facts = Running(Facts([WebBreach], Deployed(Component.Api)), api: "v1.8.2", web: "v1.8.1");

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal(
            "v1.8.2 declares Web coupled to Api (contract 30). Web runs its LKG v1.8.1 already, so that only Api moves.",
            Fact(outcome, "Does Api go back with it? Yes")
        );
    }

    [Fact]
    public void Decide_WebGoesBackBelowANewerApi_StaysAloneAsTheContractOnlyGrows()
    {
        _failing = _failing with { Contract = 31 };

        var outcome = Decide([WebBreach], Deployed(Component.Web));

        Assert.Equal([Component.Web], outcome.Restore);
        Assert.Equal(
            "v1.8.2 is not coupled. Api v1.8.2 serves contract 31, Web v1.8.1 needs 30.",
            Fact(outcome, "Does Api go back with it? No")
        );
    }

    [Fact]
    public void Decide_OldApiCannotServeTheRunningWeb_TakesWebToo()
    {
        _failing = _failing with { Contract = 31 };

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal([Component.Api, Component.Web], outcome.Restore);
        Assert.Equal(
            "Api v1.8.1 serves contract 30, Web v1.8.2 needs 31: that Api does not serve it.",
            Fact(outcome, "Does Web go back with it? Yes")
        );
    }

    [Fact]
    public void Decide_WebsLkgNeedsMoreThanAnyApi_AsksPeople()
    {
        _target = _target with { Contract = 32 };
        var facts = Facts([WebBreach], Deployed(Component.Web));
        var lkgApi = Some.Release("v1.7.9");
        facts = facts with
        {
            Environment = facts.Environment with { Lkg = facts.Environment.Lkg.SetItem(Component.Api, "v1.7.9") },
            Releases = new Dictionary<string, Domain.Releases.Release>(facts.Releases) { ["v1.7.9"] = lkgApi },
            Findings = [.. facts.Findings.Skip(1), new(Component.Api, Some.Digest("v1.7.9", Component.Api))],
        };

        Investigates(
            DecisionTree.Decide(facts),
            "Api v1.7.9 serves contract 30, Web v1.8.1 needs 32: the two would not fit, people must choose."
        );
    }

    [Fact]
    public void Decide_MixedFleet_StillGoesBack()
    {
        var facts = Facts([_apiBreach], Deployed(Component.Api));
        var tags = new Dictionary<InstanceId, string?>(facts.Tags) { [Some.Instance("api-0")] = "v1.8.1" };

        Assert.Equal([Component.Api], DecisionTree.Decide(facts with { Tags = tags }).Restore);
    }

    [Theory]
    [InlineData(VerdictState.Breached)]
    [InlineData(VerdictState.Pending)]
    [InlineData(VerdictState.Recovering)]
    public void Decide_WebOnlyButTheApiIsNotStable_Investigates(VerdictState state)
    {
        var facts = Facts([WebBreach], Deployed(Component.Web));
        var api = Some.Verdict(TriggerNames.Latency, state: state, onset: 50, sentence: "p95 of api-1 is 700 ms");

        var outcome = DecisionTree.Decide(facts with { Verdicts = [ApiHealthy, api] });

        Investigates(
            outcome,
            "Only the Web fails, but the API is not stable: p95 of api-1 is 700 ms: people must look."
        );
        Assert.Equal("The API is not stable: p95 of api-1 is 700 ms.", Fact(outcome, WebOnly));
    }

    [Theory]
    [InlineData(VerdictState.NoData)]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.NotEnoughSamples)]
    public void Decide_WebOnlyAndTheApiIsNotMeasured_SaysSo(VerdictState state)
    {
        var facts = Facts([WebBreach], Deployed(Component.Web));

        var outcome = DecisionTree.Decide(facts with { Verdicts = [ApiHealthy with { State = state }] });

        Assert.Empty(outcome.Restore);
        Assert.Equal("The API is not measured, so that nobody can call it stable.", Fact(outcome, WebOnly));
    }

    [Fact]
    public void Decide_MigrationIsTheCause_RollsBackTheAppAndAsksForAHotfixFirst()
    {
        _failing = Some.Release("v1.8.2", schema: 119, migrations: ["0119_flags.sql"]);
        _target = Some.Release("v1.8.1", schema: 118, worksWith: [118, 119]);
        var migration = Changed(ChangeKind.Migration, "0119_flags.sql", before: null, after: null, at: 40);

        var outcome = Decide([_apiBreach], [migration], Deployed(Component.Api) with { EndedAt = Some.At(120) });

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal((migration, "v1.8.2"), (outcome.Cause!, outcome.Suspect!.Tag));
        Assert.StartsWith(
            "Migration 0119_flags.sql is the cause: ",
            outcome.Hotfix?.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Yes: 0119_flags.sql was applied at 09:00:40 UTC and is nearer to what failed than any deploy. "
                + "The schema stays; a forward hotfix has to mend it.",
            Fact(outcome, Migration)
        );
    }

    [Fact]
    public void Decide_MigrationCameWithADeployThatHadEnded_IsShippedAndNotTheCause()
    {
        _failing = Some.Release("v1.8.2", schema: 119, migrations: ["0119_flags.sql"]);
        _target = Some.Release("v1.8.1", schema: 118, worksWith: [118, 119]);
        var migration = Changed(ChangeKind.Migration, "0119_flags.sql", before: null, after: null, at: 10);

        var outcome = Decide([_apiBreach], [migration], Deployed(Component.Api));

        Assert.Equal(ChangeKind.Deployment, outcome.Cause!.Kind);
        Assert.StartsWith(
            "v1.8.2 shipped 0119_flags.sql, which stays",
            outcome.Hotfix?.Sentence,
            StringComparison.Ordinal
        );
        Assert.Contains((PathAnswer.Refused, "Was it migration 0119_flags.sql? No"), Questions(outcome));
    }

    [Fact]
    public void Decide_MigrationWithoutADeploy_TakesTheAppBackAndKeepsTheSchema()
    {
        var migration = Changed(ChangeKind.Migration, "0120_hotfix.sql", before: null, after: null);

        var outcome = Decide([_apiBreach], [migration]);

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Null(outcome.Suspect);
        Assert.Equal(migration, outcome.Cause);
        Assert.NotNull(outcome.Hotfix);
    }

    [Fact]
    public void Decide_MigrationOnTheLkgItself_KeepsTheHotfixInTheAdvice()
    {
        _failing = Some.Release("v1.8.1");
        var migration = Changed(ChangeKind.Migration, "0120_hotfix.sql", before: null, after: null);

        var outcome = Decide([_apiBreach], [migration]);

        Investigates(outcome, "Api already runs v1.8.1: there is nothing to go back to.");
        Assert.NotNull(outcome.Hotfix);
    }

    [Fact]
    public void Decide_RevertDidNotCure_ProposesTheNextRung()
    {
        var facts = Facts([SseBreach], [KeepAlive], Deployed(Component.Api)) with { RungsRun = [Rung.Revert] };

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal(Rung.Api, outcome.Rung);
        Assert.Equal(
            "config Network:SseKeepAliveSeconds was written back and that did not cure it.",
            Fact(outcome, Config)
        );
    }

    [Fact]
    public void Decide_RevertDidNotCureAndNothingWasDeployed_Investigates() =>
        Investigates(
            DecisionTree.Decide(Facts([SseBreach], [KeepAlive]) with { RungsRun = [Rung.Revert] }),
            "Writing it back did not cure it, and no deploy is in reach."
        );

    [Fact]
    public void Decide_WebDidNotCure_ProposesTheApi()
    {
        var facts = Facts([WebBreach], Deployed(Component.Web)) with { RungsRun = [Rung.Web] };
        facts = Running(facts, api: "v1.8.2", web: "v1.8.1");

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal("The Web was put back to its LKG and that did not cure it.", Fact(outcome, WebOnly));
    }

    [Fact]
    public void Decide_ApiDidNotCure_NeverCascades()
    {
        var facts = Facts([_apiBreach], Deployed(Component.Api)) with { RungsRun = [Rung.Api] };

        Investigates(DecisionTree.Decide(facts), "No other release is known here.");
        Investigates(
            DecisionTree.Decide(Facts([WebBreach], Deployed(Component.Web)) with { RungsRun = [Rung.Api] }),
            "No other release is known here."
        );
    }

    [Fact]
    public void Decide_RollbackDidNotCure_StillSuspectsTheDeployBeforeIt()
    {
        var rollback = Deployed(Component.Api, "v1.8.1", at: 300) with { By = "INC-0001" };
        var facts = Facts([_apiBreach], Deployed(Component.Api), rollback) with { RungsRun = [Rung.Api] };

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal("v1.8.2", outcome.Suspect?.Tag);
        Assert.Contains((PathAnswer.Refused, "Was it v1.8.1 on Api? No"), Questions(outcome));
    }

    [Fact]
    public void Decide_FailsAfterARollback_BlamesNeitherTheRollbackNorWhatItTookAway()
    {
        var rollback = Deployed(Component.Api, "v1.8.1", at: 30) with { By = "INC-0001" };

        Investigates(Decide([_apiBreach], Deployed(Component.Api), rollback), "No recent change explains it.");
    }

    [Theory]
    [InlineData(VerdictState.NoData)]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.NotEnoughSamples)]
    public void Decide_NothingMeasured_NeverProposes(VerdictState state)
    {
        var outcome = Decide([_apiBreach with { State = state }], [KeepAlive], Deployed(Component.Api));

        Investigates(outcome, "Nothing can be measured: people must look.");
        Assert.Contains((PathAnswer.Taken, "Is nothing measured?"), Questions(outcome));
    }

    [Fact]
    public void Decide_SomethingMeasuredBesideNoData_TakesItsOnsetFromWhatIsMeasured()
    {
        var blind = Some.Verdict(TriggerNames.Latency, state: VerdictState.NoData, onset: -600);

        Assert.Equal([Component.Api], Decide([blind, _apiBreach], Deployed(Component.Api)).Restore);
    }

    [Theory]
    [InlineData(Component.Api)]
    [InlineData(Component.Web)]
    public void Decide_DeclaredInDoubt_RollsBackWhatWasDeployed(Component component)
    {
        var outcome = Decide([Declared], Deployed(component));

        Assert.Equal([component], outcome.Restore);
        Assert.Contains("in doubt, roll back first", outcome.Path[0].Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_DeclaredAndNothingChanged_Investigates() =>
        Investigates(Decide([Declared]), "No recent change explains it.");

    [Fact]
    public void Decide_DeclaredAfterAFlagFlip_WritesItBackFirst() =>
        Assert.Equal(
            Rung.Revert,
            Decide([Declared], [Changed(ChangeKind.Flag, "NewSignIn", "0", "1")], Deployed(Component.Api)).Rung
        );

    [Fact]
    public void Decide_LaterReadingAndALaterChange_WhatExplainsTheFirstReadingLeads()
    {
        var cors = CorsBreach with { Onset = Some.At(1_200) };
        var allowList = Changed(ChangeKind.AllowList, "Cors:AllowedOrigins", "a", "b", at: 1_190);

        Assert.Equal("v1.8.2", Decide([_apiBreach, cors], [allowList], Deployed(Component.Api)).Suspect?.Tag);
    }

    [Fact]
    public void Decide_QuarantinedWebLkgOfACoupledRelease_AsksPeople()
    {
        _failing = _failing with { Coupled = true };
        _history = [.. _history, new ReleaseQuarantined(Component.Web, "v1.8.1", "INC-0001")];

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "The LKG v1.8.1 was itself rolled back from Web: people must choose."
        );
    }

    private static DecisionFacts Running(DecisionFacts facts, string api, string web) =>
        facts with
        {
            Tags = new Dictionary<InstanceId, string?>
            {
                [Some.Instance()] = api,
                [Some.Instance("web-1", Component.Web)] = web,
            },
        };
}
