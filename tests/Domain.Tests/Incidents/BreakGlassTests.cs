using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Who caused the failing change: when they may approve, and what they owe then.</summary>
public sealed class BreakGlassTests
{
    [Theory]
    [InlineData("Prod", null, true)]
    [InlineData("RTM", null, false)]
    [InlineData("Prod", false, false)]
    [InlineData("RTM", true, true)]
    public void Approve_WhoCausedIt_IsRefusedWhereThePolicySaysSo(string environment, bool? independent, bool refused)
    {
        var story = Caused(plan =>
            plan with
            {
                Environment = environment,
                Policy = plan.Policy with { Independent = independent },
            }
        );

        var decided = story.Try(new IncidentCommand.Approve(story.Hash), Some.Ic);

        Assert.Equal(refused ? RefusalKind.CausedTheChange : null, decided.Refusal?.Kind);
    }

    [Fact]
    public void Approve_BreakGlassWithAReason_IsEnoughAndOwesAReview()
    {
        var story = Broken();

        Assert.Equal(IncidentStatus.Approved, story.State!.Status);
        Assert.Equal("nobody answers the phone", story.State.Decision!.BreakGlass);
        Assert.Equal(Some.Ic, Assert.Single(story.State.ReviewsOwed).By);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Approve_BreakGlassWithoutAReason_IsRefused(string? reason)
    {
        var story = Caused();

        var refusal = story.Try(new IncidentCommand.Approve(story.Hash, reason), Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.CausedTheChange, refusal.Kind);
        Assert.Contains("break-glass", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Approve_BreakGlassSwitchedOff_IsRefused()
    {
        var story = Caused(plan => plan with { Policy = plan.Policy with { BreakGlass = false } });

        var refusal = story.Try(new IncidentCommand.Approve(story.Hash, "nobody answers"), Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.CausedTheChange, refusal.Kind);
        Assert.DoesNotContain("break-glass", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Approve_BreakGlassWithoutTheRole_IsRefused()
    {
        var story = new Story(causedBy: Some.Viewer.Name).Proposed();

        var refused = story.Try(new IncidentCommand.Approve(story.Hash, "nobody answers"), Some.Viewer).Refusal!;

        Assert.Equal(RefusalKind.Role, refused.Kind);
    }

    [Fact]
    public void Approve_BreakGlassBySomebodyElse_BreaksNothing()
    {
        var story = Caused();

        story.Then(new IncidentCommand.Approve(story.Hash, "just in case"), Some.Deputy);

        Assert.Null(story.State!.Decision!.BreakGlass);
        Assert.Empty(story.State.ReviewsOwed);
    }

    [Fact]
    public void Close_ReviewOwed_WaitsAndNamesWho()
    {
        var story = Stabilising();

        var refusal = story.Try(new IncidentCommand.Close("stable"), Some.Deputy).Refusal!;
        Assert.Equal(RefusalKind.ReviewOwed, refusal.Kind);
        Assert.Contains("ada", refusal.Text, StringComparison.Ordinal);

        story.Then(new IncidentCommand.Review("It was right; the phone list is mended."), Some.Deputy);
        story.Then(new IncidentCommand.Close("stable"), Some.Deputy);
    }

    [Fact]
    public void Next_ReviewOwed_ClosesOnlyAfterIt()
    {
        var scene = Scene.Deployed(by: Some.Ic.Name);
        scene.Look(Some.Verdict());
        scene.Do(new IncidentCommand.Approve(scene.Incident.Proposal!.PlanHash, "nobody answers"), Some.Ic).Run();

        Assert.Empty(scene.Wait(3_600).Look(Scene.Healthy()));
        scene.Do(new IncidentCommand.Review("it was right"), Some.Owner).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Closed, scene.Incident.Status);
    }

    [Fact]
    public void Review_ByWhoBrokeIt_IsRefused() =>
        Assert.Equal(
            RefusalKind.ReviewOwed,
            Stabilising().Try(new IncidentCommand.Review("I was right"), Some.Ic).Refusal!.Kind
        );

    [Fact]
    public void Review_WithoutARoleOfThePolicy_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            Stabilising().Try(new IncidentCommand.Review("fine"), new("sam", Role.Sre)).Refusal!.Kind
        );

    [Fact]
    public void Review_NoText_IsRefused() =>
        Assert.Equal(
            RefusalKind.ReasonMissing,
            Stabilising().Try(new IncidentCommand.Review(" "), Some.Deputy).Refusal!.Kind
        );

    [Fact]
    public void Permitted_WhoCausedIt_IsToldWhatTheyChanged()
    {
        const string Alone =
            " and cannot approve alone. In an emergency: by break-glass, with a reason and a later review.";
        var deployed = Caused().State!.Proposal!;
        var set = new Story(version => Some.Revert(version), causedBy: Some.Ic.Name).Proposed().State!.Proposal!;

        Assert.Equal(
            $"ada deployed v1.8.2{Alone}",
            IncidentDecision.Permitted(deployed, Some.Ic, deployed.ProposedAt)!.Text
        );
        Assert.Equal($"ada set Cors:Origins{Alone}", IncidentDecision.Permitted(set, Some.Ic, set.ProposedAt)!.Text);
    }

    private static Story Caused(Func<Domain.Rollback.Plan, Domain.Rollback.Plan>? change = null) =>
        new Story(causedBy: Some.Ic.Name, change: change).Proposed();

    private static Story Broken()
    {
        var story = Caused();
        return story.Then(new IncidentCommand.Approve(story.Hash, " nobody answers the phone "), Some.Ic);
    }

    private static Story Stabilising() =>
        Broken().Then(new IncidentCommand.StartRun()).RunSteps().Then(new IncidentCommand.FinishRun());
}
