using System.Globalization;

namespace Mcpx.Domain.Silences;

/// <summary>Silences as people read them.</summary>
public static class SilenceWords
{
    /// <summary>"silence" or "maintenance window".</summary>
    public static string Kind(SilenceKind kind) => kind == SilenceKind.Maintenance ? "maintenance window" : "silence";

    /// <summary>When it runs out: <c>25 Nov 14:30 UTC</c>.</summary>
    public static string Until(Silence silence)
    {
        ArgumentNullException.ThrowIfNull(silence);
        return Minute(silence.Until);
    }

    /// <summary>A time to the minute, with its day: a silence may last over many.</summary>
    public static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Days from two days on, hours and minutes below: nobody has to read "1 days".</summary>
    public static string Span(TimeSpan span) =>
        span >= TimeSpan.FromDays(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} days")
            : Words.Duration(span);

    /// <summary>"all triggers" or their names.</summary>
    public static string Of(IReadOnlyList<string> triggers) =>
        triggers is { Count: > 0 } ? string.Join(", ", triggers) : "all triggers";
}
