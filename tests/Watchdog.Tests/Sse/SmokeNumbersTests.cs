using System.Text;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class SmokeNumbersTests
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
        Assert.Equal(Time(expected), SmokeNumbers.Median([.. values.Select(Time)]));

    [Theory]
    [InlineData("data: x\n\n", true)]
    [InlineData("data: x\r\n\r\n", true)]
    [InlineData(": keep-alive\n", true)]
    [InlineData(":\n", true)]
    [InlineData("event: hello\ndata: {}\n\n", true)]
    [InlineData("event: hello\n: note\n", true)]
    [InlineData("data: x\n", false)]
    [InlineData("data: x", false)]
    [InlineData(": keep-alive", false)]
    [InlineData("\n\n\n", false)]
    [InlineData("", false)]
    [InlineData("data: a\ndata: b\n", false)]
    [InlineData("data: a:b\n", false)]
    public void CompletedBy_Text_KnowsAWholeEventOrComment(string text, bool complete)
    {
        Assert.Equal(complete, new FirstLine().CompletedBy(Encoding.UTF8.GetBytes(text)));

        var byteByByte = new FirstLine();
        Assert.Equal(complete, Encoding.UTF8.GetBytes(text).Any(value => byteByByte.CompletedBy([value])));
    }

    private static TimeSpan Time(int milliseconds) =>
        milliseconds == Never ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(milliseconds);
}
