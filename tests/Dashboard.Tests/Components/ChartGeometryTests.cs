using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class ChartGeometryTests
{
    private const int All = SignalRange.Shown + SignalRange.Block;

    [Fact]
    public void Of_OneSlotLater_SendsTheFreshPathsOnly()
    {
        var before = ChartGeometry.Of(Chart(1_000, index => 100 + (index % 7)), 1_000);
        var after = ChartGeometry.Of(Chart(1_001, index => 100 + ((index + 1) % 7)), 1_000);

        Assert.Equal(before.Settled, after.Settled);
        Assert.Equal(before.BandSettled, after.BandSettled);
        Assert.NotEqual(before.Fresh, after.Fresh);
        Assert.Equal(1, after.Shift - before.Shift);
        // A new reading costs a tenth of the series, or less.
        Assert.InRange(
            after.Fresh.Length + after.BandFresh.Length,
            1,
            (after.Settled.Length + after.BandSettled.Length) / 8
        );
    }

    [Fact]
    public void Of_SlightlyHigherReading_KeepsTheScale()
    {
        var before = ChartGeometry.Of(Chart(1_000, _ => 100), 1_000);
        var after = ChartGeometry.Of(Chart(1_000, index => index == All - 1 ? 110 : 100), 1_000);
        Assert.Equal((before.Full, before.Settled), (after.Full, after.Settled));
    }

    [Fact]
    public void Of_NothingMeasuredBetween_BreaksTheLineAndDotsALonelyReading()
    {
        var geometry = ChartGeometry.Of(Chart(960, index => index is 100 or 200 or 201 ? 50 : null), 960);
        Assert.Contains("M100,", geometry.Settled, StringComparison.Ordinal);
        Assert.Contains("h0M200,", geometry.Settled, StringComparison.Ordinal);
        Assert.DoesNotContain("L100", geometry.Settled, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LowAndHigh_AreARangeNotOnlyTheirMean()
    {
        var chart = Chart(960, _ => 100) with { Lows = [.. Enumerable.Repeat((double?)20, All)] };
        Assert.Contains("V", ChartGeometry.Of(chart, 960).BandSettled, StringComparison.Ordinal);
        Assert.Equal("", ChartGeometry.Of(Chart(960, _ => 100), 960).BandSettled);
    }

    [Fact]
    public void Of_NoReadingAndNoLimit_DrawsNothing()
    {
        var geometry = ChartGeometry.Of(Chart(960, _ => null, limit: null), 960);
        Assert.Equal(("", "", 1d, null), (geometry.Settled, geometry.Fresh, geometry.Full, geometry.LimitY));
    }

    private static SignalChartModel Chart(long first, Func<int, double?> value, double? limit = 200)
    {
        double?[] points = [.. Enumerable.Range(0, All).Select(value)];
        return new("p95", "limit", "200 ms", new("p95", "100 ms", points, limit, null), [])
        {
            First = first,
            Lows = points,
        };
    }
}
