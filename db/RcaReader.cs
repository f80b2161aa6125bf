using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Db;

/// <summary>Gathers a report's facts from journal and samples.</summary>
public sealed class RcaReader(Store store, JournalTail tail, TimeProvider time)
{
    private const int NodeEvents = 200;
    private const int CallWindows = 10_000;
    private readonly ChainGlance _chain = new(store.Journal, time);

    /// <summary>The report as of now; null when there is no such incident.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="words">What people wrote, where it is not kept yet; null takes what is.</param>
    public RcaReport? Read(string id, ReportWords? words = null)
    {
        var state = tail.CatchUp();
        if (!state.Incidents.TryGetValue(id, out var incident))
        {
            return null;
        }

        var from = incident.Onset - RcaBuilder.Before;
        var to = incident.EndedAt ?? time.GetUtcNow();
        var entries = store.Journal.Read(Streams.Incident(id));
        return RcaBuilder.Build(
            new(
                incident,
                entries,
                state.Environment(incident.Environment),
                state.Releases,
                Readings(incident.Environment, incident.Breaches.Select(breach => breach.Series), from, to),
                (state.Configuration?.Options.Roster ?? new()).With(incident.OnCall?.On ?? []),
                _chain.Holds()
            )
            {
                Looks = state.Looks,
                Options = state.OptionsOf(incident.Environment),
                Calls = new[] { Component.Api, Component.Web }.ToDictionary(
                    component => component,
                    component => Calls(incident.Environment, component, incident.Onset, to)
                ),
                FailedCalls = store.FailedCalls.Between(incident.Environment, from, to),
                // However many starts came after the end.
                Node =
                [
                    .. store
                        .Journal.Newest(Streams.Node, NodeEvents, incident.IsOpen ? null : LastOf(entries))
                        .OrderBy(entry => entry.Position),
                ],
                Words = words,
            }
        );
    }

    /// <summary>The end; what people wrote afterwards is no part of the incident.</summary>
    private static long LastOf(IReadOnlyList<JournalEntry> entries) =>
        entries.LastOrDefault(entry => entry.Event is IncidentClosed or IncidentWithdrawn)?.Position
        ?? entries[^1].Position;

    private Dictionary<string, IReadOnlyList<RcaPoint>> Readings(
        string environment,
        IEnumerable<string> series,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        series
            .Distinct()
            .ToDictionary(
                one => one,
                IReadOnlyList<RcaPoint> (one) =>
                    [
                        .. store
                            .Samples.Points(environment, one, from, to)
                            .Select(point => new RcaPoint(point.At, point.Value)),
                    ]
            );

    private IReadOnlyList<RcaCalls> Calls(
        string environment,
        Component component,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        [
            .. store
                .Samples.Points(environment, $"{TriggerNames.ErrorRate}/{component}/all", from, to, CallWindows)
                .Select(point => new RcaCalls(point.At, point.Total, point.Failed)),
        ];
}
