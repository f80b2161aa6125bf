using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>Everything the page of an environment's event streams shows at one moment.</summary>
/// <param name="Title">How many streams stall, first.</param>
/// <param name="Since">Since when the oldest of them does; null when none does.</param>
/// <param name="Text">The worst, and the first event.</param>
/// <param name="Counts">How many are in which state, worst first.</param>
/// <param name="Rows">Every stream, worst first.</param>
/// <param name="Limits">What the limits are, and where they come from.</param>
/// <param name="Incident">The open incident; null without one.</param>
internal sealed record SseView(
    string Title,
    DateTimeOffset? Since,
    string Text,
    IReadOnlyList<(VerdictState State, int Count)> Counts,
    IReadOnlyList<SseRow> Rows,
    IReadOnlyList<string> Limits,
    Incident? Incident
)
{
    private static readonly TriggerOptions Runbook = new();

    public static SseView Of(
        string environment,
        EnvironmentOptions options,
        Readings readings,
        IReadOnlyDictionary<string, long?> longest,
        Incident? incident,
        DateTimeOffset now
    )
    {
        var rows = SseRow.Of(readings, longest);
        var stalled = SseRow.Heartbeats(readings).Where(verdict => verdict.State == VerdictState.Breached).ToList();
        return new(
            TitleOf(environment, rows, options.Triggers.SseHeartbeat.LimitGap, readings.IsSilentAt(now)),
            stalled.Count > 0 ? stalled.Min(verdict => verdict.Since) : null,
            TextOf(rows, readings, stalled),
            [.. rows.GroupBy(row => row.State).Select(group => (group.Key, group.Count()))],
            rows,
            LimitsOf(options.Triggers),
            incident
        );
    }

    private static string TitleOf(string environment, IReadOnlyList<SseRow> rows, TimeSpan limit, bool silent)
    {
        var stalled = rows.Count(row => row.State == VerdictState.Breached);
        var blind = rows.Count(row => row.LastByte is null);
        return rows.Count == 0 ? $"{environment} has no event stream"
            : silent ? $"Nothing is known of {environment}'s streams right now"
            : stalled > 0
                ? $"{Words.Count(stalled)} of {Words.Count(rows.Count)} {environment} streams {(stalled == 1 ? "stalls" : "stall")} above {Words.Duration(limit)}"
            : blind == rows.Count ? $"No {environment} stream is measured"
            : blind > 0
                ? $"{Words.Count(blind)} of {Words.Count(rows.Count)} {environment} streams {(blind == 1 ? "is" : "are")} not measured, none stalls"
            : rows.Count == 1 ? $"The one {environment} stream beats"
            : $"All {Words.Count(rows.Count)} {environment} streams beat";
    }

    private static string TextOf(IReadOnlyList<SseRow> rows, Readings readings, List<Verdict> stalled)
    {
        var worst = stalled.MaxBy(verdict => verdict.Value ?? -1);
        var longest = rows.MaxBy(row => row.Worst ?? -1);
        var first = readings
            .Verdicts.Where(verdict => verdict is { Trigger: TriggerNames.SseTtfb, Instance: null })
            .MaxBy(verdict => verdict.Value ?? -1);
        return string.Join(
            " ",
            new[]
            {
                worst is { Value: { } silence } ? $"Worst now {worst.Instance} with {Words.Duration(silence)}."
                : longest?.WorstGap is { } gap ? $"Longest gap in this span {gap}, {longest.Instance}."
                : null,
                first is null ? null
                : first.Value is { } median
                    ? $"Median first event {Words.Value(median, first.Unit)}, limit {Words.Value(first.Limit, first.Unit)}."
                : $"First event: {StatePresentation.Of(first.State).Word.ToLowerInvariant()}.",
            }.OfType<string>()
        );
    }

    private static List<string> LimitsOf(TriggerOptions own)
    {
        var (beat, first) = (own.SseHeartbeat, own.SseTtfb);
        return
        [
            $"Heartbeat: no gap above {Words.Duration(beat.LimitGap)} on any instance, breached at once, well again after {Words.Duration(beat.RecoverFor)} ({From(beat.LimitGap, Runbook.SseHeartbeat.LimitGap)}).",
            $"First event: median at most {Words.Duration(first.Limit)}, breached after {Words.Duration(first.HoldFor)} above it (limit: {From(first.Limit, Runbook.SseTtfb.Limit)}; time: {From(first.HoldFor, Runbook.SseTtfb.HoldFor)}).",
            .. beat.EventsWithin is { } within
                ? [$"Events: a stream that had some may be without one for {Words.Duration(within)}."]
                : Array.Empty<string>(),
        ];
    }

    private static string From(TimeSpan configured, TimeSpan runbook) =>
        configured == runbook ? "the runbook's number" : $"configured; the runbook says {Words.Duration(runbook)}";
}
