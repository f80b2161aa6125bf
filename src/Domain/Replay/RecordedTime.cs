using System.Globalization;

namespace Mcpx.Domain.Replay;

/// <summary>
/// Times as they stand in a recording: <c>2026-11-01T09:00:00.25Z</c>, always UTC, up to seven digits of a second. A time
/// without a zone would mean something else on every machine and is refused.
/// </summary>
public static class RecordedTime
{
    private const int ToSeconds = 19;

    /// <summary>How a time must look, for messages.</summary>
    public const string Shape = "a UTC time like 2026-11-01T09:00:00.25Z";

    /// <summary>Reads one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length is < ToSeconds + 1 or > ToSeconds + 9 || text[^1] != 'Z' || !Marked(text))
        {
            return false;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (
            year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23
            || minute is < 0 or > 59
            || second is < 0 or > 59
            || Fraction(text[ToSeconds..^1]) is not { } fraction
        )
        {
            return false;
        }

        at = new(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(fraction));
        return true;
    }

    /// <summary>As people read it in a list: <c>2026-11-01 09:00:00.250</c>, without the zone.</summary>
    public static string Words(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>As it is written: no more digits than it has.</summary>
    public static string Write(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    private static bool Marked(ReadOnlySpan<byte> text) =>
        text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';

    /// <summary>The number, or -1 where something else stands.</summary>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }

    /// <summary>Ticks of <c>.25</c>; none where nothing stands; null where it is no fraction.</summary>
    private static long? Fraction(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var ticks = text.Length > 1 && text[0] == '.' ? Number(text[1..]) : -1;
        for (var digits = text.Length - 1; digits < 7; digits++)
        {
            ticks *= 10;
        }

        return ticks < 0 ? null : ticks;
    }
}
