using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Live;

public sealed class AssumptionsTests
{
    private static readonly LiveInstance Known = new("api-1", Component.Api, "v1", Some.At(0)) { ClockAhead = 0 };

    private static Verdict Errors { get; } =
        Some.Verdict() with
        {
            Trigger = TriggerNames.ErrorRate,
            Instance = "api-1",
        };

    [Fact]
    public void Missing_AllIsThere_SaysNothing() =>
        Assert.Empty(Assumptions.Missing([Errors], [Known, Known with { Name = "api-2", ClockAhead = null }]));

    [Fact]
    public void Missing_NoTag_SaysWhoAndWhatIsLost()
    {
        var silent = new LiveInstance("api-2", Component.Api, Tag: null, TagReadAt: null);

        var sentence = Assert.Single(Assumptions.Missing([], [Known, silent, silent with { Name = "web-1" }]));

        Assert.StartsWith("api-2, web-1 never said which release runs there", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_NoCounter_IsSaidOfInstancesOnly()
    {
        var none = Errors with { State = VerdictState.NoData };

        Assert.StartsWith(
            "api-1 gives no request counter",
            Assert.Single(Assumptions.Missing([none, none with { Instance = null }], [Known])),
            StringComparison.Ordinal
        );
        Assert.Empty(Assumptions.Missing([none with { Trigger = TriggerNames.Latency }], [Known]));
        Assert.Empty(Assumptions.Missing([Errors with { State = VerdictState.NotEnoughSamples }], [Known]));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(-5, true)]
    public void Missing_ClockAway_IsSaidFromFiveSeconds(long ahead, bool said) =>
        Assert.Equal(said, Assumptions.Missing([], [Known with { ClockAhead = ahead }]).Count == 1);
}
