using Mcpx.Db.Engines;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>An incident whose entries may be purged.</summary>
/// <param name="Incident">Which.</param>
/// <param name="Entries">How many bodies would be removed.</param>
/// <param name="Through">Position of the last of them.</param>
public sealed record PurgeCandidate(Incident Incident, long Entries, long Through);

/// <summary>
/// Removes bodies after retention: one incident in one transaction, with the event that says so. Chain rows stay; the
/// database refuses whatever is younger than a year.
/// </summary>
public sealed class JournalPurge(Journal journal, JournalTail tail, TimeProvider time)
{
    /// <summary>What a purge would remove now, oldest first.</summary>
    /// <param name="retention">How long entries are kept after they were written; at least a year.</param>
    /// <param name="most">How many incidents at the most.</param>
    public IReadOnlyList<PurgeCandidate> Due(TimeSpan retention, int most = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, PurgeDecision.Least);
        var before = time.GetUtcNow() - retention;
        using var session = journal.Engine.Open();
        return
        [
            .. PurgeDecision
                .Due(tail.CatchUp(), before)
                .Select(incident => Candidate(session, incident, before))
                .OfType<PurgeCandidate>()
                .Take(most),
        ];
    }

    /// <summary>Purges one incident.</summary>
    /// <param name="candidate">As <see cref="Due"/> gave it.</param>
    /// <param name="retention">As it was asked with.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The purge's place in the chain, or the stream that moved on meanwhile.</returns>
    public AppendOutcome Purge(PurgeCandidate candidate, TimeSpan retention, Actor by, string reason)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, PurgeDecision.Least);
        var (now, incident, stream) = (time.GetUtcNow(), candidate.Incident, Streams.Incident(candidate.Incident.Id));
        var purged = new IncidentPurged(
            incident.Id,
            incident.Environment,
            incident.OpenedAt,
            incident.EndedAt ?? now,
            incident.Status,
            incident.Breaches[0],
            candidate.Through,
            candidate.Entries,
            now - retention,
            reason
        );
        using var append = new PendingAppend(by, now, [new(stream, incident.Version, [purged])], journal.Redaction);
        return journal.Own.Purge(append, candidate.Through, candidate.Entries);
    }

    /// <summary>What was removed leaves the write-ahead log too, where there is one.</summary>
    public void Settle() => journal.Own.Settle();

    /// <summary>A note may be younger than the incident's end: then all of it waits.</summary>
    private static PurgeCandidate? Candidate(Session session, Incident incident, DateTimeOffset before) =>
        session.First<Bodies>(new BodiesOfStream(Streams.Incident(incident.Id))) is { Entries: > 0 } bodies
        && UtcTime.Read(bodies.Newest) < before
            ? new(incident, bodies.Entries, bodies.Through!.Value)
            : null;

    private sealed class Bodies
    {
        public long Entries { get; init; }
        public long? Through { get; init; }
        public object? Newest { get; init; }
    }
}

internal sealed record BodiesOfStream(string Stream) : Statement
{
    internal override string Sqlite =>
        """
            SELECT COUNT(*) AS Entries, MAX(c.position) AS Through, MAX(c.at) AS Newest
            FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @Stream
            """;
}
