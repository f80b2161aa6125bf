using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>What lies on an edge, or would be decided by the order of a collection.</summary>
public sealed partial class DecisionTreeTests
{
    [Fact]
    public void Schema_OlderAndNewerReleaseDeployed_IsTheNewers()
    {
        _failing = Some.Release("v1.8.2", schema: 120);

        var facts = Facts(
            [_apiBreach],
            Deployed(Component.Api, "v1.8.1", at: -900),
            Deployed(Component.Api, "v1.8.2"),
            Deployed(Component.Web, "v1.8.1", at: 10)
        );

        Assert.Equal(120, DecisionTree.Schema(facts));
    }

    [Theory]
    [InlineData(90, "eva", 2)] // exactly a minute after the leading one
    [InlineData(90.001, "eva", 1)]
    [InlineData(50, "mallory", 1)] // another person's change is another matter
    public void Decide_SecondKey_GoesBackWithItWithinAMinuteOfTheSamePerson(double at, string by, int reverts)
    {
        var breach = SseBreach with { Onset = Some.At(100), Since = Some.At(100) };
        var other = Changed(ChangeKind.Config, "Network:SseBuffer", "1", "2", at, by);

        var outcome = Decide([breach], [KeepAlive, other], Deployed(Component.Api, at: -600));

        Assert.Equal(reverts, outcome.Reverts.Count);
    }

    [Fact]
    public void Decide_FlagAndKeyOfOneName_AreTwoThings()
    {
        var flag = Changed(ChangeKind.Flag, KeepAlive.Key, "on", "off", at: -300);

        var revert = Assert.Single(Decide([SseBreach], [flag, KeepAlive]).Reverts);

        Assert.Equal((ChangeKind.Config, "30", "10"), (revert.Kind, revert.Observed, revert.Value));
    }

    [Fact]
    public void Facts_NothingMeasured_HaveTheOnsetOfTheFirstThatWentMissing()
    {
        var missing = Some.Verdict(state: VerdictState.NoData) with { Onset = null, Since = Some.At(40) };
        var facts = Facts([missing with { Since = Some.At(90) }, missing]);

        Assert.Equal(Some.At(40), facts.Onset);
    }

    [Fact]
    public void Facts_DeclaredBesideMeasured_AreNotDeclaredOnly()
    {
        Assert.True(Facts([Declared]).DeclaredOnly);
        Assert.False(Facts([Declared, _apiBreach]).DeclaredOnly);
    }

    [Fact]
    public void Facts_BreachesInAnyOrder_BeginWithTheFirstToFail()
    {
        var later = Some.Verdict(TriggerNames.Latency, onset: 90);

        Assert.Equal([_apiBreach, later], Facts([later, _apiBreach]).Counted);
        Assert.Equal([_apiBreach, later], Facts([_apiBreach, later]).Counted);
    }

    [Fact]
    public void Decide_NoInstanceAnswers_TakesWhatWasDeployedLast()
    {
        var facts = Facts([_apiBreach], Deployed(Component.Api, "v1.8.1", at: -900), Deployed(Component.Api)) with
        {
            Tags = new Dictionary<InstanceId, string?>(),
        };

        Assert.Equal([Component.Api], DecisionTree.Decide(facts).Restore);
    }
}
