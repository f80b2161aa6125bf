using System.Globalization;
using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>A line that a step printed.</summary>
internal static class OutputMapping
{
    private const string Clock = "HH:mm:ss";

    /// <summary>The line with its own time, which the runner writes in front of it; with the entry's where it has none.</summary>
    /// <param name="at">When the line was written to the journal.</param>
    /// <param name="line">For example <c>19:08:32  contract  api-1 GET /api/flags 200 0 ms</c>, in UTC.</param>
    public static OutputLine Of(DateTimeOffset at, string line)
    {
        if (
            line.Length <= Clock.Length
            || !TimeOnly.TryParseExact(
                line.AsSpan(0, Clock.Length),
                Clock,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
        {
            return new(at, line, Tone(line));
        }

        var day = at.UtcDateTime.Date;
        var own = new DateTimeOffset(day + time.ToTimeSpan(), TimeSpan.Zero);
        // Printed before midnight, written after it.
        return new(own > at.AddMinutes(1) ? own.AddDays(-1) : own, line[Clock.Length..].TrimStart(), Tone(line));
    }

    private static OutputTone Tone(string line) =>
        line.EndsWith(" ok", StringComparison.OrdinalIgnoreCase) || Has(line, "passed") ? OutputTone.Good
        : Has(line, "failed") || Has(line, "error:") ? OutputTone.Bad
        : OutputTone.Plain;

    private static bool Has(string line, string word) => line.Contains(word, StringComparison.OrdinalIgnoreCase);
}
