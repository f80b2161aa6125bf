using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class PromotionDecisionTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly Targets _targets = new();

    [Fact]
    public void Baked_LivedThroughIt_MovesThePointerWithItsReason()
    {
        var decided = Baked(Done());

        Assert.Equal(
            new LkgPointed(
                Component.Api,
                "v1.8.2",
                "seen well on every instance for 24 h, without breach or incident",
                "v1.8.1",
                LkgBasis.Bake
            ),
            Assert.Single(decided.Events)
        );
        var move = _targets.Take(decided, Actor.Watchdog).State.Environment("Prod").Targets.Pointer(Component.Api)!;
        Assert.Equal(("v1.8.1", "v1.8.2", Actor.Watchdog), (move.From, move.To, move.By));
        Assert.Equal(Decided.Already, Baked(_targets));
    }

    [Fact]
    public void Baked_NotLongEnough_IsRefused() =>
        Refused(
            RefusalKind.NotNow,
            "v1.8.2 lived through 23 h 59 min of its bake of 24 h.",
            Baked(Done(), Day - TimeSpan.FromSeconds(60))
        );

    [Fact]
    public void Baked_PersonPromotesHere_IsRefused() =>
        Assert.Equal(RefusalKind.NotNow, Baked(Done(new Targets(new() { Automatic = false }))).Refusal?.Kind);

    [Fact]
    public void Baked_Quarantined_IsNeverPromoted()
    {
        Done().Happen(new ReleaseQuarantined(Component.Api, "v1.8.2", "INC-0001"));

        Assert.Empty(Baked(_targets).Events);
        Assert.NotNull(Baked(_targets).Refusal);
    }

    [Fact]
    public void Baked_EvidenceIncomplete_WaitsForAPerson()
    {
        Done().Register(Some.Release("v1.8.2"), EvidenceState.Incomplete);

        Refused(RefusalKind.NotNow, "Not to v1.8.2: evidence of v1.8.2 is incomplete.", Baked(_targets));
    }

    [Fact]
    public void Baked_EvidenceNotRequired_IsPromotedWithoutIt() =>
        Assert.Single(
            Baked(
                Done(new Targets(new() { EvidenceRequired = false }))
                    .Register(Some.Release("v1.8.2"), EvidenceState.Missing)
            ).Events
        );

    [Fact]
    public void Baked_ArtifactIsAnother_IsRefused()
    {
        Done().Look("v1.8.2", new([new(Component.Api, "00")], EvidenceState.Complete, Scripts: null));

        Assert.Contains("has digest 00", Baked(_targets).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Baked_Coupled_WaitsForTheOtherHalfAndApiGoesFirst()
    {
        Done().Register(Some.Release("v1.8.2", coupled: true) with { Contract = 31 });
        Refused(RefusalKind.NotNow, "v1.8.2 couples Api and Web: Web still bakes.", Baked(_targets));

        _targets.Happen(new BakeMarked(Component.Web, "v1.8.2", Some.At(0), Day, BakeProgress.Done));
        var web = PromotionDecision.Baked(
            _targets.Facts,
            Component.Web,
            new("v1.8.2", Some.At(0), Day, _targets.Now, Steady: true)
        );
        Refused(
            RefusalKind.NotNow,
            "Not to v1.8.2: v1.8.2 has contract 31, the LKG of Api, v1.8.1, has 30: promote Api first.",
            web
        );
        Assert.Single(
            _targets.Take(Baked(_targets), Actor.Watchdog).State.Environment("Prod").Targets.Moves,
            move => move.To == "v1.8.2"
        );
    }

    [Fact]
    public void ByHand_WebThatTheLkgOfApiDoesNotServe_IsRefusedToEverybody()
    {
        _targets.Register(Some.Release("v1.8.2") with { Contract = 31 });

        Assert.Equal(
            RefusalKind.NotNow,
            PromotionDecision.ByHand(_targets.Facts, Component.Web, "v1.8.2", "we know it", Some.Owner).Refusal?.Kind
        );
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sre)]
    [InlineData(Role.Deputy)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Watchdog)]
    public void ByHand_OtherRoles_AreRefused(Role role) =>
        Assert.Equal(RefusalKind.Role, ByHand("v1.8.2", new("eve", role)).Refusal?.Kind);

    [Fact]
    public void ByHand_BakeMissing_TakesTheDecisionOwnerAndIsWrittenDown()
    {
        Refused(
            RefusalKind.Role,
            "bake of 24 h not lived through: only the Decision Owner may promote v1.8.2 all the same.",
            ByHand("v1.8.2", Some.Ic)
        );

        var promoted = Assert.IsType<LkgPointed>(Assert.Single(ByHand("v1.8.2", Some.Owner).Events));
        Assert.Equal([TargetGap.Bake], promoted.Waived);
        Assert.Equal(("v1.8.1", LkgBasis.Person, "we know it"), (promoted.From, promoted.Basis, promoted.Reason));
        _targets.Happen(promoted, Some.Owner);
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);
        Assert.Contains(
            "(promoted all the same by cleo: we know it)",
            _targets.Readiness().Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ByHand_Baked_TheReleaseManagerMay()
    {
        Done();

        var promoted = Assert.IsType<LkgPointed>(Assert.Single(ByHand("v1.8.2", Some.Ic).Events));

        Assert.Null(promoted.Waived);
    }

    [Fact]
    public void ByHand_Blocked_IsRefusedToEverybody() =>
        Refused(RefusalKind.NotNow, "Not to v7: release v7 is not registered.", ByHand("v7", Some.Owner));

    [Fact]
    public void ByHand_Quarantined_IsRefusedToEverybody()
    {
        _targets.Happen(new ReleaseQuarantined(Component.Api, "v1.8.2", "INC-0001"));

        Refused(
            RefusalKind.NotNow,
            "v1.8.2 was rolled back from Api and is quarantined.",
            ByHand("v1.8.2", Some.Owner)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ab ")]
    public void ByHand_NoReason_IsRefused(string? reason) =>
        Assert.Equal(
            RefusalKind.ReasonMissing,
            PromotionDecision.ByHand(_targets.Facts, Component.Api, "v1.8.2", reason, Some.Owner).Refusal?.Kind
        );

    [Fact]
    public void ByHand_NonsenseComponentOrTag_IsRefused()
    {
        Assert.Equal(
            RefusalKind.Invalid,
            PromotionDecision.ByHand(_targets.Facts, Component.Database, "v1.8.2", "because", Some.Owner).Refusal?.Kind
        );
        Assert.Equal(RefusalKind.Invalid, ByHand(" ", Some.Owner).Refusal?.Kind);
    }

    [Fact]
    public void ByHand_IsTheLkgAlready_ChangesNothing() => Assert.Equal(Decided.Already, ByHand("v1.8.1", Some.Ic));

    [Fact]
    public void Override_OnlyTheDecisionOwner()
    {
        _targets.Register(Some.Release("v1.8.1"), EvidenceState.Missing);

        Assert.Equal(RefusalKind.Role, Override("v1.8.1", Some.Ic).Refusal?.Kind);
        Assert.Single(Override("v1.8.1", Some.Owner).Events);
    }

    [Fact]
    public void Override_StandsInForExactlyWhatIsMissingThenAndRunsOut()
    {
        _targets.Register(Some.Release("v1.8.1"), EvidenceState.Missing);
        Assert.Equal(ReadinessWord.NeedsOverride, _targets.Readiness().Word);

        _targets.Take(Override("v1.8.1", Some.Owner), Some.Owner);
        Assert.Equal(ReadinessWord.Ready, _targets.Readiness().Word);
        Assert.Contains(
            "evidence pack of v1.8.1 is missing (overridden by cleo until 2 Nov 09:01 UTC: we know it)",
            _targets.Readiness().Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal(Decided.Already, Override("v1.8.1", Some.Owner));

        _targets.Second += Day.TotalSeconds;
        Assert.Equal(ReadinessWord.NeedsOverride, _targets.Readiness().Word);
    }

    [Fact]
    public void Override_ReleaseIsRolledBackLater_EndsWithThat()
    {
        _targets.Register(Some.Release("v1.8.1"), EvidenceState.Missing);
        _targets.Take(Override("v1.8.1", Some.Owner), Some.Owner);

        _targets.Happen(new ReleaseQuarantined(Component.Api, "v1.8.1", "INC-0001"));

        Assert.Empty(_targets.State.Environment("Prod").Targets.Overrides);
    }

    [Fact]
    public void Override_Blocked_IsRefused() =>
        Assert.Equal(RefusalKind.NotNow, Override("v7", Some.Owner).Refusal?.Kind);

    private Targets Done() => Done(_targets);

    private static Targets Done(Targets targets) =>
        targets.Happen(new BakeMarked(Component.Api, "v1.8.2", Some.At(0), Day, BakeProgress.Done));

    private static Decided Baked(Targets targets, TimeSpan? lived = null) =>
        PromotionDecision.Baked(
            targets.Facts,
            Component.Api,
            new("v1.8.2", Some.At(0), lived ?? Day, targets.Now, Steady: true)
        );

    private Decided ByHand(string tag, Actor by) =>
        PromotionDecision.ByHand(_targets.Facts, Component.Api, tag, " we know it ", by);

    private Decided Override(string tag, Actor by) =>
        PromotionDecision.Override(_targets.Facts, Component.Api, tag, "we know it", by);

    private static void Refused(RefusalKind kind, string text, Decided decided)
    {
        Assert.Empty(decided.Events);
        Assert.Equal(new Refusal(kind, text), decided.Refusal);
    }
}
