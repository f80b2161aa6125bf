using Mcpx.Domain.Live;

namespace Mcpx.Dashboard.Live;

/// <summary>Live readings as a page may show them.</summary>
/// <param name="Picture">The newest picture; null before the first.</param>
/// <param name="UnavailableSince">Since when nothing comes; null while readings arrive.</param>
internal sealed record LiveView(LivePicture? Picture, DateTimeOffset? UnavailableSince)
{
    public static LiveView NotYet(DateTimeOffset now) => new(Picture: null, now);
}
