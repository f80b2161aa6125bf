using Bunit;
using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class SteadyComponentTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 10, 52, 6, TimeSpan.Zero);

    [Fact]
    public async Task Render_EqualValues_DrawsOnce()
    {
        await using var ctx = new BunitContext();
        var time = ctx.Render<LocalTime>(p => p.Add(c => c.Value, At).Add(c => c.Format, TimeFormat.Seconds));
        time.Render(p =>
            p.Add(c => c.Value, new DateTimeOffset(At.UtcDateTime, TimeSpan.Zero))
                .Add(c => c.Format, TimeFormat.Seconds)
        );
        Assert.Equal(1, time.RenderCount);
    }

    [Fact]
    public async Task Render_AnotherValueOrAnotherParameter_DrawsAgain()
    {
        await using var ctx = new BunitContext();
        var time = ctx.Render<LocalTime>(p => p.Add(c => c.Value, At));
        time.Render(p => p.Add(c => c.Value, At.AddSeconds(60)));
        Assert.Equal("10:53", time.Find("time").TextContent);
        time.Render(p => p.Add(c => c.Value, At.AddSeconds(60)).Add(c => c.Class, "third"));
        Assert.Equal("third", time.Find("mcpx-time").GetAttribute("class"));
        Assert.Equal(3, time.RenderCount);
    }

    [Fact]
    public void Kept_StepsThatReadTheSame_StayTheSameList()
    {
        var before = Steps("line");
        Assert.Same(before, Kept.Steps(before, Steps("line")));
    }

    [Fact]
    public void Kept_OneStepMore_OrAnotherLine_IsNew()
    {
        var before = Steps("line");
        Assert.NotSame(before, Kept.Steps(before, Steps("other line")));
        Assert.NotSame(before, Kept.Steps(before, [.. Steps("line"), new(2, "Validate", StepPhase.Waiting)]));
    }

    [Fact]
    public void Kept_OtherProgressSameOutput_KeepsTheOutput()
    {
        var before = Steps("line");
        var now = Kept.Steps(before, [Steps("line")[0] with { Took = TimeSpan.FromSeconds(9) }]);
        Assert.NotSame(before, now);
        Assert.Same(before[0].Output, now[0].Output);
    }

    private static IReadOnlyList<StepModel> Steps(string line) =>
        [new(1, "Deploy", StepPhase.Running, Output: [new(At, line)], Checks: [])];
}
