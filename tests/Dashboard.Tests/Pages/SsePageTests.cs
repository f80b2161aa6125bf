using Bunit;
using Mcpx.Dashboard.Components.Pages.Sse;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class SsePageTests
{
    [Fact]
    public async Task Page_ThousandInstances_DrawsAndReadsWhatIsOnTheScreen()
    {
        await using var fleet = new Fleet(1_000);
        fleet.Beat(8, firstStalls: true);
        await fleet.FollowAsync();

        var page = fleet.Context.Render<SsePage>(p => p.Add(c => c.Name, "Prod"));

        Assert.Equal("1 of 1,000 Prod streams stalls above 15 s", page.Find("h1").TextContent);
        var rows = page.FindAll("tr.beat");
        Assert.Equal("api-0001", rows[0].GetAttribute("data-instance"));
        Assert.InRange(rows.Count, 20, 120);
        Assert.Equal("1001", page.Find("table").GetAttribute("aria-rowcount"));

        var drawn = page.FindComponents<HeartbeatRow>();
        var before = drawn.Sum(row => row.RenderCount);
        fleet.Beat(4, firstStalls: true);
        fleet.Clock.Advance(TimeSpan.FromMilliseconds(500));
        page.WaitForAssertion(() => Assert.True(drawn.Sum(row => row.RenderCount) > before));

        // The newest two slots of each stream, not the span again; and no more rows than before.
        Assert.InRange(fleet.Slots.RowsRead, 1, 2 * 1_000);
        Assert.InRange(page.FindAll("tr.beat").Count, 20, 120);
    }

    [Fact]
    public async Task Page_HiddenTab_DrawsNothingAndCatchesUpOnReturn()
    {
        await using var fleet = new Fleet(3);
        fleet.Beat(5);
        await fleet.FollowAsync();
        var page = fleet.Context.Render<SsePage>(p => p.Add(c => c.Name, "Prod"));
        await page.InvokeAsync(() => fleet.Attention.Set(hidden: true));
        var before = page.RenderCount;

        fleet.Beat(8, firstStalls: true);
        await page.InvokeAsync(() => { });
        Assert.Equal(before, page.RenderCount);

        await page.InvokeAsync(() => fleet.Attention.Set(hidden: false));
        fleet.Clock.Advance(TimeSpan.FromMilliseconds(500));
        page.WaitForAssertion(() => Assert.Equal("1 of 3 Prod streams stalls above 15 s", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Page_Folded_IsOneBandForTheHealthy()
    {
        await using var fleet = new Fleet(40);
        fleet.Beat(20, firstStalls: true);
        await fleet.FollowAsync();

        fleet.Navigate("/environments/Prod/sse?fold=true");
        var page = fleet.Context.Render<SsePage>(p => p.Add(c => c.Name, "Prod"));

        Assert.Equal(["api-0001", null], page.FindAll("tr.beat").Select(row => row.GetAttribute("data-instance")));
        Assert.Equal("39 more", page.Find("tr.fold th").TextContent);
        Assert.NotEqual("", page.Find(".calmband").GetAttribute("d"));
        Assert.Equal("Show 39 healthy", page.Find("[data-fold]").TextContent);
    }

    [Fact]
    public async Task Page_NothingMeasuredYet_SaysWhatWouldStandHere()
    {
        await using var fleet = new Fleet(2);
        await fleet.FollowAsync();
        var page = fleet.Context.Render<SsePage>(p => p.Add(c => c.Name, "Prod"));
        Assert.Contains("No event stream is watched here", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_UnknownEnvironment_NamesTheKnown()
    {
        await using var fleet = new Fleet(2);
        await fleet.FollowAsync();
        var page = fleet.Context.Render<SsePage>(p => p.Add(c => c.Name, "Nowhere"));
        Assert.Contains("Watched are Prod.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerdictState.Healthy, 9_000L, "All 2 Prod streams beat")]
    [InlineData(VerdictState.NoData, null, "No Prod stream is measured")]
    [InlineData(VerdictState.Breached, 48_000L, "2 of 2 Prod streams stall above 15 s")]
    public void Title_OfTheStreams_SaysHowManyStall(VerdictState state, long? value, string title)
    {
        var story = new Story();
        var view = SseView.Of(
            "Prod",
            story.Options,
            new([Story.Gap("api-1", state, value), Story.Gap("api-2", state, value)], [], Story.At(89), null),
            new Dictionary<string, long?>(),
            incident: null,
            Story.At(90)
        );
        Assert.Equal(title, view.Title);
        Assert.Contains("the runbook's number", view.Limits[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Title_SilentWatchdog_ClaimsNothing()
    {
        var view = SseView.Of(
            "Prod",
            new Story().Options,
            new([Story.Gap("api-1", VerdictState.Healthy, 1_000)], [], Story.At(0), null),
            new Dictionary<string, long?>(),
            incident: null,
            Story.At(90)
        );
        Assert.Equal("Nothing is known of Prod's streams right now", view.Title);
    }
}
