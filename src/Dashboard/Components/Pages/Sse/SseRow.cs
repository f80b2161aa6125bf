using Mcpx.Dashboard.Components.Feed;
using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>One instance's event stream.</summary>
/// <param name="Series">Name of its heartbeat series.</param>
/// <param name="Instance">"api-1".</param>
/// <param name="State">The heartbeat's word.</param>
/// <param name="LastByte">How long no byte has come; null when nothing is measured.</param>
/// <param name="Worst">The longest gap of the span, milliseconds; null when nothing was measured.</param>
/// <param name="FirstEvent">Its own median time to the first event; null when none was measured.</param>
/// <param name="Sentence">What is wrong, in words.</param>
public sealed record SseRow(
    string Series,
    string Instance,
    VerdictState State,
    string? LastByte,
    long? Worst,
    string? FirstEvent,
    string Sentence
)
{
    /// <summary>The longest gap in words; null when nothing was measured.</summary>
    public string? WorstGap => Worst is { } gap ? Words.Duration(gap) : null;

    /// <summary>Whether it may be folded away.</summary>
    public bool Calm => State == VerdictState.Healthy;

    /// <summary>The heartbeats among the verdicts: bytes, not events, which are a second reading of the same stream.</summary>
    internal static IReadOnlyList<Verdict> Heartbeats(Readings readings) =>
        [
            .. readings.Verdicts.Where(verdict =>
                verdict is { Trigger: TriggerNames.SseHeartbeat, Part: null, Instance: not null }
            ),
        ];

    /// <summary>Rows, worst first: by state, then by the longest gap.</summary>
    /// <param name="readings">What is measured.</param>
    /// <param name="longest">The longest gap of each series in the span.</param>
    internal static IReadOnlyList<SseRow> Of(Readings readings, IReadOnlyDictionary<string, long?> longest)
    {
        var first = readings.Instances.ToDictionary(one => one.Name, one => one.FirstEvent, StringComparer.Ordinal);
        return
        [
            .. Heartbeats(readings)
                .Select(verdict => new SseRow(
                    verdict.Series,
                    verdict.Instance!,
                    verdict.State,
                    verdict.Value is { } silence ? Seconds(silence) : null,
                    Higher(longest.GetValueOrDefault(verdict.Series), verdict.Value),
                    first.GetValueOrDefault(verdict.Instance!) is { } took ? Words.Duration(took) : null,
                    verdict.Sentence
                ))
                .OrderBy(row => TriggerSummary.Rank(row.State))
                .ThenByDescending(row => row.Worst ?? -1)
                .ThenBy(row => row.Instance, StringComparer.Ordinal),
        ];
    }

    // Of a silence people read seconds; that it is 320 ms is noise that would be sent for every row twice a second.
    private static string Seconds(long silence) => silence < 1_000 ? "0 s" : Words.Duration(silence / 1_000 * 1_000);

    private static long? Higher(long? stored, long? now) =>
        stored is { } known && now is { } value ? Math.Max(known, value) : stored ?? now;
}
