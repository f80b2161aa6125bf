namespace Mcpx.Watchdog.Yaml;

/// <summary>Durations as a test writes them: <c>5m10s</c>, <c>1h</c>, <c>250ms</c>.</summary>
internal static class ShortDuration
{
    public const string Shape = "must be a duration like 5m10s, 1h, 30s or 250ms";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Reads one; null where it is none. The units come from the largest down, each once.</summary>
    public static TimeSpan? Read(string text)
    {
        var (at, ticks, next) = (0, 0L, 0);
        while (at < text.Length)
        {
            var digits = at;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                digits++;
            }

            var letters = digits;
            while (letters < text.Length && char.IsAsciiLetterLower(text[letters]))
            {
                letters++;
            }

            var unit = Array.FindIndex(Units, known => text.AsSpan(digits, letters - digits).SequenceEqual(known.Unit));
            if (digits == at || digits - at > 7 || unit < next)
            {
                return null;
            }

            ticks +=
                long.Parse(text.AsSpan(at, digits - at), System.Globalization.CultureInfo.InvariantCulture)
                * Units[unit].Ticks;
            (at, next) = (letters, unit + 1);
            if (ticks > TimeSpan.TicksPerDay * 400)
            {
                return null;
            }
        }

        return text.Length == 0 ? null : TimeSpan.FromTicks(ticks);
    }

    /// <summary>Writes one the same way.</summary>
    public static string Write(TimeSpan duration)
    {
        var left = duration.Ticks;
        var text = "";
        foreach (var (unit, ticks) in Units)
        {
            text += left / ticks > 0 ? FormattableString.Invariant($"{left / ticks}{unit}") : "";
            left %= ticks;
        }

        return text.Length == 0 ? "0s" : text;
    }
}
