using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>Section 5, question 1, and section 7: config, flags and the allow-list.</summary>
public sealed partial class DecisionTreeTests
{
    private const string Config = "1. Is a config or flag change to blame?";

    private static readonly Verdict SseBreach = Some.Verdict(
        TriggerNames.SseHeartbeat,
        onset: 60,
        sentence: "no byte on api-1 for 16 s; limit 15 s"
    );

    private static readonly Verdict CorsBreach = Some.Verdict(
        TriggerNames.Cors,
        instance: null,
        onset: 60,
        sentence: "2 of 3 intended origins are refused"
    );

    private static readonly Change KeepAlive = Changed(
        ChangeKind.Config,
        "Network:SseKeepAliveSeconds",
        before: "10",
        after: "30"
    );

    [Fact]
    public void Decide_SseKeepAliveSecondsChanged_WritesItBack()
    {
        var outcome = Decide([SseBreach], [KeepAlive], Deployed(Component.Api, at: -600));

        Assert.Equal(
            [new PlanRevert(ChangeKind.Config, "Network:SseKeepAliveSeconds", Observed: "30", Value: "10")],
            outcome.Reverts
        );
        Assert.Equal(
            (Rung.Revert, KeepAlive, (Deployment?)null),
            (outcome.Rung!.Value, outcome.Cause!, outcome.Suspect)
        );
        Assert.Empty(outcome.Restore);
        Assert.Equal(
            "Since config Network:SseKeepAliveSeconds changed at 09:00:30 UTC: no byte on api-1 for 16 s; limit 15 s.",
            outcome.Reason
        );
        Assert.Equal(
            [
                (PathAnswer.Start, "Breached after a change"),
                (PathAnswer.Refused, "Was it v1.8.2 on Api? Others are nearer"),
                (PathAnswer.Taken, Config),
                (PathAnswer.Taken, "Can it be written back? Yes"),
                (PathAnswer.Outcome, "Set back Network:SseKeepAliveSeconds"),
            ],
            Questions(outcome)
        );
        Assert.Equal(
            "config Network:SseKeepAliveSeconds from '10' to '30' at 09:00:30 UTC, by eva: 30 s before the readings failed.",
            Fact(outcome, Config)
        );
    }

    [Fact]
    public void Decide_FlagFlipOfEnableLegacyHttpSse_WritesItBack()
    {
        var outcome = Decide([SseBreach], [Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "false", "true")]);

