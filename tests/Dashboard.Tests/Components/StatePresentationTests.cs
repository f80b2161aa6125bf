using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class StatePresentationTests
{
    private static readonly VerdictState[] States = Enum.GetValues<VerdictState>();

    [Fact]
    public void States_TakenTogether_DifferInWordIconAndClass()
    {
        var all = States.Select(static state => StatePresentation.Of(state)).ToArray();
        Assert.Equal(States.Length, all.Select(static one => one.Word).Distinct().Count());
        Assert.Equal(States.Length, all.Select(static one => one.Icon).Distinct().Count());
        Assert.Equal(States.Length, all.Select(static one => one.CssClass).Distinct().Count());
        Assert.All(all, static one => Assert.NotEmpty(one.Hint));
    }

    [Fact]
    public void Legend_AndOrderOfWorry_KnowEveryState()
    {
        Assert.Equal(States.Order(), StatePresentation.Legend.Order());
        Assert.Equal(States.Length, States.Select(static state => StatePresentation.Worry(state)).Distinct().Count());
    }

    [Fact]
    public void Of_StateOfALaterVersion_IsNeverHealthy()
    {
        var unknown = StatePresentation.Of((VerdictState)99);
        Assert.True(unknown.Stands);
        Assert.NotEqual(StatePresentation.Of(VerdictState.Healthy).CssClass, unknown.CssClass);
    }

    [Fact]
    public void Worst_OfSeveral_IsTheMostWorrying() =>
        Assert.Equal(
            VerdictState.ProbeError,
            StatePresentation.Worst([
                VerdictState.Healthy,
                VerdictState.NoData,
                VerdictState.ProbeError,
                VerdictState.Recovering,
            ])
        );

    [Fact]
    public void Worst_WithoutATrigger_IsNoData() => Assert.Equal(VerdictState.NoData, StatePresentation.Worst([]));
}
