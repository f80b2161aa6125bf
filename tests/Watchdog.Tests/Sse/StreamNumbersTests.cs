using Mcpx.Watchdog.Runner.Smoke;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class StreamNumbersTests
{
    private const int Never = -1;

    [Theory]
    [InlineData(new int[0], Never)]
    [InlineData(new[] { 7 }, 7)]
    [InlineData(new[] { 30, 10, 20 }, 20)]
    [InlineData(new[] { 40, 10, 20, 30 }, 25)]
    [InlineData(new[] { 10, 10, Never }, 10)]
    [InlineData(new[] { 10, Never }, Never)]
    [InlineData(new[] { 10, 20, Never, Never }, Never)]
    [InlineData(new[] { Never, Never, 10 }, Never)]
    public void Median_Values_CountsNeverAsInfinitelySlow(int[] values, int expected) =>
        Assert.Equal(Time(expected), StreamNumbers.Median([.. values.Select(Time)]));

    private static TimeSpan Time(int milliseconds) =>
        milliseconds == Never ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(milliseconds);
}
