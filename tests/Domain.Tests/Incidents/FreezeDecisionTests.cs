using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class FreezeDecisionTests
{
    private static readonly EnvironmentState Frozen = Some.State(
        new DeploysFrozen("ada", "audit week", Incident: null)
    );

    private static readonly Actor Admin = new("root", Role.Admin);

    [Theory]
    [InlineData(Role.Sre, true, false, false)]
    [InlineData(Role.Admin, true, false, false)]
    [InlineData(Role.Deputy, true, true, false)]
    [InlineData(Role.DecisionOwner, true, true, false)]
    [InlineData(Role.IncidentCommander, true, true, true)]
    [InlineData(Role.Viewer, false, false, false)]
    [InlineData(Role.Auditor, false, false, false)]
    [InlineData(Role.Deployer, false, false, false)]
    [InlineData(Role.Watchdog, false, false, false)]
    public void Decide_ByRole_AllowsWhatTheTableSays(Role role, bool freezes, bool lifts, bool authorises)
    {
        var by = new Actor("zoe", role);

        Assert.Equal(freezes, FreezeDecision.Freeze(Some.State(), "audit", null, by, Some.At(0)).Refusal is null);
        Assert.Equal(lifts, FreezeDecision.Lift(Frozen, null, "over", by).Refusal is null);
        Assert.Equal(authorises, Authorise(by: by).Refusal is null);
    }

    [Fact]
    public void Freeze_SameAgain_ChangesNothingAndAnotherIsRefused()
    {
        var ada = new Actor("ada", Role.Sre);
        Assert.Equal(Decided.Already, FreezeDecision.Freeze(Frozen, " audit week ", null, ada, Some.At(0)));

        var other = FreezeDecision.Freeze(Frozen, "another", null, Admin, Some.At(0)).Refusal!;
        Assert.Equal(RefusalKind.NotNow, other.Kind);
        Assert.Contains("frozen by ada", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_BesideAnIncident_IsAFreezeOfItsOwn()
    {
        var story = new Story().Proposed();

        Assert.Equal(
            [new DeploysFrozen("root", "audit week", Incident: null, Some.At(600))],
            FreezeDecision.Freeze(story.Environment, "audit week", Some.At(600), Admin, story.Now).Events
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(91 * 86_400)]
    public void Freeze_UntilPastOrTooFar_IsInvalid(int seconds) =>
        Assert.Equal(
            RefusalKind.Invalid,
            FreezeDecision.Freeze(Some.State(), "audit", Some.At(seconds), Admin, Some.At(0)).Refusal!.Kind
        );

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Decide_NoReason_IsRefused(string? reason)
    {
        Assert.Equal(RefusalKind.ReasonMissing, FreezeDecision.Lift(Frozen, null, reason, Some.Ic).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.ReasonMissing,
            FreezeDecision.Freeze(Some.State(), reason, null, Some.Ic, Some.At(0)).Refusal!.Kind
        );
        Assert.Equal(RefusalKind.ReasonMissing, Authorise(reason: reason).Refusal!.Kind);
    }

    [Fact]
    public void Lift_WhileARunRuns_IsRefused()
    {
        Assert.Equal(RefusalKind.NotNow, Lift(new Story().Running()).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotNow, Lift(new Story().Failed()).Refusal!.Kind);
    }

    [Fact]
    public void Lift_OpenProposal_IsInSpiteOfItsIncident() =>
        Assert.Equal([new DeploysUnfrozen("we wait", Incident: null, "INC-0001")], Lift(new Story().Proposed()).Events);

    [Fact]
    public void Lift_NothingFrozen_ChangesNothing() =>
        Assert.Equal(Decided.Already, FreezeDecision.Lift(Some.State(), null, "over", Some.Ic));

    [Fact]
    public void Authorise_ByWhoLeadsTheIncident_IsAllowedAndNotBySomebodyElse()
    {
        var story = new Story()
            .Proposed()
            .Then(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander), Some.Deputy);

        Assert.Null(Authorise(story.State, by: Some.Deputy).Refusal);
        Assert.Equal(RefusalKind.Role, Authorise(story.State, by: Some.Owner).Refusal!.Kind);
    }

    [Theory]
    [InlineData(Component.Config, "v1", 60)]
    [InlineData(Component.Api, " ", 60)]
    [InlineData(Component.Api, "v1", 4)]
    [InlineData(Component.Api, "v1", 1_441)]
    public void Authorise_Nonsense_IsInvalid(Component component, string tag, int minutes) =>
        Assert.Equal(
            RefusalKind.Invalid,
            FreezeDecision
                .Authorise(Frozen, null, component, tag, "the fix", TimeSpan.FromMinutes(minutes), Some.Ic, Some.At(0))
                .Refusal!.Kind
        );

    [Fact]
    public void Authorise_QuarantinedRelease_AsksForTheDecisionOwnerFirst()
    {
        var state = Some.State(new ReleaseQuarantined(Component.Api, "v1.9.1", "INC-0001"));

        Assert.Contains("quarantined", Authorise(state: state).Refusal!.Text, StringComparison.Ordinal);
    }

    private static Decided Lift(Story story) => FreezeDecision.Lift(story.Environment, story.State, "we wait", Some.Ic);

    private static Decided Authorise(
        Incident? incident = null,
        string? reason = "the fix",
        Actor? by = null,
        EnvironmentState? state = null
    ) =>
        FreezeDecision.Authorise(
            state ?? Frozen,
            incident,
            Component.Api,
            "v1.9.1",
            reason,
            TimeSpan.FromHours(1),
            by ?? Some.Ic,
            Some.At(0)
        );
}
