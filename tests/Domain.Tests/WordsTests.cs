using System.Globalization;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(999, "999 ms")]
    [InlineData(1_000, "1 s")]
    [InlineData(4_250, "4.2 s")]
    [InlineData(9_999, "9.9 s")]
    [InlineData(48_900, "48 s")]
    [InlineData(60_000, "1 min")]
    [InlineData(312_000, "5 min 12 s")]
    [InlineData(3_600_000, "1 h")]
    [InlineData(7_500_000, "2 h 5 min")]
    public void Duration_Milliseconds_ReadsAsPeopleSay(long milliseconds, string expected)
    {
        Assert.Equal(expected, Words.Duration(milliseconds));
        Assert.Equal(expected, Words.Duration(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Theory]
    [InlineData(-5, "0:00")]
    [InlineData(246, "4:06")]
    [InlineData(3_599, "59:59")]
    [InlineData(3_600, "1:00:00")]
    [InlineData(3_723, "1:02:03")]
    public void Clock_Seconds_ReadsAsClock(int seconds, string expected) =>
        Assert.Equal(expected, Words.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1_200, "0.12 %")]
    [InlineData(10_000, "1 %")]
    [InlineData(9_900, "0.99 %")]
    [InlineData(38_000, "3.8 %")]
    [InlineData(38_250, "3.8 %")]
    [InlineData(1_000_000, "100 %")]
    public void Percent_PartsPerMillion_KeepsWhatMatters(long parts, string expected) =>
        Assert.Equal(expected, Words.Percent(parts));

    [Fact]
    public void Count_Thousands_AreApart() => Assert.Equal("5,630", Words.Count(5_630));

    [Fact]
    public void Value_Unit_DecidesTheWords()
    {
        Assert.Equal("15 s", Words.Value(15_000, Unit.Milliseconds));
        Assert.Equal("1.5 %", Words.Value(15_000, Unit.PartsPerMillion));
    }

    [Fact]
    public void Words_OtherCulture_ReadTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("4.2 s", Words.Duration(4_200));
            Assert.Equal("3.8 %", Words.Percent(38_000));
            Assert.Equal("5,630", Words.Count(5_630));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
