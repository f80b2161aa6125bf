using Bunit;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
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

    [Fact]
    public async Task Panel_Buttons_SnoozeRejectAndRehearseByWhoMay()
    {
        await using var ctx = new BunitContext();
        var asked = new List<string>();
        var story = new Story().Opened().Proposed();
        var panel = ctx.Render<ApprovePanel>(p =>
            p.Add(c => c.View, Targets(story, Story.Ic))
                .Add(c => c.OnSnooze, EventCallback.Factory.Create(this, () => asked.Add("snooze")))
                .Add(c => c.OnRehearse, EventCallback.Factory.Create(this, () => asked.Add("dry run")))
                .Add(c => c.OnReject, EventCallback.Factory.Create(this, () => asked.Add("reject")))
        );

        foreach (var button in panel.FindAll(".trio button"))
        {
            button.Click();
        }

        Assert.Equal(["dry run", "snooze", "reject"], asked);
        Assert.DoesNotContain("break-glass", panel.Markup, StringComparison.OrdinalIgnoreCase);
        panel.Render(p => p.Add(c => c.View, Targets(story, Story.Auditor)));
        Assert.All(panel.FindAll(".trio button"), button => Assert.True(button.HasAttribute("disabled")));
    }

    [Fact]
    public void Of_DryRunAskedAndHeld_WaitsThenShowsWhatWouldBeDone()
    {
        var story = new Story().Opened().Proposed();
        story.Happened(Streams.Environment("Prod"), new DrillAsked("DRILL-0002", Component.Api, "v1.8.2"));
        Assert.Empty(Targets(story, Story.Ic).Rehearsal!.Wanted);

        story.Happened(
            Streams.Environment("Prod"),
            new DrillHeld("DRILL-0002", Component.Api, "v1.8.2", true, [], TimeSpan.FromMinutes(3), ["deploy v1.8.2"])
        );
        story.Happened(
            Streams.Environment("Prod"),
            new DrillHeld("DRILL-0003", Component.Api, "v1.7.0", true, [], TimeSpan.FromMinutes(3), ["another target"])
        );

        var rehearsal = Targets(story, Story.Ic).Rehearsal!;
        Assert.Equal([Component.Api], rehearsal.Wanted);
        Assert.Equal(["deploy v1.8.2"], Assert.Single(rehearsal.Held).Lines);
    }

    [Fact]
    public void Of_WhoCausedItWhereGlassMayBeBroken_MayAlone()
    {
        var story = new Story().Opened().Proposed("ic");
        var allowed = story.Incident.Proposal!.Plan.Policy.BreakGlass;

        Assert.Equal(allowed, Of(story, Story.Ic).MayBreakGlass);
        Assert.False(Of(story, Story.Deputy).MayBreakGlass);
        Assert.False(Of(story, Story.Auditor).MayBreakGlass);
    }

    [Theory]
    [InlineData(40, 214L, "5 more minutes cost about 1,070 failed calls, and leave ")]
    [InlineData(40, 0L, "5 more minutes cost no failed calls as things are, and leave ")]
    [InlineData(40, null, "What it costs people is not measured, and leave ")]
    [InlineData(1_700, 214L, "5 more minutes cost about 1,070 failed calls, and the run would end ")]
    public void Of_Waiting_SaysWhatFiveMinutesCost(double at, long? failing, string words) =>
        Assert.StartsWith(
            words,
            WaitingCost.Of(new Story().Opened().Proposed().Incident, failing, Story.At(at)),
            StringComparison.Ordinal
        );

    [Fact]
    public void FailingPerMinute_TwoComponents_IsTheirSumOverTheWindow()
    {
        var errors = Story.Errors() with { Total = 1_000, Failed = 100 };
        var options = new EnvironmentOptions();
        var minutes = options.Triggers.ErrorRate.EffectiveWindow.TotalMinutes;

        Assert.Equal(
            (long)Math.Round(200 / minutes),
            WaitingCost.FailingPerMinute([errors, errors with { Component = Component.Web }], options)
        );
        Assert.Null(WaitingCost.FailingPerMinute([errors with { Total = 0 }], options));
    }

    private static ApprovalView Targets(Story story, Actor me) =>
        ApprovalView.Of(
            story.Incident,
            me,
            Story.Roster,
            Story.At(40),
            story.State.Environment("Prod").Targets,
            failing: 214
        );

    private static ApprovalView Of(Story story, Actor me) =>
        ApprovalView.Of(story.Incident, me, Story.Roster, Story.At(40));
}
