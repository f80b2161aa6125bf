using Bunit;
using Mcpx.Dashboard.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class DecisionClockTests
{
    private static readonly DateTimeOffset Declared = new(2025, 11, 24, 10, 37, 12, TimeSpan.Zero);

    private static readonly DecisionClockFacts Facts = new(
        Declared,
        TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(11)
    );

    [Fact]
    public async Task Clock_DrawnAgain_ShowsNumberAndBarOfTheSameMoment()
    {
        await using var ctx = new BunitContext();
        var time = new FakeTimeProvider(Declared.AddSeconds(894));
        ctx.Services.AddSingleton<TimeProvider>(time);
        var clock = ctx.Render<DecisionClock>(p => p.Add(c => c.Facts, Facts).Add(c => c.ShowCount, true));
        Assert.Equal("15:06", clock.Find("[role=timer]").TextContent);

        time.Advance(TimeSpan.FromSeconds(1));
        clock.Render(p => p.Add(c => c.Facts, Facts));

        Assert.Equal("15:05", clock.Find("[role=timer]").TextContent);
        Assert.StartsWith(
            "14:55 of 30 minutes used.",
            clock.Find("[role=img]").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Clock_BetweenDrawings_LeavesTheCountingToTheBrowser()
    {
        await using var ctx = new BunitContext();
        var time = new FakeTimeProvider(Declared.AddSeconds(894));
        ctx.Services.AddSingleton<TimeProvider>(time);
        var clock = ctx.Render<DecisionClock>(p => p.Add(c => c.Facts, Facts).Add(c => c.ShowCount, true));
        var before = clock.RenderCount;

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before, clock.RenderCount);
        Assert.Equal(
            ["906 -1", "894 1", "660 0", "246 -1"],
            clock.FindAll("mcpx-count").Select(one => $"{one.GetAttribute("seconds")} {one.GetAttribute("rate")}")
        );
    }

    [Fact]
    public async Task Clock_OfAFixedMoment_StandsStill()
    {
        await using var ctx = new BunitContext();
        var time = new FakeTimeProvider(Declared);
        ctx.Services.AddSingleton<TimeProvider>(time);
        var clock = ctx.Render<DecisionClock>(p =>
            p.Add(c => c.Facts, Facts).Add(c => c.Now, Declared.AddMinutes(5)).Add(c => c.ShowCount, true)
        );
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("25:00", clock.Find("[role=timer]").TextContent);
        Assert.All(clock.FindAll("mcpx-count"), one => Assert.Equal("0", one.GetAttribute("rate")));
    }
}
