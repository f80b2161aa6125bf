using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class DrillTests
{
    private readonly Targets _targets = new();

    [Theory]
    [InlineData(Role.Sre, true)]
    [InlineData(Role.Deployer, true)]
    [InlineData(Role.DecisionOwner, true)]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Auditor, false)]
    public void Ask_ByRole_IsAcceptedOrRefused(Role role, bool accepted) =>
        Assert.Equal(accepted, Ask(new("eve", role)).Refusal is null);

    [Fact]
    public void Ask_OneIsWaitedFor_IsRefusedUntilItIsHeldOrForgotten()
    {
        _targets.Take(Ask(Some.Ic), Some.Ic);
        var id = Assert.Single(Targets().Wishes).Id;
        Assert.Equal(RefusalKind.NotNow, Ask(Some.Ic).Refusal?.Kind);

        _targets.Happen(new DrillHeld(id, Component.Api, "v1.8.1", Ready: true, [], Some.Seconds(1), ["1. Freeze"]));

        Assert.Empty(Targets().Wishes);
        Assert.Equal(id, Targets().LastDrill(Component.Api, "v1.8.1")?.Id);
        _targets.Take(Ask(Some.Ic), Some.Ic);
        _targets.Second += DrillDecision.Patience.TotalSeconds;
        Assert.Null(Ask(Some.Ic).Refusal);
    }

    [Fact]
    public void Ask_NonsenseComponent_IsRefused() =>
        Assert.Equal(
            RefusalKind.Invalid,
            DrillDecision
                .Ask(_targets.State.Environment("Prod"), Component.Config, null, Some.Ic, Some.At(1))
                .Refusal?.Kind
        );

    [Fact]
    public void Plan_Lkg_IsTheRollbacksOwnPlanUnderAKeyOfItsOwn()
    {
        var drill = DrillPlan.Of(_targets.Facts, _targets.Options, Component.Api, tag: null);

        Assert.Equal(
            (PlanKind.Api, "v1.8.2", "v1.8.1"),
            (drill.Plan!.Kind, drill.Plan.FailingTag, drill.Plan.TargetTag)
        );
        Assert.All(drill.Plan.Steps, step => Assert.StartsWith("DRILL-plan0-", step.Key, StringComparison.Ordinal));
        var lines = drill.Lines(_targets.Options, new()).ToList();
        Assert.Contains("2. Put Api v1.8.1 back, about 20 s", lines);
        Assert.Contains(lines, line => line.Contains("--key", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_RunningReleaseIsCoupled_TakesBothApiFirst()
    {
        _targets.Register(Some.Release("v1.8.2", coupled: true) with { Contract = 31 });

        foreach (var component in (Component[])[Component.Api, Component.Web])
        {
            var drill = DrillPlan.Of(_targets.Facts, _targets.Options, component, tag: null);

            Assert.Equal(PlanKind.ApiAndWeb, drill.Plan!.Kind);
            Assert.Equal([Component.Api, Component.Web], drill.Plan.Targets.Select(target => target.Component));
            Assert.Equal(component, drill.Asked.Component);
            Assert.Equal(2, drill.Readiness.Count);
        }
    }

    [Fact]
    public void Plan_OldApiDoesNotServeTheRunningWeb_TakesBoth()
    {
        _targets.Register(Some.Release("v1.8.2") with { Contract = 31 });

        Assert.Equal(2, DrillPlan.Of(_targets.Facts, _targets.Options, Component.Api, null).Readiness.Count);
        Assert.Single(DrillPlan.Of(_targets.Facts, _targets.Options, Component.Web, null).Readiness);
    }

    [Fact]
    public void Plan_NoSuchRelease_HasNoneAndSaysWhy()
    {
        var drill = DrillPlan.Of(_targets.Facts, _targets.Options, Component.Api, "v0");

        Assert.Null(drill.Plan);
        Assert.Empty(drill.Lines(_targets.Options, new()));
        Assert.Equal(["release v0 is not registered"], drill.Asked.Problems);
    }

    [Fact]
    public void Book_ManyMovesAndDrills_KeepsTheNewest()
    {
        for (var i = 0; i < 60; i++)
        {
            _targets.Happen(new LkgPointed(Component.Api, $"v{i}", "x"));
            _targets.Happen(new DrillHeld($"D{i}", Component.Api, "v1", Ready: true, [], default, []));
            _targets.Happen(new DrillAsked($"W{i}", Component.Api, null));
        }

        Assert.Equal((50, 10, 10), (Targets().Moves.Count, Targets().Drills.Count, Targets().Wishes.Count));
        Assert.Equal(("v58", "v59"), (Targets().Moves[^1].From, Targets().Moves[^1].To));
    }

    private TargetBook Targets() => _targets.State.Environment("Prod").Targets;

    private Decided Ask(Actor by) =>
        DrillDecision.Ask(_targets.State.Environment("Prod"), Component.Api, " ", by, _targets.Now);
}
