using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>Which changes fit which triggers, by the semantics' defaults and by configured rules.</summary>
public sealed class AttributionTests
{
    private const string Service = "availability flapping error-rate latency business";
    private const string Sse = "sse-ttfb sse-heartbeat";

    [Theory]
    [InlineData(ChangeKind.AllowList, "Origins", "cors")]
    [InlineData(ChangeKind.Config, "Cors:AllowedOrigins", "cors")]
    [InlineData(ChangeKind.Config, "cors:maxage", "cors")]
    [InlineData(ChangeKind.Config, "Network:SseKeepAliveSeconds", Sse)]
    [InlineData(ChangeKind.Config, "network:ssekeepaliveseconds", Sse)]
    [InlineData(ChangeKind.Flag, "EnableLegacyHttpSse", Sse)]
    [InlineData(ChangeKind.Flag, "LEGACY_SSE", Sse)]
    [InlineData(ChangeKind.Config, "Jobs:MaxProcesses", Service)]
    [InlineData(ChangeKind.Config, "Assembly:Path", Service)]
    [InlineData(ChangeKind.Flag, "NewSignIn", Service)]
    [InlineData(ChangeKind.Config, "Auth:Required", $"{Service} security")]
    [InlineData(ChangeKind.Config, "Security:Headers", $"{Service} security")]
    [InlineData(ChangeKind.Migration, "0119_sse.sql", $"{Service} {Sse}")]
    public void Of_KeyChange_FitsTheTriggersOfItsRule(ChangeKind kind, string key, string fits)
    {
        var fitting = TriggerNames.All.Where(trigger =>
            Judge(Change(kind, key), Some.Verdict(trigger, onset: 60)) == AttributionVerdict.Fits
        );

        Assert.Equal(fits.Split(' ').Order(), fitting.Order());
    }

    [Theory]
    [InlineData(TriggerNames.Availability, AttributionVerdict.DoesNotFit)]
    [InlineData(TriggerNames.Business, AttributionVerdict.Fits)]
    public void Of_KeyChangeAndAWebReading_FitsWhereTheApiShows(string trigger, AttributionVerdict verdict) =>
        Assert.Equal(
            verdict,
            Judge(Change(ChangeKind.Flag, "NewSignIn"), Some.Verdict(trigger, Component.Web, "web-1", onset: 60))
        );

    [Theory]
    [InlineData(Component.Web, Component.Web, false, AttributionVerdict.Fits)]
    [InlineData(Component.Web, Component.Api, false, AttributionVerdict.DoesNotFit)]
    [InlineData(Component.Web, Component.Api, true, AttributionVerdict.Fits)]
    [InlineData(Component.Api, Component.Api, false, AttributionVerdict.Fits)]
    [InlineData(Component.Api, Component.Web, false, AttributionVerdict.DoesNotFit)]
    [InlineData(Component.Api, Component.Web, true, AttributionVerdict.Fits)]
    public void Of_Deployment_FitsItsComponentUnlessCoupled(
        Component deployed,
        Component reading,
        bool coupled,
        AttributionVerdict verdict
    )
    {
        var facts = Facts([Some.Verdict(component: reading, onset: 60)]);
        facts = facts with
        {
            Releases = new Dictionary<string, Release> { ["v1.8.2"] = Some.Release(coupled: coupled) },
            Environment = facts.Environment with
            {
                Deployments = [new("d", deployed, "v1.8.2", "ci", Some.Start, Some.At(30), Succeeded: true)],
            },
        };

        Assert.Equal(verdict, Assert.Single(Attribution.Of(facts).Changes).Verdict);
    }

    [Theory]
    [InlineData(60 - 3_601, AttributionVerdict.TooOld)]
    [InlineData(60 - 3_600, AttributionVerdict.Fits)]
    [InlineData(60, AttributionVerdict.Fits)]
    [InlineData(60.001, AttributionVerdict.AfterOnset)]
    public void Of_Time_IsWithinTheHorizonBeforeTheOnset(double at, AttributionVerdict verdict) =>
        Assert.Equal(verdict, Judge(Change(ChangeKind.Flag, "NewSignIn", at), Some.Verdict(onset: 60)));

    [Theory]
    [InlineData(VerdictState.Breached, "api-2", -1, AttributionVerdict.AlreadyThere)]
    [InlineData(VerdictState.Recovering, "api-2", -1, AttributionVerdict.AlreadyThere)]
    [InlineData(VerdictState.Pending, "api-2", -1, AttributionVerdict.AlreadyThere)]
    [InlineData(VerdictState.Pending, "api-2", 0, AttributionVerdict.Fits)]
    [InlineData(VerdictState.NoData, "api-2", -1, AttributionVerdict.Fits)]
    public void Of_SameConditionElsewhere_LowersTheAttributionWhenItWasThereBefore(
        VerdictState state,
        string instance,
        double onset,
        AttributionVerdict verdict
    )
    {
        var facts = Facts([Some.Verdict(onset: 60)], Change(ChangeKind.Flag, "NewSignIn")) with
        {
            Verdicts = [Some.Verdict(instance: instance, state: state, onset: onset)],
        };

        Assert.Equal(verdict, Assert.Single(Attribution.Of(facts).Changes).Verdict);
    }

    [Fact]
    public void Of_AnotherConditionBefore_DoesNotLowerTheAttribution()
    {
        var facts = Facts([Some.Verdict(onset: 60)], Change(ChangeKind.Flag, "NewSignIn")) with
        {
            Verdicts = [Some.Verdict(TriggerNames.Latency, onset: -60)],
        };

        Assert.Equal(AttributionVerdict.Fits, Assert.Single(Attribution.Of(facts).Changes).Verdict);
    }

