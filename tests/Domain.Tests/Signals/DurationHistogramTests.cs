using System.Collections.Immutable;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class DurationHistogramTests
{
    [Theory]
    [InlineData(new long[] { 100, 200 }, new long[] { 1, 1, 5 })]
    [InlineData(new long[] { 0 }, new long[] { 0, 0 })]
    public void ProblemOf_GoodShape_IsNone(long[] bounds, long[] counts) =>
        Assert.Null(DurationHistogram.ProblemOf(bounds, counts));

    [Theory]
    [InlineData(new long[] { }, new long[] { 1 }, "0 bounds and 1 counts")]
    [InlineData(new long[] { 100, 200 }, new long[] { 1, 2 }, "2 bounds and 2 counts")]
    [InlineData(new long[] { 100 }, new long[] { 1, 2, 3 }, "1 bounds and 3 counts")]
    [InlineData(new long[] { -1, 200 }, new long[] { 1, 2, 3 }, "do not ascend")]
    [InlineData(new long[] { 200, 200 }, new long[] { 1, 2, 3 }, "do not ascend")]
    [InlineData(new long[] { 200, long.MinValue }, new long[] { 1, 2, 3 }, "do not ascend")]
    [InlineData(new long[] { 100, 200 }, new long[] { -1, 2, 3 }, "less than the one before")]
    [InlineData(new long[] { 100, 200 }, new long[] { 1, 3, 2 }, "less than the one before")]
    [InlineData(new long[] { 100, 200 }, new long[] { 1, long.MinValue, 2 }, "less than the one before")]
    public void Constructor_WrongShape_SaysWhatIsWrong(long[] bounds, long[] counts, string problem)
    {
        Assert.Contains(problem, DurationHistogram.ProblemOf(bounds, counts), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DurationHistogram([.. bounds], [.. counts]));
    }

    [Fact]
    public void Constructor_NothingGiven_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new DurationHistogram(default(ImmutableArray<long>), default(ImmutableArray<long>))
        );

    [Fact]
    public void Equals_SameContent_IsTheSame()
    {
        var one = new DurationHistogram([100, 200], [1, 2, 3]);

        Assert.Equal(new([100, 200], [1, 2, 3]), one);
        Assert.Equal(new DurationHistogram([100, 200], [1, 2, 3]).GetHashCode(), one.GetHashCode());
        Assert.NotEqual(new([100, 200], [1, 1, 3]), one);
        Assert.NotEqual(new([100, 201], [1, 2, 3]), one);
        Assert.False(one.Equals(null));
    }
}
