using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>Section 9: drift in RTM, and what came past the promotion policy.</summary>
public sealed partial class DecisionTreeTests
{
    private const string Drift = "0. Has the config drifted from what is expected?";

    private static readonly Verdict ParityBreach = Some.Verdict(
        TriggerNames.Parity,
        Component.Config,
        instance: null,
        onset: 60,
        value: 1,
        sentence: "1 critical difference; limit 0"
    );

    private static readonly ParityReport Drifted = Report(
        new() { ["Cors:AllowedOrigins"] = "https://a", ["flag:EnableLegacyHttpSse"] = "0" },
        new() { ["Cors:AllowedOrigins"] = "*", ["flag:EnableLegacyHttpSse"] = "1" }
    );

    [Fact]
    public void Decide_CriticalDrift_ReappliesWhatIsExpected()
    {
        var outcome = DecisionTree.Decide(Facts([ParityBreach]) with { Parity = Drifted });

        Assert.Equal(
            [
                new PlanRevert(ChangeKind.AllowList, "Cors:AllowedOrigins", "*", "https://a"),
                new PlanRevert(ChangeKind.Flag, "EnableLegacyHttpSse", "1", "0"),
            ],
            outcome.Reverts
        );
        Assert.Contains((PathAnswer.Taken, Drift), Questions(outcome));
        Assert.Equal($"Prod drifted from what is expected: {Drifted.Sentence}.", outcome.Reason);
    }

    [Fact]
    public void Decide_DriftOfASecretAndOfAnUnexpectedKey_IsSetByHand()
    {
        var report = Report(
            new() { ["Auth:ClientSecret"] = "a" },
            new() { ["Auth:ClientSecret"] = "b", ["Auth:X"] = "1" }
        );

        var outcome = DecisionTree.Decide(Facts([ParityBreach]) with { Parity = report });

        Investigates(outcome, "What is expected has to be set by hand, or the expected file corrected.");
        Assert.Equal(
            "Auth:ClientSecret is secret: set it where secrets are kept. "
                + "Auth:X is '1', expected is no such key: remove it by hand or correct the expected file.",
            Fact(outcome, "Can what is expected be written? No")
        );
    }

    [Fact]
    public void Decide_DriftAndCannotWrite_GivesTheStatements()
    {
        var outcome = DecisionTree.Decide(Facts([ParityBreach]) with { Parity = Drifted, CanRevert = false });

        var fact = Fact(outcome, "Can what is expected be written? No");
        Assert.Contains(
            "EXEC dbo.sp_Feature_Set @FlagKey = N'EnableLegacyHttpSse', @IsEnabled = 0",
            fact,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "EXEC dbo.sp_Config_SetValue @ConfigKey = N'Cors:AllowedOrigins'",
            fact,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_DriftAndBehaviourRegresses_RollsBackToTheLkg()
    {
        var old = Deployed(Component.Api, at: -90_000);

        var outcome = DecisionTree.Decide(Facts([ParityBreach, _apiBreach], old) with { Parity = Drifted });

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Contains((PathAnswer.Refused, Drift), Questions(outcome));
        Assert.Contains((PathAnswer.Taken, "0. Does it still regress after drift?"), Questions(outcome));
    }

    [Fact]
    public void Decide_DriftReappliedAndStillThere_RollsBackToTheLkg()
    {
        var facts = Facts([ParityBreach], Deployed(Component.Api, at: -90_000)) with
        {
            Parity = Drifted,
            RungsRun = [Rung.Revert],
        };

        Assert.Equal([Component.Api], DecisionTree.Decide(facts).Restore);
    }

    [Fact]
    public void Decide_DriftWithAChangeThatExplainsTheReadings_GoesItsWay()
    {
        var facts = Facts([ParityBreach, SseBreach], [KeepAlive]) with { Parity = Drifted };

        Assert.Equal(KeepAlive, DecisionTree.Decide(facts).Cause);
    }

    [Fact]
    public void Decide_PromotionBypassed_ProposesItsRollbackOrASettlement()
    {
        var facts = Bypassed(Facts([ParityBreach], Deployed(Component.Web, at: -90_000)), Component.Web);

        var outcome = DecisionTree.Decide(facts);

        Assert.Equal([Component.Web], outcome.Restore);
        Assert.Equal("Web-v1.8.2", outcome.Suspect?.Id);
        Assert.Equal(
            "Web v1.8.2 was never deployed to Beta. It goes back, or a person settles it with a reason.",
            Fact(outcome, "0. Did a promotion bypass the policy?")
        );
    }

    [Fact]
    public void Decide_PromotionBypassedAndALaterChangeHurts_GoesTheChangesWay()
    {
        var deploy = Deployed(Component.Api, at: -3_000);
        var facts = Bypassed(Facts([ParityBreach, SseBreach], [KeepAlive], deploy), Component.Api);

        Assert.Equal(Rung.Revert, DecisionTree.Decide(facts).Rung);
    }

    [Fact]
    public void Decide_BypassSettled_Investigates()
    {
        var facts = Facts([ParityBreach], Deployed(Component.Web, at: -90_000));

        Investigates(DecisionTree.Decide(facts), "No recent change explains it.");
    }

    private static DecisionFacts Bypassed(DecisionFacts facts, Component component)
    {
        var bypass = new PromotionBypassed(
            $"{component}-v1.8.2",
            component,
            "v1.8.2",
            $"{component} v1.8.2 was never deployed to Beta"
        );
        return facts with { Environment = facts.Environment with { OpenBypasses = [bypass] } };
    }

    private static ParityReport Report(Dictionary<string, string> expected, Dictionary<string, string> effective) =>
        ParityComparison.Compare(
            expected,
            effective,
            new DriftOptions(),
            Some.Seal(new DriftOptions().IsSecret),
            Some.Start
        );
}
