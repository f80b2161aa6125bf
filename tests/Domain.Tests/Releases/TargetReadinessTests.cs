using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class TargetReadinessTests
{
    private readonly Targets _targets = new();

    [Fact]
    public void Of_EverythingRight_SaysAllOfItInOneLine()
    {
        _targets.Happen(Held(ready: true), Some.Ic);
        _targets.Second += TimeSpan.FromDays(3).TotalSeconds;

        var line = _targets.Readiness();

        Assert.Equal(
            "Prod Api -> v1.8.1: artifact present, digest right, works with schema 118, evidence complete, "
                + "fits Web v1.8.2 (contract 30), last drill 3 days ago",
            line.Sentence
        );
        Assert.Equal((ReadinessWord.Ready, "v1.8.2", true), (line.Word, line.Running, line.IsLkg));
        Assert.Empty(line.Problems);
    }

    [Fact]
    public void Of_NobodyLookedYet_IsNotReady()
    {
        var state = _targets.State with { Looks = _targets.State.Looks.Clear() };

        var line = TargetReadiness.Of(TargetFacts.Of(state, "Prod", [], _targets.Now), _targets.Options, Component.Api);

        Assert.Equal(ReadinessWord.Blocked, line.Word);
    }

    [Fact]
    public void Of_NoPointer_IsBlockedAndSaysSo()
    {
        var state = _targets.State with { Environments = _targets.State.Environments.Clear() };

        var line = TargetReadiness.Of(TargetFacts.Of(state, "Prod", [], _targets.Now), _targets.Options, Component.Api);

        Assert.Equal("Prod Api -> nothing: no LKG for Api", line.Sentence);
        Assert.Equal(ReadinessWord.Blocked, line.Word);
    }

    [Fact]
    public void Of_LkgWasRolledBack_IsBlocked()
    {
        _targets.Happen(new ReleaseQuarantined(Component.Api, "v1.8.1", "INC-0001"));

        Assert.Equal(["v1.8.1 was itself rolled back from Api"], _targets.Readiness().Problems);
    }

    [Theory]
    [InlineData(Execution.On, ReadinessWord.Blocked)]
    [InlineData(Execution.DryRun, ReadinessWord.Blocked)]
    [InlineData(Execution.Off, ReadinessWord.Ready)]
    public void Of_NoDeployer_BlocksUnlessPeopleDoItByHandAnyway(Execution execution, ReadinessWord word)
    {
        var options = _targets.Options with
        {
            Execution = execution,
            Deployers = new Dictionary<Component, DeployerOptions>(),
        };

        Assert.Equal(word, TargetReadiness.Of(_targets.Facts, options, Component.Api).Word);
    }

    [Fact]
    public void Of_DrillFoundItBlocked_IsSaidAndDoesNotBlock()
    {
        _targets.Happen(Held(ready: false));

        var line = _targets.Readiness();

        Assert.EndsWith("last drill just now found it blocked", line.Sentence, StringComparison.Ordinal);
        Assert.Equal(ReadinessWord.Ready, line.Word);
    }

    [Fact]
    public void Of_AnyTag_IsQualifiedLikeTheLkg()
    {
        Assert.Equal(ReadinessWord.NeedsOverride, _targets.Readiness(tag: "v1.8.0").Word);
        Assert.Equal(["bake of 24 h not lived through"], _targets.Readiness(tag: "v1.8.0").Problems);
        Assert.Equal(["release v0 is not registered"], _targets.Readiness(tag: "v0").Problems);
    }

    [Fact]
    public void Of_WebNeedsANewerContract_GoesBackTogetherOrBlocks()
    {
        _targets.Register(Some.Release("v1.8.2") with { Contract = 31 });
        var together = _targets.Readiness();
        Assert.Contains("goes back together with Web v1.8.1", together.Sentence, StringComparison.Ordinal);
        Assert.Equal(ReadinessWord.Ready, together.Word);

        _targets.Happen(new LkgPointed(Component.Web, "v1.8.2", "x"));
        Assert.Equal(
            ["v1.8.1 has contract 30, Web v1.8.2 has 31: the two would not fit"],
            _targets.Readiness().Problems
        );
        // The other way round a newer Api serves an older Web.
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness(Component.Web, "v1.8.2").Word);
    }

    [Fact]
    public void Of_OtherComponentIsNotRegistered_IsSaidAndDoesNotBlock()
    {
        _targets.Deploy(Component.Web, "v9", 50);

        Assert.Contains("contract of Web v9 not known", _targets.Readiness().Sentence, StringComparison.Ordinal);
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);
    }

    [Fact]
    public void Of_ScriptsOfWhatRunsAreNotAddOnly_Blocks()
    {
        _targets.Register(Some.Release("v1.8.1", worksWith: [118, 119]));
        _targets.Register(Some.Release("v1.8.2", schema: 119));
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);

        _targets.Look(
            "v1.8.2",
            _targets.State.Looks["v1.8.2"] with
            {
                Scripts = new("ab", ["0119.sql:2 MIG005 Column dbo.Flag.Name is dropped"], NotJudged: null),
            }
        );

        Assert.Contains("MIG005", Assert.Single(_targets.Readiness().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnregisteredReleaseSpeaksOfItsSchema_CountsLikeAManifest()
    {
        _targets.Register(Some.Release("v2.0.0", schema: 119));
        _targets.Deploy(Component.Api, "hotfix-7", 50);
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);

        _targets.Happen(Word(119)!);

        Assert.Equal(["v1.8.1 does not work with schema 119"], _targets.Readiness().Problems);
        Assert.Null(Word(119));
    }

    [Theory]
    [InlineData("hotfix-7", int.MaxValue)]
    [InlineData("hotfix-7", -1)]
    [InlineData("hotfix-7", null)]
    [InlineData("v1.8.2", 119)]
    [InlineData(null, 119)]
    public void Schema_NonsenseOrKnownByItsManifest_IsNotTakenForAFact(string? tag, int? schema)
    {
        _targets.Register(Some.Release("v2.0.0", schema: 119));

        Assert.Null(Word(schema, tag));
    }

    private SchemaSeen? Word(int? schema, string? tag = "hotfix-7") =>
        SchemaWord.Of(_targets.State, "Prod", [new("api-1", Component.Api, tag, _targets.Now) { Schema = schema }]);

    [Fact]
    public void Of_ScriptsNotJudged_DoNotBlock()
    {
        _targets.Register(Some.Release("v1.8.1", worksWith: [118, 119]));
        _targets.Register(Some.Release("v1.8.2", schema: 119));
        _targets.Look(
            "v1.8.2",
            _targets.State.Looks["v1.8.2"] with
            {
                Scripts = new("ab", [], "the linter is not installed"),
            }
        );

        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);
    }

    private static DrillHeld Held(bool ready) =>
        new("DRILL-0009", Component.Api, "v1.8.1", ready, ready ? [] : ["no"], Some.Seconds(75), []);
}
