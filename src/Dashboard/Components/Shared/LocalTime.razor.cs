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

    /// <summary>The same as markup, for lists: hundreds of times are hundreds of strings then, not components.</summary>
    /// <param name="value">The instant.</param>
    /// <param name="format">How much of it is shown.</param>
    /// <param name="classes">Further classes, ours and never somebody's text.</param>
    public static MarkupString Of(DateTimeOffset value, TimeFormat format = TimeFormat.Minutes, string? classes = null)
    {
        var utc = value.ToUniversalTime();
        var (name, text) = format switch
        {
            TimeFormat.Seconds => (" format=\"seconds\"", "HH:mm:ss"),
            TimeFormat.Day => (" format=\"day\"", "d MMM HH:mm"),
            TimeFormat.Date => (" format=\"date\"", "d MMM yyyy"),
            _ => ("", "HH:mm"),
        };
        var styled = classes is null ? "" : $" class=\"{classes}\"";
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<mcpx-time{styled} at=\"{utc:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"{name}><time datetime=\"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}\" title=\"{utc:d MMM yyyy HH:mm:ss 'UTC'}\">{utc.ToString(text, CultureInfo.InvariantCulture)}</time></mcpx-time>"
            )
        );
    }
}
