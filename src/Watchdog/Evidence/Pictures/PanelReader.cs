using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Evidence.Pictures;

/// <summary>Reads what the pictures show from the stored readings; a thinned line keeps the worst of each slot.</summary>
/// <param name="store">The readings.</param>
internal sealed class PanelReader(Store store)
{
    /// <summary>More lines than these cannot be told apart on paper.</summary>
    private const int MostLines = 6;

    /// <summary>About as many as the picture has columns.</summary>
    private const int MostPoints = 1_500;

    /// <summary>Availability, 5xx, p95 and traffic.</summary>
    public IReadOnlyList<Panel> Executive(Incident incident, PanelFrame frame, EnvironmentOptions? options)
    {
        var triggers = options?.Triggers ?? new();
        return
        [
            Read(
                    incident,
                    frame,
                    TriggerNames.Availability,
                    "availability",
                    "Availability: health probes answered",
                    "%"
                )
                .Of(point => Share(point), null)
                .With($"breaches when failing for more than {Domain.Words.Duration(triggers.Availability.HoldFor)}"),
            Read(incident, frame, TriggerNames.ErrorRate, "errors-5xx", "Error rate: calls answered 5xx", "%")
                .Of(point => point.Value / 10_000d, limit => limit / 10_000d)
                .With($"for {Domain.Words.Duration(triggers.ErrorRate.HoldFor)}"),
            Read(incident, frame, TriggerNames.Latency, "latency-p95", "Latency: p95 of JSON calls", "ms")
                .Of(point => point.Value, limit => limit)
                .With($"for {Domain.Words.Duration(triggers.Latency.HoldFor)}"),
            Read(incident, frame, TriggerNames.ErrorRate, "traffic", "Traffic: calls judged per second", "calls/s")
                .Of(point => point.Total / triggers.ErrorRate.EffectiveWindow.TotalSeconds, null)
                .With(""),
        ];
    }

    /// <summary>First event and gaps, per instance.</summary>
    public IReadOnlyList<Panel> SseHealth(Incident incident, PanelFrame frame, EnvironmentOptions? options)
    {
        var triggers = options?.Triggers ?? new();
        return
        [
            Read(incident, frame, TriggerNames.SseTtfb, "sse-first-event", "SSE: median time to the first event", "ms")
                .Of(point => point.Value, limit => limit)
                .With($"for {Domain.Words.Duration(triggers.SseTtfb.HoldFor)}"),
            Read(incident, frame, TriggerNames.SseHeartbeat, "sse-gaps", "SSE: longest gap between signs of life", "s")
                .Of(point => point.Value / 1_000d, limit => limit / 1_000d)
                .With("on any instance, at once"),
        ];
    }

    private static double? Share(Point point) =>
        point.Total > 0 ? 100d * (point.Total - point.Failed) / point.Total : null;

    private Draft Read(Incident incident, PanelFrame frame, string trigger, string name, string title, string unit)
    {
        var known = store
            .Samples.LastVerdicts(incident.Environment)
            .Select(last => last.Verdict)
            // What an instance that is gone breached belongs into the picture as well.
            .UnionBy(incident.Breaches, verdict => verdict.Series)
            .Where(verdict => verdict.Trigger == trigger && verdict.Part != "/events" && !verdict.Declared)
            .OrderByDescending(verdict => incident.Breaches.Exists(breach => breach.Series == verdict.Series))
            .ThenBy(verdict => verdict.Instance is not null)
            .ThenBy(verdict => verdict.Series, StringComparer.Ordinal)
            .ToList();
        return new(
            name,
            title,
            unit,
            [
                .. known
                    .Take(MostLines)
                    .Select(verdict =>
                        (
                            verdict,
                            store.Samples.Points(incident.Environment, verdict.Series, frame.From, frame.To, MostPoints)
                        )
                    ),
            ],
            Math.Max(0, known.Count - MostLines)
        );
    }

    /// <summary>Readings on their way to a panel.</summary>
    private sealed record Draft(
        string Name,
        string Title,
        string Unit,
        IReadOnlyList<(Verdict Verdict, IReadOnlyList<Point> Points)> Series,
        int LeftOut
    )
    {
        private Func<Point, double?> Value { get; init; } = _ => null;

        private Func<double, double>? Limit { get; init; }

        public Draft Of(Func<Point, double?> value, Func<double, double>? limit) =>
            this with
            {
                Value = value,
                Limit = limit,
            };

        public Panel With(string rule) =>
            new(
                Name,
                Title,
                Unit,
                Limit is { } limit && Series.Count > 0 ? limit(Series[0].Verdict.Limit) : null,
                rule,
                [.. Series.Select(one => new PanelLine(Label(one.Verdict), [.. one.Points.Select(PointOf)]))],
                LeftOut
            );

        private static string Label(Verdict verdict) =>
            verdict.Instance is { } instance ? $"{instance}{verdict.Part}" : $"{verdict.Component}, together";

        private PanelPoint PointOf(Point point) =>
            point.State is VerdictState.NoData or VerdictState.ProbeError ? new(point.At, Value: null)
            : point.Value == long.MaxValue ? new(point.At, Value: null, NoAnswer: true)
            : new(point.At, Value(point));
    }
}
