using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>How much of a time is shown.</summary>
public enum TimeFormat
{
    /// <summary>02:31</summary>
    Minutes,

    /// <summary>02:31:08</summary>
    Seconds,

    /// <summary>02:31 today, Fri 14:20 this week, 24 Nov 14:20 before.</summary>
    Day,

    /// <summary>24 Nov 2025</summary>
    Date,
}

/// <summary>
/// A time in the reader's zone, UTC on hover. The server writes UTC and the browser corrects it (js/time.js); where that script
/// never ran, the style sheet adds "UTC" behind it.
/// </summary>
public partial class LocalTime
{
    /// <summary>The instant.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Value { get; set; }

    /// <summary>How much of it is shown; hours and minutes unless told.</summary>
    [Parameter]
    public TimeFormat Format { get; set; }

    /// <summary>Further classes.</summary>
    [Parameter]
    public string? Class { get; set; }

    private string? FormatName =>
        Format switch
        {
            TimeFormat.Seconds => "seconds",
            TimeFormat.Day => "day",
            TimeFormat.Date => "date",
            _ => null,
        };

    private string Text =>
        Value
            .ToUniversalTime()
            .ToString(
                Format switch
                {
                    TimeFormat.Seconds => "HH:mm:ss",
                    TimeFormat.Day => "d MMM HH:mm",
                    TimeFormat.Date => "d MMM yyyy",
                    _ => "HH:mm",
                },
                CultureInfo.InvariantCulture
            );
}
