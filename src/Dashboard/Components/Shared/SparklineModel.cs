using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>A small line of readings with its limit and its last value.</summary>
/// <param name="Label">Short name, "5xx", "p95", "TTFB".</param>
/// <param name="Reading">Last reading with unit, "3.8 %"; "none" when nothing was measured.</param>
/// <param name="Points">Readings, oldest first, evenly spaced; null where nothing was measured: the line breaks there.</param>
/// <param name="Limit">The trigger's limit in the readings' unit; null without one.</param>
/// <param name="State">Breached colours the line, pending the number.</param>
/// <param name="MarkAt">Where a deployment happened, 0 (oldest) to 1 (newest); null without one in the span.</param>
/// <param name="Span">What the line covers, for the accessible name: "last 60 minutes".</param>
public sealed record SparklineModel(
    string Label,
    string Reading,
    IReadOnlyList<double?> Points,
    double? Limit,
    VerdictState? State,
    double? MarkAt = null,
    string Span = "last 60 minutes"
);
