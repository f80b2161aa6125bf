using Bunit;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Tests.Pages;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>Who is called for a proposal, and the button that stops it.</summary>
public sealed class CallsPanelTests
{
    private static readonly Actor Sre = new("sre", Role.Sre);
    private int _taken;

    [Fact]
    public void Of_NothingProposedOrDecided_ShowsNoPanel()
    {
        var story = new Story().Opened();
        Assert.Null(CallsView.Of(story.State, story.Incident, Story.Ic));

        story.Proposed().Running();
        Assert.Null(CallsView.Of(story.State, story.Incident, Story.Ic));
    }

    [Fact]
    public async Task Panel_NobodyTookIt_OffersToTakeItAndSaysThatNobodyCanBePaged()
    {
        await using var context = new BunitContext();
        var panel = Render(context, new Story().Opened().Proposed(), Story.Ic);

        Assert.Equal("Nobody has taken it yet", panel.Find("h2").TextContent);
        Assert.Contains(
            "No way to page anybody is configured",
            panel.Find(".note").TextContent,
            StringComparison.Ordinal
        );
        await panel.Find("button").ClickAsync();
        Assert.Equal(1, _taken);
    }

    [Fact]
    public async Task Panel_Called_SaysWhomByWhatAndWhatDidNotArrive()
    {
        await using var context = new BunitContext();
        var story = new Story()
            .Opened()
            .Proposed()
            .On(Page(1, PageWay.Mail, null), at: 33)
            .On(Page(1, PageWay.PagerDuty, "events.pagerduty.com answered 503"), at: 34);
        var panel = Render(context, story, Story.Ic);

        var call = Assert.Single(panel.FindAll("li")).TextContent;
        Assert.Contains("Incident Commander rina, by Mail", call, StringComparison.Ordinal);
        Assert.Contains("PagerDuty did not: events.pagerduty.com answered 503", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_Taken_SaysByWhomAndOffersNothing()
    {
        await using var context = new BunitContext();
        var story = new Story().Opened().Proposed().On(new Acknowledged(), Story.Deputy, 40);
        var panel = Render(context, story, Story.Ic);

        Assert.Equal("Taken by deputy, Deputy", panel.Find("h2").TextContent);
        Assert.Empty(panel.FindAll("button"));
    }

    [Fact]
    public async Task Panel_OfWhoMayNot_IsOffWithTheReason()
    {
        await using var context = new BunitContext();
        var panel = Render(context, new Story().Opened().Proposed(), Sre);

        Assert.True(panel.Find("button").HasAttribute("disabled"));
        Assert.Contains("SRE may not acknowledge", panel.Find(".under").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_SilentSchedule_IsSaid()
    {
        await using var context = new BunitContext();
        var story = new Story()
            .Happened(
                Streams.Environment("Prod"),
                new RosterSeen([new(Role.Deputy, "dee", RosterBasis.Source)], "The schedule is silent about Prod.")
            )
            .Opened()
            .Proposed();
        var panel = Render(context, story, Story.Ic);

        Assert.Contains("The schedule is silent about Prod.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("dee", story.State.RosterOf("Prod").Deputy);
        Assert.Equal("dee", story.Incident.OnCall!.On[0].Name);
    }

    [Fact]
    public void Of_SomebodyTookTheRole_NamesThemAsTheNextToBeCalled()
    {
        var story = new Story()
            .Happened(Streams.Node, new ConfigurationApplied(new() { Paging = new() { Slack = true } }, []))
            .Opened()
            .Proposed()
            .On(
                new RoleTaken(IncidentRole.IncidentCommander, From: null),
                new Actor("zoe", Role.IncidentCommander),
                40
            );

        Assert.Equal("Incident Commander zoe", CallsView.Of(story.State, story.Incident, Story.Ic)!.Next);
    }

    private static PageSent Page(int call, PageWay way, string? fault) =>
        new(call, PageAct.Trigger, way, Role.IncidentCommander, "rina", fault);

    private IRenderedComponent<CallsPanel> Render(BunitContext context, Story story, Actor me) =>
        context.Render<CallsPanel>(parameters =>
            parameters
                .Add(panel => panel.View, CallsView.Of(story.State, story.Incident, me)!)
                .Add(panel => panel.OnAcknowledge, () => _taken++)
        );
}
