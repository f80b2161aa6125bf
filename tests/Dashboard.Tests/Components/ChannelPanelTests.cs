using Bunit;
using Mcpx.Dashboard.Components.Pages.Settings;
using Mcpx.Dashboard.Tests.Pages;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class ChannelPanelTests
{
    private static readonly SlackOptions Slack = new() { WebhookVariable = "SLACK" };

    private static readonly ChannelTest Asked = new()
    {
        Id = "TEST-0001",
        By = Story.Ic,
        AskedAt = Story.Start,
        Version = 1,
    };

    private int _asked;

    [Fact]
    public async Task Panel_NoWebhook_SaysSoAndOffersNothing()
    {
        await using var context = new BunitContext();

        var panel = Render(context, new(), new(), Story.Ic, seconds: 1);

        Assert.Contains("No webhook is configured", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("button"));
    }

    [Fact]
    public async Task Panel_NeverTested_OffersOne()
    {
        await using var context = new BunitContext();

        var panel = Render(context, Slack, new(), Story.Ic, seconds: 1);
        await panel.Find("button").ClickAsync();

        Assert.Equal(1, _asked);
        Assert.Empty(panel.FindAll("[data-test]"));
    }

    [Fact]
    public async Task Panel_Asked_WaitsWithItsButtonOff()
    {
        await using var context = new BunitContext();

        var panel = Render(context, Slack, Asked, Story.Deputy, seconds: 5);

        Assert.Equal("waiting", panel.Find("[data-test]").GetAttribute("data-test"));
        Assert.True(panel.Find("button").HasAttribute("disabled"));
        Assert.Contains("ic, Incident Commander", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_NobodyHeardIt_SaysThatNothingWasSent()
    {
        await using var context = new BunitContext();

        var panel = Render(context, Slack, Asked, Story.Ic, seconds: 121);

        Assert.Contains("Nobody sent it.", panel.Find("[data-test=unheard]").TextContent, StringComparison.Ordinal);
        Assert.False(panel.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Panel_Held_SaysOfEachChannelWhetherItArrived()
    {
        await using var context = new BunitContext();
        var held = Asked with
        {
            HeldAt = Story.At(1),
            Answers = [new("#release", null), new("#incident", "the webhook answered 404")],
        };

        var panel = Render(context, Slack, held, Story.Ic, seconds: 5);

        Assert.Equal(
            ["#release: the webhook took it", "#incident: did not arrive, the webhook answered 404"],
            panel.FindAll("[data-test=held] li").Select(line => line.TextContent.Trim())
        );
    }

    [Fact]
    public async Task Panel_OfAnAuditor_IsOffWithTheReason()
    {
        await using var context = new BunitContext();

        var panel = Render(context, Slack, new(), Story.Auditor, seconds: 5);

        Assert.True(panel.Find("button").HasAttribute("disabled"));
        Assert.Contains("Auditor may not send test messages.", panel.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ChannelPanel> Render(
        BunitContext context,
        SlackOptions slack,
        ChannelTest test,
        Actor me,
        double seconds
    ) =>
        context.Render<ChannelPanel>(parameters =>
            parameters
                .Add(panel => panel.View, ChannelView.Of(slack, test, me, Story.At(seconds)))
                .Add(panel => panel.OnTest, () => _asked++)
        );
}
