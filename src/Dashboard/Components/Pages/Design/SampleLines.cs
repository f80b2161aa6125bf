using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Design;

/// <summary>Sixty minutes of readings, drawn from a fixed formula: a little noise, and in Prod the rise after the deploy.</summary>
internal static class SampleLines
{
    public static IReadOnlyList<SparklineModel> Breached { get; } =
    [
        new("5xx", "3.8 %", Line(0.12, 3.8, 44), 1, VerdictState.Breached, 0.65),
        new("p95", "642 ms", Line(310, 642, 50), 600, VerdictState.Pending, 0.65),
        new("TTFB", "412 ms", Line(92, 412, 43), 200, VerdictState.Breached, 0.65),
    ];

    public static IReadOnlyList<SparklineModel> Calm { get; } =
    [
        new("5xx", "0.08 %", Line(0.08, 0.08, 60), 1, VerdictState.Healthy),
        new("p95", "288 ms", Line(288, 288, 60), 600, VerdictState.Healthy),
        new("TTFB", "94 ms", Line(94, 94, 60), 200, VerdictState.Healthy),
    ];

    public static IReadOnlyList<SparklineModel> Silent { get; } =
    [new("5xx", "none", [], 1, VerdictState.NotEnoughSamples), new("p95", "none", Gap(), 600, VerdictState.NoData)];

    private static double?[] Line(double before, double after, int risesAt)
    {
        return
        [
            .. Enumerable
                .Range(0, 60)
                .Select(minute => (double?)(Level(minute) * (1 + (0.05 * Math.Sin(minute * 2.4))))),
        ];

        double Level(int minute) => before + ((after - before) * Math.Clamp((minute - risesAt) / 8.0, 0, 1));
    }

    private static double?[] Gap() =>
        [.. Enumerable.Range(0, 60).Select(static minute => minute is > 20 and < 40 ? null : (double?)290)];
}
