using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Tests.Silences;

public sealed class SilenceWordsTests
{
    [Theory]
    [InlineData(SilenceKind.Silence, "silence")]
    [InlineData(SilenceKind.Maintenance, "maintenance window")]
    public void Kind_Each_HasItsName(SilenceKind kind, string expected) =>
        Assert.Equal(expected, SilenceWords.Kind(kind));

    [Theory]
    [InlineData(0.5, "30 min")]
    [InlineData(24, "24 h")]
    [InlineData(36, "36 h")]
    [InlineData(48, "2 days")]
    [InlineData(60, "2.5 days")]
    [InlineData(168, "7 days")]
    public void Span_Hours_ReadsAsPeopleSay(double hours, string expected) =>
        Assert.Equal(expected, SilenceWords.Span(TimeSpan.FromHours(hours)));

    [Fact]
    public void Of_Triggers_NamesThemOrSaysAll()
    {
        Assert.Equal("all triggers", SilenceWords.Of([]));
        Assert.Equal("latency", SilenceWords.Of(["latency"]));
        Assert.Equal("latency, cors", SilenceWords.Of(["latency", "cors"]));
    }
}
