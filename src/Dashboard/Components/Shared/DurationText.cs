using System.Globalization;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// Durations as people read them, invariant and cut to whole seconds. <see cref="Clock"/> is for what counts or is compared in
/// a column, <see cref="Words"/> for sentences, <see cref="Rough"/> where only the size matters. js/time.js has the same rules.
/// </summary>
public static class DurationText
{
    /// <summary><c>m:ss</c>, from one hour on <c>h:mm:ss</c>; below zero with a minus sign: "4:06", "1:15:09", "−0:12".</summary>
    public static string Clock(TimeSpan value)
    {
        var seconds = WholeSeconds(value.Duration());
        var sign = value < TimeSpan.Zero && seconds > 0 ? "\u2212" : "";
        return seconds < 3600
            ? Invariant($"{sign}{seconds / 60}:{seconds % 60:00}")
            : Invariant($"{sign}{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>The two largest units: "3 s", "14 min 54 s", "5 min", "2 h 10 min", "26 h", "9 d 3 h". Below zero counts as zero.</summary>
    public static string Words(TimeSpan value)
    {
        var seconds = value < TimeSpan.Zero ? 0 : WholeSeconds(value);
        return seconds switch
        {
            < 60 => Invariant($"{seconds} s"),
            < 3600 => Pair(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Pair(seconds / 3600, "h", seconds / 60 % 60, "min"),
            < 2 * 86400 => Invariant($"{seconds / 3600} h"),
            _ => Pair(seconds / 86400, "d", seconds / 3600 % 24, "h"),
        };
    }

    /// <summary>The largest unit alone: "3 s", "4 min", "26 h", "9 d".</summary>
    public static string Rough(TimeSpan value)
    {
        var seconds = value < TimeSpan.Zero ? 0 : WholeSeconds(value);
        return seconds switch
        {
            < 60 => Invariant($"{seconds} s"),
            < 3600 => Invariant($"{seconds / 60} min"),
            < 2 * 86400 => Invariant($"{seconds / 3600} h"),
            _ => Invariant($"{seconds / 86400} d"),
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Invariant($"{large} {largeUnit}") : Invariant($"{large} {largeUnit} {small} {smallUnit}");

    private static long WholeSeconds(TimeSpan value) => value.Ticks / TimeSpan.TicksPerSecond;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
