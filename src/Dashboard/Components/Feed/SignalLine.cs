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

    /// <summary>The lowest reading of each slot, as <see cref="Points"/>; empty where only the worst was read.</summary>
    public IReadOnlyList<double?> Lows { get; init; } = [];

    /// <summary>Number of the first slot since 1970; 0 where slots have no number.</summary>
    public long First { get; init; }

    /// <summary>How many series were read of how many; null when all were.</summary>
    public (int Read, int All)? Of { get; init; }

    /// <summary>The newest reading with its unit; "none" when there is none.</summary>
    public string Reading => Now?.Reading ?? "none";
}

/// <summary>The signals that are drawn, and which series they are of.</summary>
internal static class SignalReader
{
    /// <summary>One signal to draw.</summary>
    /// <param name="Trigger">Whose readings.</param>
    /// <param name="Label">Short name.</param>
    /// <param name="Title">Full name.</param>
    public sealed record Signal(string Trigger, string Label, string Title);

    private static readonly Signal Down = new(TriggerNames.Availability, "down", "Health checks failing for");
    private static readonly Signal Errors = new(TriggerNames.ErrorRate, "5xx", "Calls answered 5xx");
    private static readonly Signal P95 = new(TriggerNames.Latency, "p95", "p95, JSON calls");
    private static readonly Signal FirstEvent = new(TriggerNames.SseTtfb, "TTFB", "SSE first event");
    private static readonly Signal Gap = new(TriggerNames.SseHeartbeat, "gap", "Worst heartbeat gap");

    /// <summary>In a row of the overview there is room for three.</summary>
    public static IReadOnlyList<Signal> Few { get; } = [Errors, P95, FirstEvent];

    /// <summary>On an environment's own page.</summary>
    public static IReadOnlyList<Signal> All { get; } = [Down, Errors, P95, FirstEvent, Gap];

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
    internal static List<Verdict> Series(IReadOnlyList<Verdict> verdicts, string trigger) =>
        [
            .. verdicts.Where(verdict =>
                verdict.Trigger == trigger
                && (trigger is not (TriggerNames.ErrorRate or TriggerNames.Latency) || verdict.Instance is null)
            ),
        ];
}
