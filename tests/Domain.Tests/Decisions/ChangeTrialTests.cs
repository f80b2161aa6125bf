using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>One change held against the readings: equal times, what was taken back, what came with a deploy.</summary>
public sealed class ChangeTrialTests
{
    private static readonly Verdict Breach = Some.Verdict(onset: 60);
    private static readonly Verdict DeclaredWeb = Some.Verdict(
        TriggerNames.Business,
        Component.Web,
        instance: null,
        onset: 60,
        value: null
    ) with
    {
        Declared = true,
    };

    [Theory]
    [InlineData(60, AttributionVerdict.InDoubt)]
    [InlineData(61, AttributionVerdict.DoesNotFit)]
    public void Judge_DeployThatCannotExplainADeclaration_IsInDoubtUpToItsOnset(
        double at,
        AttributionVerdict verdict
    ) => Assert.Equal(verdict, First(Facts([DeclaredWeb], Deployed(at))).Verdict);

    [Fact]
    public void Judge_KeyThatCannotExplainADeclaration_IsNotInDoubt() =>
        Assert.Equal(AttributionVerdict.DoesNotFit, First(Facts([DeclaredWeb], Key(30, ChangeKind.AllowList))).Verdict);

    [Fact]
    public void Judge_DeclaredWhereItWasSoBefore_TheDeployIsInDoubtAllTheSame()
    {
        var declared = DeclaredWeb with { Component = Component.Api };
        var facts = Facts([declared], Deployed(0)) with
        {
            Verdicts = [Some.Verdict(TriggerNames.Business, instance: null, onset: -30)],
        };

        Assert.Equal(AttributionVerdict.InDoubt, First(facts).Verdict);
    }

    [Theory]
    [InlineData(59, "09:00:59 UTC, by unknown deployer: 1 s before the readings failed.")]
    [InlineData(60, "09:01:00 UTC, by unknown deployer: 0 ms before the readings failed.")]
    [InlineData(61, "09:01:01 UTC, by unknown deployer: seen just after the readings failed.")]
    public void Judge_UnreportedDeploy_SaysWhetherItWasSeenBeforeOrAfter(double at, string sentence) =>
        Assert.Equal(sentence, First(Facts([Breach], Deployed(at, by: Deployment.UnknownDeployer))).Sentence);

    [Theory]
    [InlineData(Component.Web)]
    [InlineData(Component.Config)]
    public void Judge_UnregisteredReleaseOfAnotherComponent_DoesNotFitTheApi(Component component) =>
        Assert.Equal(
            AttributionVerdict.DoesNotFit,
            First(Facts([Breach], Deployed(0, component: component)) with { Releases = Releases() }).Verdict
        );

    [Theory]
    [InlineData(Component.Web, AttributionVerdict.Fits)]
    [InlineData(Component.Api, AttributionVerdict.DoesNotFit)]
    public void Judge_KeyOfTheWeb_ReachesTheWebOnly(Component reading, AttributionVerdict verdict) =>
        Assert.Equal(
            verdict,
            First(
                Facts([Some.Verdict(component: reading, onset: 60)], Key(0) with { Component = Component.Web })
            ).Verdict
        );

    [Theory]
    [InlineData(30, Component.Api, AttributionVerdict.Undone)]
    [InlineData(60, Component.Api, AttributionVerdict.Undone)] // at the very onset
    [InlineData(61, Component.Api, AttributionVerdict.Fits)]
    [InlineData(0, Component.Api, AttributionVerdict.Fits)] // at the very deploy, so not after it
    [InlineData(30, Component.Web, AttributionVerdict.Fits)]
    public void Judge_DeployRolledBack_IsUndoneWhenThatWasBetweenItAndTheOnset(
        double at,
        Component component,
        AttributionVerdict verdict
    )
    {
        var rollback = Deployed(at, "INC-0001", "v1.8.1", component);

        Assert.Equal(verdict, Of(Facts([Breach], Deployed(0), rollback), "Api-v1.8.2-0").Verdict);
    }

