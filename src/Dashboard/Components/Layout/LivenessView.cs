using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Live;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>The words of the sign of life. The browser repeats them while it counts; js/liveness.js has the same sentences.</summary>
/// <param name="Words">The sentence, "Watchdog alive, evaluated 3 s ago".</param>
/// <param name="Short">The age alone, for the phone.</param>
internal sealed record LivenessView(string Words, string Short)
{
    public static LivenessView At(Liveness liveness, DateTimeOffset now) =>
        liveness.AgeAt(now) switch
        {
            null => new("No word from the watchdog yet", "none"),
            { } age when age > liveness.SilentAfter => new(
                $"Watchdog silent for {DurationText.Words(age)}",
                DurationText.Rough(age)
            ),
            { } age => new($"Watchdog alive, evaluated {DurationText.Words(age)} ago", DurationText.Rough(age)),
        };

    /// <summary>The age of the last heartbeat that somebody outside took; null where nothing is heard of it.</summary>
    public static string Heartbeat(LiveHeartbeat? heartbeat, DateTimeOffset now) =>
        heartbeat is null ? "heartbeat unknown"
        : heartbeat.AcknowledgedAt is not { } at ? "heartbeat not taken yet"
        : heartbeat.IsMissedAt(now) ? $"no heartbeat for {DurationText.Words(now - at)}"
        : $"heartbeat {DurationText.Words(now - at)} ago";
}
