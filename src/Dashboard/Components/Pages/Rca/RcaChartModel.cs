using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>A small chart of the report: one series around the incident.</summary>
/// <param name="Series">Its name.</param>
/// <param name="Limit">"limit 1 %".</param>
/// <param name="Line">The drawn line with its limit.</param>
/// <param name="HarmFrom">Where the shade begins, 0 to 1.</param>
/// <param name="HarmTo">Where it ends.</param>
/// <param name="Before">Worst reading before; "Not captured" where so.</param>
/// <param name="During">Worst reading while it lasted.</param>
/// <param name="After">Worst reading since it was over.</param>
public sealed record RcaChartModel(
    string Series,
    string Limit,
    SparklineGeometry Line,
    double HarmFrom,
    double HarmTo,
    string Before,
    string During,
    string After
)
{
    private const int Slots = 120;

    /// <summary>Lays one series out.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="reading">Its series with points.</param>
    /// <param name="now">End of an open incident.</param>
    public static RcaChartModel Of(Incident incident, RcaReading reading, DateTimeOffset now)
    {
        var from = incident.Onset - RcaBuilder.Before;
        var to = incident.EndedAt ?? now;
        var slots = new double?[Slots];
        foreach (var point in reading.Points)
        {
            var slot = Math.Clamp((int)(Slots * ((point.At - from) / (to - from))), 0, Slots - 1);
            slots[slot] = point.Value is { } value ? Math.Max(slots[slot] ?? 0, value) : slots[slot];
        }

        return new(
            reading.Series,
            $"limit {Words.Value(reading.Limit, reading.Unit)}",
            SparklineGeometry.Of(new("", "", slots, reading.Limit, null)),
            Place(incident.Onset),
            Place(incident.RestoredAt ?? to),
            Value(reading.Before),
            Value(reading.During),
            Value(reading.After)
        );

        double Place(DateTimeOffset at) => Math.Clamp((at - from) / (to - from), 0, 1);
        string Value(long? value) => value is { } known ? Words.Value(known, reading.Unit) : RcaReport.NotCaptured;
    }
}