    [Fact]
    public void Judge_RolledBackTwice_NamesTheFirst()
    {
        var facts = Facts(
            [Breach],
            Deployed(0),
            Deployed(40, "INC-0001", "v1.8.0"),
            Deployed(20, "INC-0001", "v1.8.1")
        );

        Assert.Equal(
            "09:00:00 UTC, by ci: rolled back at 09:00:20 UTC, before the onset.",
            Of(facts, "Api-v1.8.2-0").Sentence
        );
    }

    [Theory]
    [InlineData(60, "NewSignIn", ChangeKind.Flag, AttributionVerdict.Undone)] // at the very onset
    [InlineData(61, "NewSignIn", ChangeKind.Flag, AttributionVerdict.Fits)]
    [InlineData(30, "OldSignIn", ChangeKind.Flag, AttributionVerdict.Fits)]
    [InlineData(30, "NewSignIn", ChangeKind.Config, AttributionVerdict.Fits)]
    public void Judge_KeySetBack_IsUndoneWhenItWasThatKeyAndBeforeTheOnset(
        double at,
        string key,
        ChangeKind kind,
        AttributionVerdict verdict
    )
    {
        var back = Key(at, kind) with { Id = "back", Key = key, Before = "1", After = "0" };

        Assert.Equal(verdict, Of(Facts([Breach], Key(0), back), "c0").Verdict);
    }

    [Fact]
    public void Judge_KeySetBackTwice_NamesTheFirst()
    {
        var late = Key(40) with { Before = "1", After = "0" };

        Assert.Equal(
            "09:00:00 UTC, by eva: set back at 09:00:20 UTC, before the onset.",
            Of(Facts([Breach], Key(0), late, late with { Id = "early", At = Some.At(20) }), "c0").Sentence
        );
    }

    [Theory]
    [InlineData(10, 0, 30, AttributionVerdict.PartOfDeploy)]
    [InlineData(0, 0, 30, AttributionVerdict.PartOfDeploy)] // as the deploy began
    [InlineData(30, 0, 30, AttributionVerdict.PartOfDeploy)] // as it ended
    [InlineData(10, 0, 60, AttributionVerdict.PartOfDeploy)] // and that was the very onset
    [InlineData(10, 0, 61, AttributionVerdict.Fits)]
    [InlineData(10, 20, 30, AttributionVerdict.Fits)]
    [InlineData(31, 0, 30, AttributionVerdict.Fits)]
    public void Judge_Migration_IsPartOfTheDeployThatBroughtItAndHadEnded(
        double at,
        double began,
        double ended,
        AttributionVerdict verdict
    )
    {
        var deploy = Deployed(began) with { EndedAt = Some.At(ended) };

        Assert.Equal(verdict, Of(Facts([Breach], deploy, Migration(at)), "m").Verdict);
    }

    [Fact]
    public void Judge_MigrationDuringTheDeployOfAnUnregisteredRelease_StandsForItself() =>
        Assert.Equal(
            AttributionVerdict.Fits,
            Of(Facts([Breach], Deployed(0), Migration(10)) with { Releases = Releases() }, "m").Verdict
        );

    [Fact]
    public void Judge_MigrationThatTwoDeploysBrought_NamesTheSameOneInAnyOrder()
    {
        var api = Deployed(0);
        var web = Deployed(0, tag: "v1.8.3", component: Component.Web);
        const string Expected = "09:00:10 UTC, by eva: it came with the deploy of v1.8.2, which is asked about.";

        Assert.Equal(Expected, Of(Facts([Breach], api, web, Migration(10)), "m").Sentence);
        Assert.Equal(Expected, Of(Facts([Breach], web, api, Migration(10)), "m").Sentence);
    }

