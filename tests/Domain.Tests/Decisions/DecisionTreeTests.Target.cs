using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>No rollback to a bad place: what is wrong with the target ends in advice to investigate.</summary>
public sealed partial class DecisionTreeTests
{
    [Fact]
    public void Decide_NoLkg_Investigates()
    {
        _history = [];

        Investigates(Decide([_apiBreach], Deployed(Component.Api)), "Not ready for rollback: no LKG for Api.");
    }

    [Fact]
    public void Decide_DigestWrong_Investigates()
    {
        _findings = [new(Component.Api, new string('0', 64))];

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Empty(outcome.Restore);
        Assert.StartsWith(
            "Not ready for rollback: Api artifact of v1.8.1 has digest 00000000, not ",
            outcome.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_CoupledWebArtifactMissing_Investigates()
    {
        _failing = Some.Release("v1.8.2", coupled: true);
        _findings = [new(Component.Api, Some.Digest("v1.8.1", Component.Api)), new(Component.Web, Sha256: null)];

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "Not ready for rollback: Web artifact of v1.8.1 is missing."
        );
    }

    [Fact]
    public void Decide_SchemaIncompatible_Investigates()
    {
        _failing = Some.Release("v1.8.2", schema: 119, migrations: ["0119_drop.sql"]);
        _target = Some.Release("v1.8.1", schema: 118, worksWith: [117, 118]);

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "Not ready for rollback: v1.8.1 does not work with schema 119."
        );
    }

    [Fact]
    public void Decide_AlreadyOnTheLkg_Investigates()
    {
        _failing = Some.Release("v1.8.1");

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api, "v1.8.1")),
            "Api already runs v1.8.1: there is nothing to go back to."
        );
    }

    [Fact]
    public void Decide_EvidenceMissing_WaitsForTheDecisionOwnerAndSaysSo()
    {
        _target = Some.Release("v1.8.1", evidence: null);

        Investigates(
            Decide([_apiBreach], Deployed(Component.Api)),
            "Not ready for rollback: v1.8.1 has no evidence pack. "
                + "The Decision Owner may stand in for that with a reason, for Api v1.8.1 alone."
        );
    }

    [Theory]
    [InlineData(Component.Api, "v1.8.1", TargetGap.Evidence, true)]
    [InlineData(Component.Web, "v1.8.1", TargetGap.Evidence, false)]
    [InlineData(Component.Api, "v1.8.0", TargetGap.Evidence, false)]
    [InlineData(Component.Api, "v1.8.1", TargetGap.Bake, false)]
    public void Decide_Overridden_ProposesExactlyThatTargetAndShowsIt(
        Component component,
        string tag,
        TargetGap gap,
        bool proposed
    )
    {
        _target = Some.Release("v1.8.1", evidence: null);
        _history = [.. _history, new TargetOverridden(component, tag, [gap], "the pack follows", Some.At(9_000))];

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal(proposed, outcome.Restore.Count > 0);
        Assert.Equal(
            proposed,
            outcome.Path[^1].Fact.Contains("until 1 Nov 11:30 UTC: the pack follows", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Decide_PromotedByAPersonInSpiteOfTheBake_IsProposedAndSaysWhoStandsIn()
    {
        _history = [new LkgPointed(Component.Api, "v1.8.1", "we know it", "v1.8.0", LkgBasis.Person, [TargetGap.Bake])];

        var outcome = Decide([_apiBreach], Deployed(Component.Api));

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Contains(
            "bake of 24 h not lived through (promoted all the same by watchdog: we know it)",
            outcome.Path[^1].Fact,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(true, "Next would be Api v1.8.0.")]
    [InlineData(false, "No other release is known to have run well here.")]
    public void Decide_ApiRestoredAndNotCured_NamesWhatRanWellRanksTheRestAndProposesNothing(bool ran, string next)
    {
        var facts = Facts(
            [_apiBreach],
            [
                .. ran ? [Deployed(Component.Api, "v1.8.0", at: -90_000)] : Array.Empty<Deployment>(),
                Deployed(Component.Api),
            ]
        );
        facts = facts with
        {
            RungsRun = [Rung.Api],
            Releases = new Dictionary<string, Release>(facts.Releases) { ["v1.8.0"] = Some.Release("v1.8.0") },
            Looks = new Dictionary<string, ReleaseLook>
            {
                ["v1.8.0"] = new([new(Component.Api, Some.Digest("v1.8.0", Component.Api))], default, Scripts: null),
            },
        };

        var outcome = DecisionTree.Decide(facts);

        Assert.Empty(outcome.Restore);
        Assert.Equal(next, outcome.Reason);
        Assert.Contains(outcome.Path, node => node is { Nested: true, Question: "1. Api to v1.8.0? Not by itself" });
    }
}
