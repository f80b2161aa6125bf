using Dapper;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

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
    private const string Bodies =
        "FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @stream AND c.position <= @through";

    /// <summary>What a purge would remove now, oldest first.</summary>
    /// <param name="retention">How long entries are kept after they were written; at least a year.</param>
    /// <param name="most">How many incidents at the most.</param>
    public IReadOnlyList<PurgeCandidate> Due(TimeSpan retention, int most = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, PurgeDecision.Least);
        var before = time.GetUtcNow() - retention;
        using var connection = journal.File.Open();
        return
        [
            .. PurgeDecision
                .Due(tail.CatchUp(), before)
                .Select(incident => Candidate(connection, incident, before))
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
        using var writer = new JournalWriter(OpenToErase());
        writer.Write([append], (connection, position) => Erase(connection, stream, candidate, position));
        append.Keep();
        return append.Result();
    }

    /// <summary>What was removed leaves the write-ahead log too.</summary>
    public void Settle()
    {
        using var connection = journal.File.Open();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>A note may be younger than the incident's end: then all of it waits.</summary>
    private static PurgeCandidate? Candidate(SqliteConnection connection, Incident incident, DateTimeOffset before)
    {
        var (entries, through, newest) = connection.QuerySingle<(long, long?, string?)>(
            $"SELECT COUNT(*), MAX(c.position), MAX(c.at) {Bodies}",
            new { stream = Streams.Incident(incident.Id), through = long.MaxValue }
        );
        return entries > 0 && string.CompareOrdinal(newest, Journal.Column(before)) < 0
            ? new(incident, entries, through!.Value)
            : null;
    }

    /// <summary>Bytes that are freed are overwritten, not only given up.</summary>
    private SqliteConnection OpenToErase()
    {
        var connection = journal.File.Open();
        connection.Execute("PRAGMA secure_delete = ON");
        return connection;
    }

    private static void Erase(SqliteConnection connection, string stream, PurgeCandidate candidate, long purge)
    {
        var marked = connection.Execute(
            $"INSERT INTO purged (position, event) SELECT c.position, @purge {Bodies}",
            new
            {
                stream,
                through = candidate.Through,
                purge,
            }
        );
        if (marked != candidate.Entries)
        {
            throw new InvalidOperationException($"{stream}: {marked} bodies are there, not {candidate.Entries}.");
        }

        connection.Execute(
            "DELETE FROM body WHERE position IN (SELECT position FROM purged WHERE event = @purge)",
            new { purge }
        );
    }
}
