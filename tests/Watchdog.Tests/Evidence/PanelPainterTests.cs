using Mcpx.Watchdog.Evidence.Pictures;

namespace Mcpx.Watchdog.Tests.Evidence;

public sealed class PanelPainterTests
{
    [Fact]
    public void Paint_Panels_IsAPngOfThePrintedWidth()
    {
        var png = PanelPainter.Paint([Panel(10), Panel(0)], Frame()).Whole;

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((1600, 940), (Number(png, 16), Number(png, 20)));
        Assert.InRange(png.Length, 5_000, 400_000);
    }

    [Fact]
    public void Paint_SameData_IsTheSamePicture() =>
        Assert.Equal(PanelPainter.Paint([Panel(10)], Frame()).Whole, PanelPainter.Paint([Panel(10)], Frame()).Each[0]);

    [Fact]
    public void Paint_NothingMeasured_SaysSoInThePicture() =>
        Assert.NotEqual(
            PanelPainter.Paint([Panel(0)], Frame()).Whole,
            PanelPainter.Paint([Panel(0) with { Lines = [new("api-1", [new(Some.Start, 0)])] }], Frame()).Whole
        );

    [Fact]
    public void Stretches_NotMeasuredOrNobodyLooked_AreGaps()
    {
        PanelPoint[] points = [At(0, 1), At(1, 2), At(2, null), At(3, 4), At(4, 5), At(60, 6), At(61, 7)];

        var stretches = Stretches.Of(points).ToList();

        Assert.Equal(
            [
                [1, 2],
                [4, 5],
                [6, 7],
            ],
            stretches.Select(one => one.Select(point => point.Value!.Value))
        );

        static PanelPoint At(int seconds, double? value) => new(Some.Start.AddSeconds(seconds), value);
    }

    [Theory]
    [InlineData(20, 12)]
    [InlineData(3_600, 13)]
    [InlineData(172_800, 13)]
    [InlineData(40_000_000, 25)]
    public void TimeTicks_AnySpan_AreAFewRoundTimes(int seconds, int most)
    {
        var (positions, labels) = TimeTicks.Of(Some.Start, Some.Start.AddSeconds(seconds));

        Assert.Equal(positions.Length, labels.Length);
        Assert.InRange(positions.Length, 1, most);
    }

    private static Panel Panel(int points) =>
        new(
            "latency-p95",
            "Latency: p95 of JSON calls",
            "ms",
            600,
            "for 10 min",
            [
                new(
                    "api-1",
                    [.. Enumerable.Range(0, points).Select(i => new PanelPoint(Some.Start.AddSeconds(i), 100 * i))]
                ),
            ],
            LeftOut: 2
        );

    private static PanelFrame Frame() =>
        new(
            "Prod",
            "INC-0001",
            Some.Start,
            Some.Start.AddMinutes(10),
            [new("1", Some.Start.AddMinutes(2), "onset"), new("A", Some.Start.AddMinutes(1), "Api v1.9.0")]
        );

    private static int Number(byte[] png, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
}