    [Fact]
    public void Judge_ConditionThereBefore_NamesTheOldestOfIt()
    {
        var older = Some.Verdict(instance: "api-4", onset: -40, sentence: "oldest");
        var twin = Some.Verdict(instance: "api-3", onset: -40, sentence: "oldest, too, and first by name");
        var newer = Some.Verdict(instance: "api-2", onset: -20, sentence: "newer");
        const string Expected =
            "09:00:00 UTC, by eva: before it already: oldest, too, and first by name, since 08:59:20 UTC.";

        Assert.Equal(Expected, First(Facts([Breach], Key(0)) with { Verdicts = [newer, older, twin] }).Sentence);
        Assert.Equal(Expected, First(Facts([Breach], Key(0)) with { Verdicts = [twin, older, newer] }).Sentence);
    }

    [Fact]
    public void Judge_ConditionThereBeforeAndHealedSince_WasThereBeforeAllTheSame() =>
        Assert.Equal(
            AttributionVerdict.AlreadyThere,
            First(Facts([Breach, Some.Verdict(instance: "api-2", onset: -30)], Key(0))).Verdict
        );

    [Fact]
    public void Of_OneFitsAndANearerOneIsInDoubt_WhatFitsLeads() =>
        Assert.Equal("c0", Attribution.Of(Facts([DeclaredWeb], Deployed(50), Key(0))).Lead!.Change.Id);

    [Fact]
    public void Of_TwoAtTheSameTime_TheFirstByIdLeads()
    {
        var (a, b) = (Key(0) with { Id = "a" }, Key(0) with { Id = "b", Key = "Other" });

        Assert.Equal(["a", "b"], Attribution.Of(Facts([Breach], b, a)).Changes.Select(change => change.Change.Id));
        Assert.Equal(["a", "b"], Attribution.Of(Facts([Breach], a, b)).Changes.Select(change => change.Change.Id));
    }

    [Fact]
    public void Of_ChangesThatDoNotCount_StandNewestFirstWhateverTheyWouldExplain()
    {
        var cors = Some.Verdict(TriggerNames.Cors, instance: null, onset: 1_200);
        var set = Key(1_000, ChangeKind.AllowList);
        var back = set with { Id = "back", Before = "1", After = "0", At = Some.At(1_100), By = "rollback-bot" };
        var unfit = Key(10) with { Id = "unfit", Key = "LegacySse" };

        Assert.Equal(
            ["back", "c1000", "unfit"],
            Attribution.Of(Facts([Breach, cors], set, unfit, back)).Changes.Select(change => change.Change.Id)
        );
    }

    private static Deployment Deployed(
        double at,
        string by = "ci",
        string tag = "v1.8.2",
        Component component = Component.Api
    ) => new($"{component}-{tag}-{at}", component, tag, by, Some.At(at), Some.At(at + 30), Succeeded: true);

    private static Change Key(double at, ChangeKind kind = ChangeKind.Flag) =>
        new($"c{at}", kind, Component.Config, "NewSignIn", "0", "1", "eva", Some.At(at));

    private static Change Migration(double at) =>
        new("m", ChangeKind.Migration, Component.Database, "0119.sql", null, null, "eva", Some.At(at));

    private static AttributedChange First(DecisionFacts facts) => Assert.Single(Attribution.Of(facts).Changes);

    private static AttributedChange Of(DecisionFacts facts, string id) =>
        Assert.Single(Attribution.Of(facts).Changes, change => change.Change.Id == id);

    private static Dictionary<string, Release> Releases(params string[] tags) =>
        tags.ToDictionary(tag => tag, tag => Some.Release(tag, migrations: ["0119.sql"]));

    /// <summary>Deployments and changes in the order in which they are given.</summary>
    private static DecisionFacts Facts(IReadOnlyList<Verdict> breaches, params object[] history) =>
        new(
            Some.State() with
            {
                Deployments = [.. history.OfType<Deployment>()],
                Changes = [.. history.OfType<Change>()],
            },
            breaches,
            new Dictionary<InstanceId, string?>(),
            Releases("v1.8.2", "v1.8.3"),
            []
        );
}
