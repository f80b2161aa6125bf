using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;

namespace Mcpx.Db;

/// <summary>Gathers a report's facts from journal and samples.</summary>
public sealed class RcaReader(Store store, JournalTail tail, TimeProvider time)
{
    /// <summary>The report as of now; null when there is no such incident.</summary>
    public RcaReport? Read(string id)
    {
        var state = tail.CatchUp();
        if (!state.Incidents.TryGetValue(id, out var incident))
        {
            return null;
        }

        var from = incident.Onset - RcaBuilder.Before;
        var to = incident.EndedAt ?? time.GetUtcNow();
        var readings = incident
            .Breaches.Select(breach => breach.Series)
            .Distinct()
            .ToDictionary(
                series => series,
                IReadOnlyList<RcaPoint> (series) =>
                    [
                        .. store
                            .Samples.Points(incident.Environment, series, from, to)
                            .Select(point => new RcaPoint(point.At, point.Value)),
                    ]
            );
        return RcaBuilder.Build(
            new(
                incident,
                store.Journal.Read(Streams.Incident(id)),
                state.Environment(incident.Environment),
                state.Releases,
                readings,
                state.Configuration?.Options.Roster ?? new(),
                store.Journal.Verify() is null
            )
        );
    }
}
