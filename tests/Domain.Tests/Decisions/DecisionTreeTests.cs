using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

public sealed partial class DecisionTreeTests
{
    private static readonly Verdict WebBreach = Some.Verdict(
        TriggerNames.Availability,
        Component.Web,
        "web-1",
        "/ready",
        onset: 60,
        sentence: "/ready failed on web-1 for 5 min 1 s; limit 5 min"
    );

    private static readonly Verdict ApiHealthy = Some.Verdict(
        TriggerNames.Availability,
        part: "/ready",
        state: VerdictState.Healthy,
        sentence: "/ready answers on api-1"
    ) with
    {
        Onset = null,
    };

    private readonly Verdict _apiBreach = Some.Verdict(onset: 60);
    private Release _failing = Some.Release("v1.8.2");
    private Release _target = Some.Release("v1.8.1");
    private IEvent[] _history =
    [
        new LkgPointed(Component.Api, "v1.8.1", "configured"),
        new LkgPointed(Component.Web, "v1.8.1", "configured"),
    ];
    private IReadOnlyList<ArtifactFinding>? _findings;

    [Fact]
    public void Decide_ApiRegressionAfterAReportedDeploy_RestoresApi()
    {
        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal("v1.8.2", outcome.Suspect?.Tag);
        Assert.Equal($"Since the 09:00:00 UTC deploy of v1.8.2: {_apiBreach.Sentence}.", outcome.Reason);
        Assert.Equal(
            [
                (PathAnswer.Start, "Breached after a deploy"),
                (PathAnswer.Refused, "1. Is a config or flag change to blame?"),
                (PathAnswer.Refused, "2. Is only the Web affected?"),
                (PathAnswer.Taken, "3. API regression, contract break or SSE failure?"),
                (PathAnswer.Refused, "Does Web go back with it? No"),
                (PathAnswer.Refused, "4. Did a migration cause it?"),
                (PathAnswer.Outcome, "Roll back Api to v1.8.1"),
            ],
            Questions(outcome)
        );
        Assert.Equal(
            "v1.8.2 went to Api at 09:00:00 UTC, by gh-actions. Readings left their limits from 09:01:00 UTC.",
            outcome.Path[0].Fact
        );
        Assert.EndsWith("The bad instances run v1.8.2.", outcome.Path[3].Fact, StringComparison.Ordinal);
        Assert.Equal(
            "LKG qualified: artifact present, digest right, works with schema 118, evidence pack present.",
            outcome.Path[^1].Fact
        );
    }

    [Fact]
    public void Decide_CoupledRelease_TakesWebToo()
    {
        _failing = Some.Release("v1.8.2", coupled: true);

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal([Component.Api, Component.Web], outcome.Restore);
        Assert.Contains((PathAnswer.Taken, "Does Web go back with it? Yes"), Questions(outcome));
    }

    [Fact]
    public void Decide_WebOnly_RestoresWeb()
    {
        var outcome = Decide([WebBreach], Deployed(Component.Web));

        Assert.Equal([Component.Web], outcome.Restore);
        Assert.Contains((PathAnswer.Taken, "2. Is only the Web affected?"), Questions(outcome));
    }

    [Fact]
    public void Decide_WebOnlyAfterACoupledDeploy_TakesApiToo()
    {
        _failing = _failing with { Coupled = true };

        var outcome = Decide([WebBreach], Deployed(Component.Web));

        Assert.Equal([Component.Api, Component.Web], outcome.Restore);
        Assert.Contains((PathAnswer.Taken, "Does Api go back with it? Yes"), Questions(outcome));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(119, true)]
    [InlineData(121, false)]
    public void Decide_UnreportedDeploySeenAfterTheOnset_IsBlamedWithinAMinute(double seen, bool blamed)
    {
        var deployment = Deployed(Component.Api, at: seen) with { By = Deployment.UnknownDeployer };

        Assert.Equal(blamed, Decide([_apiBreach], deployment).Suspect is not null);
    }

