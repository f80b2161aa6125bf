using System.Globalization;

namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>Round times along an axis, in UTC, the date where a day begins.</summary>
internal static class TimeTicks
{
    private const int Most = 12;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(7),
    ];

    /// <summary>The ticks between two moments.</summary>
    public static (double[] Positions, string[] Labels) Of(DateTimeOffset from, DateTimeOffset to)
    {
        var span = to - from;
        var step = Array.Find(Steps, one => span / one <= Most);
        step = step == default ? span / Most : step;
        var first = ((from.UtcTicks / step.Ticks) + 1) * step.Ticks;
        var times = new List<DateTime>();
        for (var ticks = first; ticks <= to.UtcTicks && times.Count <= 2 * Most; ticks += step.Ticks)
        {
            times.Add(new(ticks, DateTimeKind.Utc));
        }

        return (
            [.. times.Select(time => time.ToOADate())],
            [
                .. times.Select(time =>
                    time.ToString(
                        time.TimeOfDay == TimeSpan.Zero ? "MM-dd"
                            : step < TimeSpan.FromMinutes(1) ? "HH:mm:ss"
                            : "HH:mm",
                        CultureInfo.InvariantCulture
                    )
                ),
            ]
        );
    }
}
