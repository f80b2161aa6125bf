using System.Globalization;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary>How long a key lives, as people write it.</summary>
internal static class KeyLife
{
    /// <summary>Of <c>12h</c> or <c>90d</c>; null for anything else.</summary>
    public static TimeSpan? Of(string text) =>
        text is [.. { Length: > 0 and <= 5 } digits, 'h' or 'd']
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? text[^1] == 'h'
                ? TimeSpan.FromHours(number)
                : TimeSpan.FromDays(number)
            : null;
}