        Assert.Equal([new PlanRevert(ChangeKind.Flag, "EnableLegacyHttpSse", "true", "false")], outcome.Reverts);
    }

    [Fact]
    public void Decide_CorsAfterAnAllowListChange_WritesItBack()
    {
        var outcome = Decide([CorsBreach], [Changed(ChangeKind.AllowList, "Cors:AllowedOrigins", "https://a", "")]);

        Assert.Equal([new PlanRevert(ChangeKind.AllowList, "Cors:AllowedOrigins", "", "https://a")], outcome.Reverts);
    }

    [Fact]
    public void Decide_CorsUnattributed_Investigates() =>
        Investigates(Decide([CorsBreach], [KeepAlive]), "No recent change explains it.");

    [Fact]
    public void Decide_FlagCannotBeWrittenFromHere_GivesTheStatementOfSectionSeven()
    {
        var facts = Facts([SseBreach], [Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "0", "1")]) with
        {
            CanRevert = false,
        };

        var outcome = DecisionTree.Decide(facts);

        Investigates(outcome, "flag EnableLegacyHttpSse is to blame and has to be set by hand.");
        Assert.Equal(
            "It cannot be written from here; people run: EXEC dbo.sp_Feature_Set @FlagKey = N'EnableLegacyHttpSse', "
                + "@IsEnabled = 0, @Scope = N'Prod', @TargetRole = NULL, @Description = N'Emergency disable after regression', "
                + "@Actor = N'rollback-bot', @RequestId = N'{requestId}';",
            Fact(outcome, "Can it be written back? No")
        );
    }

    [Fact]
    public void Decide_KeyCannotBeWrittenFromHere_GivesTheStatementOfSectionSeven()
    {
        var outcome = DecisionTree.Decide(Facts([SseBreach], [KeepAlive]) with { CanRevert = false });

        Assert.Empty(outcome.Reverts);
        Assert.EndsWith(
            "EXEC dbo.sp_Config_SetValue @ConfigKey = N'Network:SseKeepAliveSeconds', @Value = N'10', "
                + "@ValueType = N'{its type, as it is}', @Scope = N'Prod', @Description = N'Rollback to prior stable', "
                + "@Tags = N'{its tags, as they are}', @Actor = N'rollback-bot', @RequestId = N'{requestId}';",
            Fact(outcome, "Can it be written back? No"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_FlagOfOneRole_WritesItBackForThatRoleAlone()
    {
        var facts = Facts(
            [SseBreach],
            [Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "0", "1") with { TargetRole = "Admin" }]
        );

        Assert.Equal(
            [new PlanRevert(ChangeKind.Flag, "EnableLegacyHttpSse", "1", "0") { TargetRole = "Admin" }],
            DecisionTree.Decide(facts).Reverts
        );
    }

    [Fact]
    public void Decide_FlagOfOneRoleAndADeployerThatKnowsNoRoles_IsLeftToPeople()
    {
        var facts = Facts(
            [SseBreach],
            [Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "0", "1") with { TargetRole = "Admin" }]
        ) with
        {
            CanRevertForRole = false,
        };

        var outcome = DecisionTree.Decide(facts);

        Assert.Empty(outcome.Reverts);
        Assert.Contains(
            "for the role Admin alone, which the deployer of Config cannot do: EXEC dbo.sp_Feature_Set",
            Fact(outcome, "Can it be written back? No"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_FlagWasNeitherOnNorOff_IsLeftToPeople()
    {
        var outcome = Decide([SseBreach], [Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "on for Admin", "on")]);

        Assert.Empty(outcome.Reverts);
        Assert.Contains(
            "EnableLegacyHttpSse was 'on for Admin', which is neither on nor off; people look and run: EXEC dbo.sp_Feature_Set",
            Fact(outcome, "Can it be written back? No"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_QuoteInAValue_IsDoubledInTheStatement()
    {
        var change = Changed(ChangeKind.Config, "Jobs:Note", "it's", "x");

        var outcome = DecisionTree.Decide(Facts([_apiBreach], [change]) with { CanRevert = false });

        Assert.Contains("@Value = N'it''s'", Fact(outcome, "Can it be written back? No"), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ValueBeforeNotKnown_AsksPeopleForIt()
    {
        var outcome = Decide([SseBreach], [KeepAlive with { Before = null }]);

        Assert.Equal("Investigate", outcome.Path[^1].Question);
        Assert.StartsWith(
            "Its value before is not known; if it did not exist, sp_Config_SetValue cannot remove it; people choose one and run: EXEC dbo.sp_Config_SetValue",
            Fact(outcome, "Can it be written back? No"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_SecretKeyChanged_NeitherShowsNorWritesIt()
    {
        var outcome = Decide([_apiBreach], [Changed(ChangeKind.Config, "Auth:ClientSecret", "hunter2", "hunter3")]);

        Assert.Empty(outcome.Reverts);
        Assert.Equal("Investigate", outcome.Path[^1].Question);
        Assert.DoesNotContain(outcome.Path, node => node.Fact.Contains("hunter", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_SameActorSetTwoKeysWithinAMinute_WritesBothBack()
    {
        var other = Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "false", "true", at: -20);
        var byAnother = Changed(ChangeKind.Flag, "SseTrace", "false", "true", at: 20, by: "bob");

        var outcome = Decide([SseBreach], [KeepAlive, other, byAnother]);

        Assert.Equal(["Network:SseKeepAliveSeconds", "EnableLegacyHttpSse"], outcome.Reverts.Select(key => key.Key));
    }

    [Fact]
    public void Decide_KeySetTwice_GoesBackToTheFirstValueFromWhatItIsNow()
    {
        var outcome = Decide(
            [SseBreach],
            [KeepAlive, KeepAlive with { Id = "b", Before = "30", After = "45", At = Some.At(50) }]
        );

        Assert.Equal([("45", "10")], outcome.Reverts.Select(key => (key.Observed!, key.Value)));
    }

    [Fact]
    public void Decide_TwoChanges_TheNearestThatFitsLeads()
    {
        var farther = Changed(ChangeKind.Flag, "EnableLegacyHttpSse", "false", "true", at: -1_000);
        var unfit = Changed(ChangeKind.Config, "Jobs:MaxProcesses", "1", "2", at: 59);

        var outcome = Decide([SseBreach], [farther, KeepAlive, unfit]);

        Assert.Equal(KeepAlive, outcome.Cause);
        Assert.Contains((PathAnswer.Refused, "Was it flag EnableLegacyHttpSse? Others are nearer"), Questions(outcome));
        Assert.Contains((PathAnswer.Refused, "Was it config Jobs:MaxProcesses? No"), Questions(outcome));
    }

    [Fact]
    public void Decide_DeployNearerThanAKeyChange_RollsBack()
    {
        var outcome = Decide([SseBreach], [KeepAlive], Deployed(Component.Api, at: 40));

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal(
            "config Network:SseKeepAliveSeconds could fit, but v1.8.2 on Api is nearer to what failed first.",
            Fact(outcome, Config)
        );
    }

    [Fact]
    public void Decide_ChangeAfterTheOnset_IsNotToBlame() =>
        Investigates(Decide([SseBreach], [KeepAlive with { At = Some.At(61) }]), "No recent change explains it.");

    [Fact]
    public void Decide_ChangeOutOfTheHorizon_IsNotToBlame() =>
        Investigates(
            Decide([SseBreach], [KeepAlive with { At = Some.At(59 - 3_600) }]),
            "No recent change explains it."
        );

    [Fact]
    public void Decide_ConditionThereBeforeTheDeploy_IsShownAndInvestigated()
    {
        var before = Some.Verdict(instance: "api-2", state: VerdictState.Pending, onset: -30, sentence: "2 % on api-2");
        var facts = Facts([_apiBreach], Deployed(Component.Api));

        var outcome = DecisionTree.Decide(facts with { Verdicts = [before] });

        Investigates(outcome, "Only v1.8.2 on Api is in reach, but the condition was there before it.");
        Assert.Equal(
            "09:00:00 UTC, by gh-actions: before it already: 2 % on api-2, since 08:59:30 UTC.",
            Fact(outcome, "Was it v1.8.2 on Api? No")
        );
    }

    [Fact]
    public void Decide_ConditionThereBeforeTheNearestChange_BlamesTheOneBeforeTheCondition()
    {
        var before = Some.Verdict(instance: "api-2", onset: 20, sentence: "2 % on api-2");
        var facts = Facts(
            [_apiBreach],
            [Changed(ChangeKind.Config, "Jobs:Batch", "1", "2", at: 30)],
            Deployed(Component.Api)
        );

        Assert.Equal("v1.8.2", DecisionTree.Decide(facts with { Verdicts = [before] }).Suspect?.Tag);
    }

    [Fact]
    public void Decide_KeyChangeThatOnlyAPollSaw_WritesItBack()
    {
        var polled = KeepAlive with { By = Change.UnknownAuthor, At = Some.At(65), NotBefore = Some.At(55) };

        var outcome = Decide([SseBreach], [polled]);

        Assert.Equal([new PlanRevert(polled.Kind, polled.Key, "30", "10")], outcome.Reverts);
        Assert.Equal(
            "config Network:SseKeepAliveSeconds from '10' to '30' at 09:01:05 UTC, by unknown author: seen just after the readings failed.",
            Fact(outcome, Config)
        );
    }

    [Theory]
    [InlineData("10", "hmac:0123456789ab")]
    [InlineData("hmac:0123456789ab", "30")]
    [InlineData("sha256:0123456789ab", "sha256:ba9876543210")]
    public void Decide_ValueKnownAsADigestOnly_IsNeitherShownNorWritten(string before, string after)
    {
        var outcome = Decide([SseBreach], [KeepAlive with { Before = before, After = after }]);

        Assert.Empty(outcome.Reverts);
        Assert.Contains(
            outcome.Path,
            node =>
                node.Fact.Contains(
                    "Network:SseKeepAliveSeconds is secret: set it where secrets are kept.",
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(outcome.Path, node => node.Fact.Contains("0123456789ab", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_KeySetBackBeforeTheOnset_IsNotToBlame() =>
        Investigates(
            Decide(
                [SseBreach],
                [
                    KeepAlive,
                    KeepAlive with
                    {
                        Id = "b",
                        Before = "30",
                        After = "10",
                        By = "rollback-bot",
                        At = Some.At(50),
                    },
                ]
            ),
            "No recent change explains it."
        );

    [Fact]
    public void Decide_KeySetBackByHandAfterTheOnset_AsksForTheNextRung()
    {
        var back = KeepAlive with { Id = "b", Before = "30", After = "10", By = "rollback-bot", At = Some.At(90) };

        var outcome = Decide([SseBreach], [KeepAlive, back], Deployed(Component.Api));

        Assert.Equal([Component.Api], outcome.Restore);
        Assert.Equal(
            "config Network:SseKeepAliveSeconds is back at '10' already and that did not cure it.",
            Fact(outcome, Config)
        );
    }

    private static Change Changed(
        ChangeKind kind,
        string key,
        string? before,
        string? after,
        double at = 30,
        string by = "eva"
    ) =>
        new(
            $"{kind}-{key}-{at}",
            kind,
            kind == ChangeKind.Migration ? Component.Database : Component.Config,
            key,
            before,
            after,
            by,
            Some.At(at)
        );

    private static string Fact(TreeOutcome outcome, string question) =>
        Assert.Single(outcome.Path, node => node.Question == question).Fact;

    private TreeOutcome Decide(
        IReadOnlyList<Verdict> breaches,
        IReadOnlyList<Change> changes,
        params Deployment[] deployments
    ) => DecisionTree.Decide(Facts(breaches, changes, deployments));

    private DecisionFacts Facts(
        IReadOnlyList<Verdict> breaches,
        IReadOnlyList<Change> changes,
        params Deployment[] deployments
    )
    {
        var facts = Facts(breaches, deployments);
        return facts with { Environment = facts.Environment with { Changes = [.. changes] } };
    }
}