    [Fact]
    public void Of_ReadingsOnBothSides_ExplainsTheLaterOnly()
    {
        var facts = Facts(
            [Some.Verdict(TriggerNames.Latency, onset: -30), Some.Verdict(onset: 60)],
            Change(ChangeKind.Flag, "NewSignIn")
        );

        var change = Assert.Single(Attribution.Of(facts).Changes);

        Assert.Equal((AttributionVerdict.Fits, Some.At(60)), (change.Verdict, change.Onset));
        Assert.Equal(
            "09:00:00 UTC, by eva: 1 min before the readings failed; explains 1 of 2 of them.",
            change.Sentence
        );
    }

    [Theory]
    [InlineData("INC-0001")]
    [InlineData("rollback-bot")]
    public void Of_OwnRollback_IsNeverBlamed(string by) =>
        Assert.Equal(
            AttributionVerdict.Rollback,
            Judge(Change(ChangeKind.Flag, "NewSignIn") with { By = by }, Some.Verdict(onset: 60))
        );

    [Fact]
    public void Of_ConfiguredRule_GoesBeforeTheBuiltInOnes()
    {
        var facts = Facts(
            [Some.Verdict(TriggerNames.Latency, onset: 60)],
            Change(ChangeKind.Config, "Cors:MaxAge")
        ) with
        {
            Attribution = new() { Rules = [new() { Key = "Cors:Max*", Triggers = [TriggerNames.Latency] }] },
        };

        Assert.Equal("Cors:MaxAge", Attribution.Of(facts).Lead?.Change.Key);
    }

    [Theory]
    [InlineData(-20, -10, AttributionVerdict.Fits)]
    [InlineData(-5, 5, AttributionVerdict.Fits)]
    [InlineData(0, 10, AttributionVerdict.Fits)]
    [InlineData(1, 11, AttributionVerdict.AfterOnset)]
    public void Of_PolledChange_BeganAfterThePollBefore(double since, double at, AttributionVerdict verdict) =>
        Assert.Equal(
            verdict,
            Judge(
                Change(ChangeKind.Config, "Jobs:Batch", at) with
                {
                    NotBefore = Some.At(since),
                },
                Some.Verdict(onset: 0)
            )
        );

    [Theory]
    [InlineData(Component.Api, -40, -20, "ci", AttributionVerdict.PartOfDeploy)]
    [InlineData(Component.Api, -29, -28, "ci", AttributionVerdict.PartOfDeploy)]
    [InlineData(Component.Api, -60, -31, "ci", AttributionVerdict.Fits)]
    [InlineData(Component.Api, -19, -10, "ci", AttributionVerdict.Fits)]
    [InlineData(Component.Api, 10, 10, Deployment.UnknownDeployer, AttributionVerdict.PartOfDeploy)]
    [InlineData(Component.Web, -40, -20, "ci", AttributionVerdict.Fits)]
    public void Of_KeyPolledDuringADeployment_IsPartOfIt(
        Component component,
        double from,
        double to,
        string by,
        AttributionVerdict verdict
    )
    {
        var polled = Change(ChangeKind.Config, "Jobs:Batch", at: -20) with { NotBefore = Some.At(-30) };
        var facts = Facts([Some.Verdict(onset: 0)], polled);
        var deployment = new Deployment("d", component, "v2", by, Some.At(from), Some.At(to), Succeeded: true);
        facts = facts with { Environment = facts.Environment with { Deployments = [deployment] } };

        Assert.Equal(verdict, Attribution.Of(facts).Changes.Single(known => known.Change == polled).Verdict);
        Assert.Equal(
            AttributionVerdict.Fits,
            Attribution
                .Of(
                    facts with
                    {
                        Environment = facts.Environment with { Changes = [polled with { NotBefore = null }] },
                    }
                )
                .Changes.Single(known => known.Deployment is null)
                .Verdict
        );
    }

    [Theory]
    [InlineData("*", "")]
    [InlineData("A*C*", "abcd")]
    [InlineData("*:BaseUrl", "Portal:BaseUrl")]
    [InlineData("a", "A")]
    [InlineData("*aab", "aaaab")]
    public void Rule_Pattern_CoversTheWholeKey(string pattern, string key) => Assert.True(Covers(pattern, key));

    [Theory]
    [InlineData("A", "AB")]
    [InlineData("*:BaseUrl", "Portal:BaseUrls")]
    [InlineData("A*C", "AB")]
    [InlineData("A?", "AB")]
    public void Rule_Pattern_CoversNothingElse(string pattern, string key) => Assert.False(Covers(pattern, key));

    private static bool Covers(string pattern, string key) =>
        new AttributionOptions { Rules = [new() { Key = pattern, Triggers = [TriggerNames.Parity] }] }
            .ExplainedBy(Change(ChangeKind.Config, key))
            .Contains(TriggerNames.Parity);

    private static AttributionVerdict Judge(Change change, Verdict breach) =>
        Assert.Single(Attribution.Of(Facts([breach], change)).Changes).Verdict;

    private static Change Change(ChangeKind kind, string key, double at = 0) =>
        new("c1", kind, Component.Config, key, "a", "b", "eva", Some.At(at));

    private static DecisionFacts Facts(IReadOnlyList<Verdict> breaches, params Change[] changes) =>
        new(
            Some.State() with
            {
                Changes = [.. changes],
            },
            breaches,
            new Dictionary<InstanceId, string?>(),
            new Dictionary<string, Release>(),
            []
        );
}
