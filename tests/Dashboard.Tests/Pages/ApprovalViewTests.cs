using Bunit;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class ApprovalViewTests
{
    [Fact]
    public void Of_SomebodyEntitled_NamesThemAndRefusesNothing()
    {
        var view = Of(new Story().Opened().Proposed(), Story.Ic);
        Assert.Null(view.Refusal);
        Assert.Null(view.Mode);
        Assert.Equal("ic, Incident Commander (you)", view.MayApprove[0]);
        Assert.Equal("v1.9.0 to v1.8.2", view.Tags);
        Assert.Equal("One is enough. ci deployed v1.9.0 and cannot approve alone.", view.Rule);
        Assert.Equal(ApprovalView.Approve, view.Button);
    }

    [Fact]
    public void Of_AnAuditor_SaysWhichRoleItTakes()
    {
        var view = Of(new Story().Opened().Proposed(), Story.Auditor);
        Assert.Contains("Incident Commander or Deputy or Decision Owner", view.Refusal, StringComparison.Ordinal);
        Assert.False(view.MayReject);
    }

    [Fact]
    public void Of_WhoCausedIt_MayNotAlone() =>
        Assert.Contains(
            "cannot approve alone",
            Of(new Story().Opened().Proposed("ic"), Story.Ic).Refusal,
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_AnExpiredProposal_SaysSo() =>
        Assert.Contains(
            "expired",
            ApprovalView.Of(new Story().Opened().Proposed().Incident, Story.Ic, Story.Roster, Story.At(4_000)).Refusal,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(Execution.Off, "Execution is off for Prod")]
    [InlineData(Execution.DryRun, "Dry run")]
    public void Of_ExecutionNotOn_SaysWhatThatMeans(Execution execution, string words) =>
        Assert.StartsWith(words, Of(new Story(execution).Opened().Proposed(), Story.Ic).Mode, StringComparison.Ordinal);

    [Fact]
    public async Task Panel_EntitledPerson_ApprovesByTheButton()
    {
        await using var ctx = new BunitContext();
        var approved = 0;
        var panel = ctx.Render<ApprovePanel>(p =>
            p.Add(c => c.View, Of(new Story().Opened().Proposed(), Story.Ic))
                .Add(c => c.OnApprove, EventCallback.Factory.Create(this, () => approved++))
        );
        var button = panel.FindAll("button").Single(b => b.TextContent == ApprovalView.Approve);
        button.Click();
        Assert.Equal(1, approved);
    }

    [Fact]
    public async Task Panel_PlanChanged_ButtonIsOffUntilRead()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<ApprovePanel>(p =>
            p.Add(c => c.View, Of(new Story().Opened().Proposed(), Story.Ic)).Add(c => c.PlanChanged, true)
        );
        Assert.All(
            panel.FindAll("button").Where(b => b.TextContent.Contains("pprove", StringComparison.Ordinal)),
            b => Assert.True(b.HasAttribute("disabled"))
        );
        Assert.Contains("read it again", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_ChangesSinceOpened_SaysThemAndThatThePlanIsTheSame()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<ApprovePanel>(p =>
            p.Add(c => c.View, Of(new Story().Opened().Proposed(), Story.Ic))
                .Add(c => c.Changes, ["error-rate breached, Api"])
        );
        Assert.Contains("error-rate breached, Api", panel.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("The plan is the same", panel.Find(".note").TextContent, StringComparison.Ordinal);
    }

    private static ApprovalView Of(Story story, Actor me) =>
        ApprovalView.Of(story.Incident, me, Story.Roster, Story.At(40));
}
