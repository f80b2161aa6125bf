using Mcpx.Domain.Triggers;

namespace Mcpx.Db.Tests;

public sealed class SampleStoreTests : IDisposable
{
    private const string Ready = "availability/Api/api-1/ready";

    private readonly DataFolder _folder = new();

    private SampleStore Samples => _folder.Store.Samples;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LastVerdicts_Written_ComeBackWholeWithTheirTime()
    {
        var verdict = Some.Verdict();
        Samples.Write("Prod", Some.At(1), [Some.Verdict(state: VerdictState.Pending)], []);
        Samples.Write("Prod", Some.At(2), [verdict, Some.Verdict(TriggerNames.SseHeartbeat, value: null)], []);
        Samples.Write("RTM", Some.At(3), [verdict], []);

        var last = Samples.LastVerdicts("Prod");

        Assert.Equal(2, last.Count);
        Assert.Contains((verdict, Some.At(2)), last);
    }

    [Fact]
    public void Points_Range_IsInOrderWithItsEnds()
    {
        for (var second = 0; second < 10; second++)
        {
            Write(second, second * 100);
        }

        var points = Samples.Points("Prod", Ready, Some.At(2), Some.At(5));

        Assert.Equal([200L, 300, 400, 500], points.Select(point => point.Value!.Value));
        Assert.Equal(new(Some.At(2), 200, 12, 11, VerdictState.Breached), points[0]);
    }

    [Fact]
    public void Points_NothingMeasured_IsNullAndNotZero()
    {
        Write(0, value: null);

        Assert.Null(Assert.Single(Samples.Points("Prod", Ready, Some.At(0), Some.At(1))).Value);
    }

    [Fact]
    public void Points_NothingStored_IsEmpty() => Assert.Empty(Samples.Points("Prod", Ready, Some.At(0), Some.At(1)));

    [Theory]
    [InlineData(10)]
    [InlineData(7)]
    [InlineData(1)]
    public void Points_MoreThanAsked_AreThinnedAndKeepThePeak(int most)
    {
        for (var second = 0; second < 100; second++)
        {
            Write(second, second == 57 ? 9_999 : 10);
        }

        for (var from = 0; from < 5; from++)
        {
            var points = Samples.Points("Prod", Ready, Some.At(from), Some.At(from + 94), most);

            Assert.InRange(points.Count, 1, Math.Max(2, most));
            Assert.Contains(points, point => point.Value == 9_999);
        }
    }

    [Fact]
    public void Write_SameRoundAgain_KeepsTheFirstPoint()
    {
        Write(0, 100);
        Write(0, 200);

        Assert.Equal(100, Assert.Single(Samples.Points("Prod", Ready, Some.At(0), Some.At(1))).Value);
    }

    [Fact]
    public void Changes_Written_AreNewestFirst()
    {
        var first = Change("Prod", 1, VerdictState.Pending);
        var second = Change("RTM", 2, VerdictState.Breached);
        var third = Change("Prod", 3, VerdictState.Breached);
        Samples.Write("Prod", Some.At(3), [], [first, second, third]);

        Assert.Equal([third, second], Samples.Changes(environment: null, most: 2));
        Assert.Equal([third, first], Samples.Changes("Prod", most: 5));
    }

    private static VerdictChange Change(string environment, int second, VerdictState after) =>
        new(environment, Ready, Some.At(second), VerdictState.Healthy, after, "it changed");

    private void Write(int second, long? value) =>
        Samples.Write("Prod", Some.At(second), [Some.Verdict(value: value)], []);
}
