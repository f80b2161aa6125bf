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
            "Api already runs its LKG v1.8.1: there is nothing to go back to."
        );
    }
}
