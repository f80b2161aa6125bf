using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(9.999, "0:09")]
    [InlineData(246, "4:06")]
    [InlineData(3599, "59:59")]
    [InlineData(4509, "1:15:09")]
    [InlineData(-12, "−0:12")]
    [InlineData(-0.4, "0:00")]
    public void Clock_OfALength_IsMinutesAndSeconds(double seconds, string text) =>
        Assert.Equal(text, DurationText.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-3, "0 s", "0 s")]
    [InlineData(3.9, "3 s", "3 s")]
    [InlineData(250, "4 min 10 s", "4 min")]
    [InlineData(300, "5 min", "5 min")]
    [InlineData(7800, "2 h 10 min", "2 h")]
    [InlineData(93600, "26 h", "26 h")]
    [InlineData(788400, "9 d 3 h", "9 d")]
    public void Words_OfALength_TakeTheTwoLargestUnits(double seconds, string words, string rough)
    {
        Assert.Equal(words, DurationText.Words(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(rough, DurationText.Rough(TimeSpan.FromSeconds(seconds)));
    }
}
