using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>A signal over a span, with what happened in it.</summary>
/// <param name="Title">"Calls answered 5xx".</param>
/// <param name="Under">One line under the reading: "limit 1 % for 10 s".</param>
/// <param name="Limit">The limit as the label of its line, "1 %".</param>
/// <param name="Spark">The readings.</param>
/// <param name="Marks">Deployments and incidents in the span.</param>
public sealed record SignalChartModel(
    string Title,
    string Under,
    string Limit,
    SparklineModel Spark,
    IReadOnlyList<ChartMark> Marks
)
{
    /// <summary>The lowest reading of each slot; <see cref="SparklineModel.Points"/> are the highest.</summary>
    public IReadOnlyList<double?> Lows { get; init; } = [];

    /// <summary>Number of the first slot since 1970.</summary>
    public long First { get; init; }

    /// <summary>What the readings are counted in.</summary>
    public Unit Unit { get; init; }

    /// <summary>Beginning of the span.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Length of the span.</summary>
    public TimeSpan Length { get; init; }
}

/// <summary>A moment marked in every chart of a page.</summary>
/// <param name="At">Place, 0 (oldest) to 1 (newest).</param>
/// <param name="Label">"v1.9.0 on Api".</param>
/// <param name="Alarm">Whether an incident began there.</param>
public sealed record ChartMark(double At, string Label, bool Alarm = false);
