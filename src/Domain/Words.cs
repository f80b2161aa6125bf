using System.Globalization;

namespace Mcpx.Domain;

/// <summary>Numbers as people read them, the same in every culture.</summary>
public static class Words
{
    /// <summary>Milliseconds as <c>320 ms</c>, <c>4.2 s</c>, <c>48 s</c>, <c>5 min 12 s</c> or <c>2 h 5 min</c>.</summary>
    public static string Duration(long milliseconds) =>
        milliseconds switch
        {
            < 1_000 => Invariant($"{milliseconds} ms"),
            < 10_000 => Invariant($"{milliseconds / 100 / 10m:0.#} s"),
            < 60_000 => Invariant($"{milliseconds / 1_000} s"),
            < 3_600_000 => Pair(milliseconds / 60_000, "min", milliseconds / 1_000 % 60, "s"),
            _ => Pair(milliseconds / 3_600_000, "h", milliseconds / 60_000 % 60, "min"),
        };

    /// <inheritdoc cref="Duration(long)"/>
    public static string Duration(TimeSpan duration) => Duration((long)duration.TotalMilliseconds);

    /// <summary>A clock: <c>4:06</c> or <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan duration)
    {
        var seconds = Math.Max(0, (long)duration.TotalSeconds);
        return seconds < 3_600
            ? Invariant($"{seconds / 60}:{seconds % 60:00}")
            : Invariant($"{seconds / 3_600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>Parts per million as <c>3.8 %</c>; small ones keep two digits.</summary>
    public static string Percent(long partsPerMillion) =>
        partsPerMillion is > 0 and < 10_000
            ? Invariant($"{partsPerMillion / 10_000m:0.##} %")
            : Invariant($"{partsPerMillion / 10_000m:0.#} %");

    /// <summary>A count with thousands apart: <c>5,630</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with what is counted: <c>1 outage</c>, <c>4 outages</c>.</summary>
    public static string Of(long count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    /// <summary>A time of day in UTC: <c>09:14:02 UTC</c>.</summary>
    public static string Time(DateTimeOffset at) => Invariant($"{at.UtcDateTime:HH:mm:ss} UTC");

    /// <summary>A value in its unit.</summary>
    public static string Value(long value, Triggers.Unit unit) =>
        unit switch
        {
            Triggers.Unit.PartsPerMillion => Percent(value),
            Triggers.Unit.Count => Count(value),
            _ => Duration(value),
        };

    private static string Pair(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? Invariant($"{big} {bigUnit}") : Invariant($"{big} {bigUnit} {small} {smallUnit}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
