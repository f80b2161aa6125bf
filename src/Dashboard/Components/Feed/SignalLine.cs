using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>One signal of an environment over a span, its series laid over each other: the worst of each slot.</summary>
/// <param name="Trigger">Trigger it belongs to.</param>
/// <param name="Label">Short name, "5xx".</param>
/// <param name="Title">Full name, "Calls answered 5xx".</param>
/// <param name="Points">Readings in the verdict's unit, oldest first, evenly spaced; null where nothing was measured.</param>
/// <param name="Limit">What they are held against; null when unknown.</param>
/// <param name="Unit">Unit of points and limit.</param>
public sealed record SignalLine(
    string Trigger,
    string Label,
    string Title,
    IReadOnlyList<double?> Points,
    long? Limit,
    Unit Unit
)
{
    /// <summary>The worst series of the signal now; null when nothing is measured.</summary>
    public Verdict? Now { get; init; }

    /// <summary>The newest reading with its unit; "none" when there is none.</summary>
    public string Reading => Now?.Value is { } value ? Words.Value(value, Unit) : "none";
}

/// <summary>Reads the three signals that are drawn everywhere.</summary>
internal static class SignalReader
{
    private static readonly (string Trigger, string Label, string Title)[] Drawn =
    [
        (TriggerNames.ErrorRate, "5xx", "Calls answered 5xx"),
        (TriggerNames.SseHeartbeat, "gap", "Worst heartbeat gap"),
        (TriggerNames.Availability, "down", "Health checks failing for"),
    ];

    /// <summary>Reads them from the store.</summary>
    /// <param name="samples">Where they are.</param>
    /// <param name="environment">Of which environment.</param>
    /// <param name="verdicts">Tells which series there are.</param>
    /// <param name="now">End of the span.</param>
    /// <param name="span">How far back.</param>
    /// <param name="slots">How many points.</param>
    public static IReadOnlyList<SignalLine> Read(
        SampleStore samples,
        string environment,
        IReadOnlyList<Verdict> verdicts,
        DateTimeOffset now,
        TimeSpan span,
        int slots
    ) =>
        [
            .. Drawn.Select(drawn =>
            {
                var series = Series(verdicts, drawn.Trigger);
                var points = new double?[slots];
                foreach (
                    var point in series.SelectMany(one =>
                        samples.Points(environment, one.Series, now - span, now, slots)
                    )
                )
                {
                    var slot = Math.Clamp((int)(slots * ((point.At - (now - span)) / span)), 0, slots - 1);
                    if (point.Value is { } value)
                    {
                        points[slot] = Math.Max(points[slot] ?? 0, value);
                    }
                }

                var worst = series.MaxBy(verdict => verdict.Value ?? -1);
                return new SignalLine(
                    drawn.Trigger,
                    drawn.Label,
                    drawn.Title,
                    points,
                    worst?.Limit,
                    worst?.Unit ?? Unit.Milliseconds
                );
            }),
        ];

    /// <summary>The lines with the reading of this moment: points come from the disk now and then, readings live.</summary>
    public static IReadOnlyList<SignalLine> With(IReadOnlyList<SignalLine> lines, IReadOnlyList<Verdict> verdicts) =>
        [
            .. lines.Select(line =>
                line with
                {
                    Now = Series(verdicts, line.Trigger)
                        .OrderBy(verdict => TriggerSummary.Rank(verdict.State))
                        .ThenByDescending(verdict => verdict.Value ?? -1)
                        .FirstOrDefault(),
                }
            ),
        ];

    // The component's sum is the figure people know; the instances are in the table.
    private static List<Verdict> Series(IReadOnlyList<Verdict> verdicts, string trigger) =>
        [
            .. verdicts.Where(verdict =>
                verdict.Trigger == trigger && (trigger != TriggerNames.ErrorRate || verdict.Instance is null)
            ),
        ];
}
