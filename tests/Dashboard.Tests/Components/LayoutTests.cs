using Bunit;
using Mcpx.Dashboard.Components.Layout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class LayoutTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 24, 10, 52, 6, TimeSpan.Zero);

    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(3, "Watchdog alive, evaluated 3 s ago", "3 s")]
    [InlineData(10, "Watchdog alive, evaluated 10 s ago", "10 s")]
    [InlineData(250, "Watchdog silent for 4 min 10 s", "4 min")]
    public async Task Liveness_OfAnAge_SaysAliveOrSilent(int age, string words, string shortly)
    {
        await using var ctx = Context();
        var bar = Indicator(ctx, new Liveness(Now.AddSeconds(-age), Ten));
        Assert.Equal(words, bar.Find(".wide").TextContent);
        Assert.Equal(shortly, bar.Find(".narrow").TextContent);
        Assert.Equal($"{age * 1000}", bar.Find("mcpx-liveness").GetAttribute("age"));
        Assert.Empty(bar.FindAll("[role=status]"));
    }

    [Fact]
    public async Task Liveness_NeverHeard_IsNotAlive()
    {
        await using var ctx = Context();
        var bar = Indicator(ctx, Liveness.Unknown);
        Assert.Equal("No word from the watchdog yet", bar.Find(".wide").TextContent);
        Assert.Contains("unknown", bar.Find("mcpx-liveness").ClassList);
        Assert.False(bar.Find("mcpx-liveness").HasAttribute("age"));
    }

    [Theory]
    [InlineData(40, "heartbeat 40 s ago", false)]
    [InlineData(131, "no heartbeat for 2 min 11 s", true)]
    [InlineData(null, "heartbeat not taken yet", true)]
    public async Task Liveness_HeartbeatOfAnAge_SaysWhetherItIsMissed(int? age, string words, bool unheard)
    {
        await using var ctx = Context();
        var taken = age is { } seconds ? Now.AddSeconds(-seconds) : (DateTimeOffset?)null;
        var bar = Indicator(
            ctx,
            new Liveness(Now, Ten) { Heartbeat = new(taken, TimeSpan.FromMinutes(1), "hc.example answered 404") }
        );

        var heartbeat = bar.Find("mcpx-heartbeat");
        Assert.Equal(words, heartbeat.TextContent);
        Assert.Equal(unheard, heartbeat.ClassList.Contains("unheard"));
        Assert.Equal("hc.example answered 404", heartbeat.GetAttribute("title"));
        Assert.Equal(age is null ? null : $"{age * 1000}", heartbeat.GetAttribute("age"));
    }

    [Fact]
    public async Task Liveness_HeartbeatIsNotHeardOfYet_HasItsPlaceAndClaimsNothing()
    {
        await using var ctx = Context();
        var heartbeat = Indicator(ctx, Liveness.Unknown with { HeartbeatIsSent = true }).Find("mcpx-heartbeat");

        Assert.Equal("heartbeat unknown", heartbeat.TextContent);
        Assert.False(heartbeat.HasAttribute("age"));
    }

    [Fact]
    public async Task Liveness_NoHeartbeatIsSent_SaysNothingOfIt()
    {
        await using var ctx = Context();
        Assert.Empty(Indicator(ctx, new Liveness(Now, Ten)).FindAll("mcpx-heartbeat"));
    }

    [Fact]
    public void Liveness_ClockBehindTheWatchdog_IsZeroOld() =>
        Assert.Equal(TimeSpan.Zero, new Liveness(Now.AddSeconds(2), Ten).AgeAt(Now));

    [Theory]
    [InlineData(9, true)]
    [InlineData(250, false)]
    public async Task StaleBanner_OfAnAge_IsHiddenOnlyWhileTheWatchdogSpeaks(int age, bool hidden)
    {
        await using var ctx = Context();
        var banner = ctx.Render<StaleBanner>(p => p.Add(c => c.Liveness, new Liveness(Now.AddSeconds(-age), Ten)));
        Assert.Equal(hidden, banner.Find("[role=alert]").HasAttribute("hidden"));
        Assert.Contains("may be wrong", banner.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "Overview")]
    [InlineData("/environments/Prod", "Overview")]
    [InlineData("/environments/Prod/sse", "SSE")]
    [InlineData("/sse", "SSE")]
    [InlineData("/incidents/INC-0147", "Incidents")]
    [InlineData("/releases", "Releases")]
    public async Task NavLinks_OfAPath_MarkOneSection(string path, string section)
    {
        await using var ctx = Context();
        var links = ctx.Render<NavLinks>(p => p.Add(c => c.Path, path).Add(c => c.OpenIncidents, 1));
        var current = Assert.Single(links.FindAll("[aria-current=page]"));
        Assert.StartsWith(section, current.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("1 open", links.Find(".count").TextContent);
    }

    [Fact]
    public async Task NavLinks_NoOpenIncident_ShowNoZero()
    {
        await using var ctx = Context();
        Assert.Empty(ctx.Render<NavLinks>(p => p.Add(c => c.Path, "/")).FindAll(".count"));
    }

    [Fact]
    public void ShellState_SetToTheSame_IsQuiet()
    {
        var shell = new ShellState();
        var changes = 0;
        shell.Changed += (_, _) => changes++;
        shell.Set(Liveness.Unknown, 1);
        shell.Set(Liveness.Unknown, 1);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void ShellState_AnotherSignOfLife_DrawsNotTheWholeLayout()
    {
        var shell = new ShellState();
        var (changes, heard) = (0, 0);
        shell.Changed += (_, _) => changes++;
        shell.Heard += (_, _) => heard++;
        shell.Set(new(Now, Ten), 0);
        shell.Set(new(Now.AddSeconds(2), Ten), 0);
        Assert.Equal((0, 2), (changes, heard));
    }

    private static BunitContext Context()
    {
        var ctx = new BunitContext();
        ctx.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        return ctx;
    }

    private static IRenderedComponent<LivenessIndicator> Indicator(BunitContext ctx, Liveness liveness) =>
        ctx.Render<LivenessIndicator>(parameters => parameters.Add(c => c.Liveness, liveness));
}
