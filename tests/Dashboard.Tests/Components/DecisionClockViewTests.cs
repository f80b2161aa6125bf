using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>The numbers are those of INC-0147 on every screen: 14:54 used, 11:00 planned, 4:06 spare, later 16:28, 8:40, 2:20, 2:32.</summary>
public sealed class DecisionClockViewTests
{
    private static readonly DateTimeOffset Declared = new(2025, 11, 24, 10, 37, 12, TimeSpan.Zero);

    private static readonly DecisionClockFacts Proposed = new(
        Declared,
        TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(11)
    );

    private static readonly DecisionClockFacts Running = Proposed with { ApprovedAt = After(16, 28) };

    [Fact]
    public void At_Proposed_ShowsUsedPlanAndSpare()
    {
        var view = DecisionClockView.At(Proposed, After(14, 54));
        Assert.Equal(["14:54 used", "11:00 if approved now", "4:06 spare"], Pieces(view));
        Assert.Equal("15:06", view.Count);
        Assert.Equal("15 minutes 6 seconds left of 30 minutes", view.TimerText);
        Assert.Equal(
            "14:54 of 30 minutes used. A rollback approved now ends near 25:54, 4:06 to spare.",
            view.Sentence
        );
        Assert.Null(view.LimitAt);
    }

    [Fact]
    public void At_Running_ShowsWaitingActingToGoAndSpare()
    {
        var view = DecisionClockView.At(Running, After(25, 8));
        Assert.Equal(["16:28 until approved", "8:40 rolling back", "2:20 to go", "2:32 spare"], Pieces(view));
        Assert.Equal("4:52", view.Count);
    }

    [Fact]
    public void At_PlanThatNoLongerFits_MarksTheLimitInsideTheBar()
    {
        var view = DecisionClockView.At(Proposed, After(22, 0));
        Assert.Equal(["22:00 used", "11:00 if approved now"], Pieces(view));
        Assert.Equal("90.9%", view.LimitAt);
        Assert.Contains("3:00 past the limit", view.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void At_PastTheLimit_CountsUp()
    {
        var view = DecisionClockView.At(Running, After(32, 10));
        Assert.True(view.Left < TimeSpan.Zero);
        Assert.Equal("2:10", view.Count);
        Assert.Equal("2 minutes 10 seconds past the 30 minutes", view.TimerText);
    }

    [Fact]
    public void At_PlanTakingLongerThanExpected_HasNothingToGo() =>
        Assert.DoesNotContain(DecisionClockView.At(Running, After(29, 0)).Pieces, static piece => piece.Kind == "plan");

    [Fact]
    public void At_Ended_StandsStill()
    {
        var ended = Running with { EndedAt = After(26, 57) };
        Assert.Equal(
            Pieces(DecisionClockView.At(ended, After(27, 0))),
            Pieces(DecisionClockView.At(ended, After(900, 0)))
        );
        Assert.Empty(DecisionClockView.At(ended, After(900, 0)).Warning);
    }

    [Fact]
    public void At_ClockSetBack_UsesNothing() =>
        Assert.Equal("30:00", DecisionClockView.At(Proposed, Declared.AddMinutes(-1)).Count);

    [Theory]
    [InlineData(19, 59, "")]
    [InlineData(20, 0, "10 minutes left")]
    [InlineData(24, 59, "10 minutes left")]
    [InlineData(25, 0, "5 minutes left")]
    [InlineData(29, 0, "1 minute left")]
    [InlineData(30, 0, "The time is up")]
    public void Warning_AtTenFiveAndOneMinutes_ChangesOnce(int minutes, int seconds, string warning) =>
        Assert.Equal(warning, DecisionClockView.At(Proposed, After(minutes, seconds)).Warning);

    private static DateTimeOffset After(int minutes, int seconds) => Declared + new TimeSpan(0, minutes, seconds);

    private static IEnumerable<string> Pieces(DecisionClockView view) =>
        view.Pieces.Select(static piece => $"{piece.Time} {piece.Words}");
}
