using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class SparklineGeometryTests
{
    [Fact]
    public void Of_ReadingsUpToTheLimit_UsesTwoThirdsOfTheHeight()
    {
        var geometry = SparklineGeometry.Of(Line([0, 100], limit: 100));
        Assert.Equal("M0,94L100,35.33", geometry.Path);
        Assert.Equal(35.33, geometry.LimitY);
    }

    [Fact]
    public void Of_MissingReading_BreaksTheLine() =>
        Assert.Equal("M0,94L25,94M75,94L100,94", SparklineGeometry.Of(Line([0, 0, null, 0, 0], limit: 1)).Path);

    [Fact]
    public void Of_NoReadingAtAll_DrawsOnlyTheLimit()
    {
        var geometry = SparklineGeometry.Of(Line([], limit: 1));
        Assert.Empty(geometry.Path);
        Assert.NotNull(geometry.LimitY);
    }

    [Fact]
    public void Of_NotANumber_IsAGapAndNotAnExtreme() =>
        Assert.Equal("M0,94M100,94", SparklineGeometry.Of(Line([0, double.NaN, 0], limit: 1)).Path);

    [Fact]
    public void Of_AllZeroWithoutLimit_LiesLow() =>
        Assert.Equal("M0,94L100,94", SparklineGeometry.Of(Line([0, 0], limit: null)).Path);

    [Fact]
    public void Of_MarkOutsideTheSpan_IsCut() =>
        Assert.Equal(100, SparklineGeometry.Of(Line([1], limit: null) with { MarkAt = 1.4 }).MarkX);

    private static SparklineModel Line(double?[] points, double? limit) =>
        new("5xx", "0 %", points, limit, VerdictState.Healthy);
}
