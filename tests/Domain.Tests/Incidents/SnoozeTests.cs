using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Being asked again later, within bounds, while the proposal's clock stands still.</summary>
public sealed class SnoozeTests
{
    [Theory]
    [InlineData(59, RefusalKind.Invalid)]
    [InlineData(60, null)]
    [InlineData(14_400, null)]
    [InlineData(14_401, RefusalKind.Invalid)]
    public void Snooze_OneMinuteToFourHours_IsAccepted(double seconds, RefusalKind? expected) =>
        Assert.Equal(
            expected,
            new Story()
                .Proposed()
                .Try(new IncidentCommand.Snooze(Some.Seconds(seconds), "looking"), Some.Deputy)
                .Refusal?.Kind
        );

    [Fact]
    public void Snooze_NoReasonOrRole_IsRefused()
    {
        var story = new Story().Proposed();

        Assert.Equal(RefusalKind.ReasonMissing, Snooze(story, " ", Some.Ic));
        Assert.Equal(RefusalKind.Role, Snooze(story, "looking", new("sam", Role.Sre)));
    }

    [Fact]
    public void Snooze_Proposal_StopsItsClock()
    {
        var story = new Story().Proposed().Wait(600);
        var ends = story.State!.Proposal!.ExpiresAt;

        story.Then(new IncidentCommand.Snooze(TimeSpan.FromHours(1), "looking"), Some.Deputy);
        Assert.Equal(ends + TimeSpan.FromHours(1), story.State.Proposal!.ExpiresAt);
        story.Wait(600).Then(new IncidentCommand.Snooze(TimeSpan.FromMinutes(5), "sooner"), Some.Deputy);

        Assert.Equal(story.Now + TimeSpan.FromMinutes(5), story.State.Declined!.Until);
        Assert.Equal(ends + (story.State.Declined.Until - story.Entries[^2].At), story.State.Proposal.ExpiresAt);
    }

    [Fact]
    public void Approve_WhileSnoozed_IsAcceptedAfterTheOldEnd()
    {
        var story = new Story().Proposed().Then(new IncidentCommand.Snooze(TimeSpan.FromHours(1), "x"), Some.Deputy);

        story.Wait(3_000).Then(new IncidentCommand.Approve(story.Hash), Some.Ic).Then(new IncidentCommand.StartRun());

        Assert.Null(story.State!.Declined);
    }

    [Fact]
    public void Snooze_AtTheMomentOfExpiry_IsRefused()
    {
        var story = new Story().Proposed();
        story.Wait((story.State!.Proposal!.ExpiresAt - story.Now).TotalSeconds - 1);

        Assert.Equal(RefusalKind.Expired, Snooze(story, "looking", Some.Ic));
    }

    [Fact]
    public void Approve_FirstOfTwoWhileSnoozed_KeepsTheSnooze()
    {
        var story = new Story(required: 2)
            .Proposed()
            .Then(new IncidentCommand.Snooze(TimeSpan.FromHours(1), "looking"), Some.Deputy);

        story.Then(new IncidentCommand.Approve(story.Hash), Some.Ic);

        Assert.NotNull(story.State!.Declined);
    }

    private static RefusalKind? Snooze(Story story, string reason, Actor by) =>
        story.Try(new IncidentCommand.Snooze(TimeSpan.FromMinutes(5), reason), by).Refusal?.Kind;
}
