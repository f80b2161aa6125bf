using Bunit;
using Mcpx.Dashboard.Components.Pages.Environments;
using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

/// <summary>An environment's page over a real store, in the states a reader can meet it in.</summary>
public sealed class EnvironmentPageTests
{
    [Fact]
    public async Task Page_OfNoEnvironment_SaysWhichAreWatched()
    {
        await using var fleet = await FollowedAsync(1);

        var page = fleet.Context.Render<EnvironmentPage>(p => p.Add(c => c.Name, "Mars"));

        Assert.Equal("There is no environment Mars", page.Find("h1").TextContent);
        Assert.Contains("Watched are Prod.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NothingMeasuredYet_IsNeverHealthyAndKeepsItsPlaces()
    {
        await using var fleet = await FollowedAsync(2);

        var page = fleet.Context.Render<EnvironmentPage>(p => p.Add(c => c.Name, "Prod"));

        Assert.DoesNotContain("healthy", page.Find("h1").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, page.FindAll("[data-instance]").Count);
        Assert.Contains(
            "No health check is judged here",
            page.Find("[data-part=availability]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("Nothing measured in this span", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AStreamStalls_IsTheFirstRowWithItsHourInALine()
    {
        await using var fleet = new Fleet(3);
        fleet.Beat(150, firstStalls: true);
        await SignedInAsync(fleet);

        var page = fleet.Context.Render<EnvironmentPage>(p => p.Add(c => c.Name, "Prod"));

        var row = page.Find("[data-series]");
        Assert.Equal("sse-heartbeat/Api/api-0001", row.GetAttribute("data-series"));
        Assert.Equal("Breached", row.QuerySelector(".c")!.TextContent.Trim());
        Assert.Equal(
            "sse-heartbeat, last 60 minutes: at most 48 s",
            row.QuerySelector(".trend")!.GetAttribute("aria-label")
        );
        Assert.Contains("bad", row.QuerySelector(".trend")!.ClassList);
        Assert.Equal("api-0001", page.Find("[data-instance]").GetAttribute("data-instance"));
    }

    [Fact]
    public async Task Page_AReadingsFirstMinute_IsNoLineYet()
    {
        await using var fleet = new Fleet(1);
        fleet.Beat(5);
        await SignedInAsync(fleet);

        var page = fleet.Context.Render<EnvironmentPage>(p => p.Add(c => c.Name, "Prod"));

        Assert.Empty(page.FindAll(".trend"));
        Assert.Equal("none", page.Find("[data-series] .hour").TextContent.Trim());
    }

    [Fact]
    public async Task Availability_OfInstances_TellsAnsweredFailingBreachedAndUnmeasuredApart()
    {
        await using var fleet = new Fleet(1);
        fleet.Judge(
            120,
            second =>
                [
                    Story.Ready() with
                    {
                        Value = second < 60 ? 0 : (second - 59) * 1_000,
                    },
                    Story.Ready("api-2") with
                    {
                        Value = 0,
                    },
                ]
        );
        await SignedInAsync(fleet);
        IReadOnlyList<Verdict> now =
        [
            Story.Ready(state: VerdictState.Breached) with
            {
                Value = 60_000,
            },
            Story.Ready("api-2"),
        ];

        var view = AvailabilityView.Of(fleet.Slots, "Prod", now, TimeSpan.FromMinutes(15));

        Assert.Equal(("1 of 2 answer", VerdictState.Breached), (view.Reading, view.Worst));
        Assert.Equal(["api-1", "api-2"], view.Lines.Select(line => line.Instance));
        Assert.True(view.Lines[0] is { Answered: > 10, Failed: > 10, Unmeasured: > 100 });
        Assert.True(view.Lines[1] is { Answered: > 20, Failed: 0 });
        Assert.All([view.Answered, view.Failed, view.Breached, view.Missing], path => Assert.NotEmpty(path));
        Assert.Equal("one line per instance, worst first", view.Under);
    }

    [Fact]
    public async Task Availability_OfALargeFleet_DrawsTheWorstAndSaysOfHowMany()
    {
        await using var fleet = await FollowedAsync(1);
        IReadOnlyList<Verdict> now =
        [
            .. Enumerable.Range(1, 40).Select(number => Story.Ready($"api-{number:00}")),
            Story.Ready("web-of-a-very-long-name-that-wraps", VerdictState.Pending) with
            {
                Value = 3_000,
            },
        ];

        var hours = AvailabilityView.Of(fleet.Slots, "Prod", now, TimeSpan.FromHours(1));
        var days = AvailabilityView.Of(fleet.Slots, "Prod", now, TimeSpan.FromDays(7));

        Assert.Equal(("40 of 41 answer", 12, 6), (hours.Reading, hours.Lines.Count, days.Lines.Count));
        Assert.Equal("web-of-a-very-long-name-that-wraps", hours.Lines[0].Instance);
        Assert.Equal("one line per instance, worst 12 of 41", hours.Under);
    }

    [Fact]
    public async Task Strip_AsTable_SaysTheSharesInNumbers()
    {
        await using var context = new BunitContext();
        var view = new AvailabilityView(
            [new("api-1", VerdictState.Healthy, 120, 1, 240)],
            1,
            "M0,0h1v1h-1z",
            "",
            "",
            ""
        );

        var strip = context.Render<AvailabilityStrip>(p => p.Add(c => c.View, view).Add(c => c.Table, true));

        Assert.Equal(["50 %", "0.42 %", "49.6 %"], strip.FindAll("td.r").Select(cell => cell.TextContent));
        Assert.Contains(
            "api-1 failed for 0.42 %",
            strip.Find("[role=img]").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
        Assert.Equal("true", strip.Find("button").GetAttribute("aria-expanded"));
    }

    [Theory]
    [InlineData("ic", "IncidentCommander", true)]
    [InlineData("auditor", "Auditor", false)]
    public async Task Page_Declaring_IsOfferedToWhoMay(string person, string role, bool offered)
    {
        await using var fleet = new Fleet(1);
        fleet.SignIn(person, role);
        await fleet.FollowAsync();

        var page = fleet.Context.Render<EnvironmentPage>(p => p.Add(c => c.Name, "Prod"));

        Assert.Equal(offered, page.FindAll("a[href='incidents?declare=Prod']").Count == 1);
    }

    [Fact]
    public async Task Wall_OfAFleet_HasRowsAndNothingToRead()
    {
        await using var fleet = new Fleet(2);
        fleet.Beat(5, firstStalls: true);
        await SignedInAsync(fleet);

        var wall = fleet.Context.Render<WallPage>();

        Assert.Equal("Prod", Assert.Single(wall.FindAll(".erow")).GetAttribute("data-environment"));
        Assert.Contains("Breached 48 s", wall.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Latest events", wall.Markup, StringComparison.Ordinal);
        Assert.Empty(wall.FindAll(".seg"));
    }

    [Fact]
    public async Task Wall_BeforeAnyWatchdog_SaysWhatWillStandHere()
    {
        await using var fleet = new Fleet(1);
        fleet.SignIn("ic", "IncidentCommander");

        var wall = fleet.Context.Render<WallPage>();

        Assert.Contains("Nothing is watched yet", wall.Markup, StringComparison.Ordinal);
    }

    private static async Task<Fleet> FollowedAsync(int instances)
    {
        var fleet = new Fleet(instances);
        await SignedInAsync(fleet);
        return fleet;
    }

    private static Task SignedInAsync(Fleet fleet)
    {
        fleet.SignIn("ic", "IncidentCommander");
        return fleet.FollowAsync();
    }
}