    [Fact]
    public void Decide_LkgItselfWasRolledBack_AsksPeople()
    {
        _history = [.. _history, new ReleaseQuarantined(Component.Api, "v1.8.1", "INC-0001")];

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "The LKG v1.8.1 was itself rolled back from Api: people must choose."
        );
    }

    [Fact]
    public void Decide_WebBreachAfterAnApiDeploy_DoesNotBlameTheApi() =>
        Investigates(Decide([WebBreach], Deployed(Component.Api)), "No recent change explains it.");

    [Fact]
    public void Decide_ApiBreachAfterAWebDeploy_DoesNotBlameTheWeb() =>
        Investigates(Decide([_apiBreach], Deployed(Component.Web)), "No recent change explains it.");

    [Fact]
    public void Decide_ApiAndWebBroken_GoesTheApisWay() =>
        Assert.Equal([Component.Api], Decide([_apiBreach, WebBreach], Deployed(Component.Api)).Restore);

    [Fact]
    public void Decide_NoChangeAtAll_Investigates()
    {
        var outcome = Decide([_apiBreach]);

        Investigates(outcome, "No recent change explains it.");
        Assert.Equal("No change in the 1 h before 09:01:00 UTC fits.", outcome.Path[0].Fact);
    }

    [Fact]
    public void Decide_ChangeOutOfReach_Investigates()
    {
        Investigates(Decide([_apiBreach], Deployed(Component.Api, at: 59 - 3_600)), "No recent change explains it.");

        Assert.NotEmpty(Decide([_apiBreach], Deployed(Component.Api, at: 60 - 3_600)).Restore);
    }

    [Fact]
    public void Decide_FailureBeganBeforeTheDeploy_Investigates() =>
        Investigates(Decide([_apiBreach], Deployed(Component.Api, at: 61)), "No recent change explains it.");

    [Fact]
    public void Decide_SeveralDeploys_BlamesTheNearestBeforeTheOnset()
    {
        var outcome = Decide(
            [_apiBreach],
            Deployed(Component.Api, "v1.8.0", at: -900),
            Deployed(Component.Api, "v1.8.2", at: 0),
            Deployed(Component.Api, "v1.9.0", at: 90)
        );

        Assert.Equal("v1.8.2", outcome.Suspect?.Tag);
    }

    [Fact]
    public void Decide_MigrationShipped_RollsBackTheAppAndAsksForAForwardHotfix()
    {
        _failing = Some.Release("v1.8.2", schema: 119, migrations: ["0119_flags.sql"]);
        _target = Some.Release("v1.8.1", schema: 118, worksWith: [118, 119]);

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal([Component.Api], outcome.Restore);
        var migration = Assert.Single(outcome.Path, node => node.Question == "4. Did a migration cause it?");
        Assert.Equal(PathAnswer.Taken, migration.Answer);
        Assert.Equal("v1.8.2 ships 0119_flags.sql. The schema stays; prepare a forward hotfix.", migration.Fact);
    }

    [Fact]
    public void Decide_UnregisteredRelease_SaysWhatIsNotKnown()
    {
        var outcome = Decide([_apiBreach], Deployed(Component.Api, "v9"));

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Contains(outcome.Path, node => node.Fact.Contains("v9 is not registered", StringComparison.Ordinal));
    }

    [Fact]
    public void CurrentTag_MixedFleet_IsTheFirstThatAnswers()
    {
        var facts = Facts([_apiBreach]) with
        {
            Tags = new Dictionary<InstanceId, string?>
            {
                [Some.Instance("api-3")] = "v3",
                [Some.Instance("api-2")] = "v2",
                [Some.Instance("api-1")] = null,
            },
        };

        Assert.Equal("v2", DecisionTree.CurrentTag(facts, Component.Api));
        Assert.Null(DecisionTree.CurrentTag(facts, Component.Web));
    }

    [Fact]
    public void Schema_SeveralReleases_IsTheHighestEverBrought()
    {
        _failing = Some.Release("v1.8.2", schema: 120);

        Assert.Equal(120, DecisionTree.Schema(Facts([_apiBreach], Deployed(Component.Api))));
        Assert.Null(DecisionTree.Schema(Facts([_apiBreach]) with { Tags = new Dictionary<InstanceId, string?>() }));
    }

    private static void Investigates(TreeOutcome outcome, string reason)
    {
        Assert.Empty(outcome.Restore);
        Assert.Equal(reason, outcome.Reason);
        Assert.Equal((PathAnswer.Outcome, "Investigate", reason), Last(outcome));
    }

    private static (PathAnswer, string, string) Last(TreeOutcome outcome) =>
        (outcome.Path[^1].Answer, outcome.Path[^1].Question, outcome.Path[^1].Fact);

    private static IEnumerable<(PathAnswer, string)> Questions(TreeOutcome outcome) =>
        outcome.Path.Select(node => (node.Answer, node.Question));

    private static Deployment Deployed(Component component, string tag = "v1.8.2", double at = 0) =>
        new($"{component}-{tag}", component, tag, "gh-actions", Some.At(at), Some.At(at + 30), Succeeded: true);

    private TreeOutcome Decide(IReadOnlyList<Verdict> breaches, params Deployment[] deployments) =>
        DecisionTree.Decide(Facts(breaches, deployments));

    private DecisionFacts Facts(IReadOnlyList<Verdict> breaches, params Deployment[] deployments)
    {
        var running = deployments.LastOrDefault()?.Tag ?? _failing.Tag;
        return new(
            Some.State(_history) with
            {
                Deployments = [.. deployments],
            },
            breaches,
            new Dictionary<InstanceId, string?>
            {
                [Some.Instance("api-1")] = running,
                [Some.Instance("web-1", Component.Web)] = running,
            },
            new[] { _target, _failing }.DistinctBy(release => release.Tag).ToDictionary(release => release.Tag),
            _findings
                ??
                [
                    new(Component.Api, Some.Digest("v1.8.1", Component.Api)),
                    new(Component.Web, Some.Digest("v1.8.1", Component.Web)),
                ]
        )
        {
            Verdicts = [.. breaches, ApiHealthy],
        };
    }
}
