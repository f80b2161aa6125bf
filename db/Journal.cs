using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>
/// The append-only, hash-chained journal on SQLite. One append carries events for several streams, each with the version
/// it must have, in one transaction; it is durable when it returns.
/// </summary>
/// <param name="path">The journal's file.</param>
/// <param name="redaction">What is taken out of every event before it is hashed; null for what looks like a secret.</param>
public sealed class Journal(string path, IRedaction? redaction = null)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Raised after an append became durable, with the time it took.</summary>
    public event Action<TimeSpan>? Appended;

    /// <summary>Appends, or reports which stream moved on.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="at">When.</param>
    /// <param name="appends">Events per stream; each stream once.</param>
    public AppendOutcome Append(Actor actor, DateTimeOffset at, params IReadOnlyList<StreamAppend> appends)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = _file.Open();
        // Not deferred is BEGIN IMMEDIATE: writers queue here, so that positions are assigned without gaps and races.
        using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        foreach (var append in appends)
        {
            var actual = connection.ExecuteScalar<int>(
                "SELECT COALESCE(MAX(version), 0) FROM chain WHERE stream = @Stream",
                new { append.Stream },
                transaction
            );
            if (actual != append.ExpectedVersion)
            {
                return new AppendOutcome.Conflict(append.Stream, append.ExpectedVersion, actual);
            }
        }

        var head = connection.QuerySingleOrDefault<HeadRow>(
            "SELECT position, hash FROM chain ORDER BY position DESC LIMIT 1",
            transaction: transaction
        );
        var (position, hash) = head is null ? (0L, Chain.Genesis) : (head.Position, head.Hash);
        foreach (var append in appends)
        {
            var version = append.ExpectedVersion;
            foreach (var happened in append.Events)
            {
                var body = EventBody.Write(append.Stream, ++version, at, actor, happened, redaction);
                hash = Insert(connection, transaction, ++position, hash, append.Stream, version, at, happened, body);
            }
        }

        transaction.Commit();
        Appended?.Invoke(Stopwatch.GetElapsedTime(started));
        return new AppendOutcome.Appended(position);
    }

    /// <summary>Events after a position, oldest first.</summary>
    /// <param name="position">0 for all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<JournalEntry> ReadAfter(long position, int most = 1_000)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT position, body FROM body WHERE position > @position ORDER BY position LIMIT @most",
                    new { position, most }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>All events of one stream, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Read(string stream)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @stream ORDER BY c.version",
                    new { stream }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>The newest events of some streams' kinds, newest first, for lists on screen.</summary>
    /// <param name="streamPrefix">For example <c>environment/Prod</c>; empty for all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<JournalEntry> Newest(string streamPrefix, int most)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position WHERE substr(c.stream, 1, length(@streamPrefix)) = @streamPrefix ORDER BY c.position DESC LIMIT @most",
                    new { streamPrefix, most }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>The chain as stored, position by position, for proofs that travel with the evidence.</summary>
    /// <param name="stream">Only this stream's events.</param>
    public IReadOnlyList<ChainLink> Links(string stream)
    {
        using var connection = _file.Open();
        return
        [
            .. connection.Query<ChainLink>(
                "SELECT c.position AS Position, c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @stream ORDER BY c.position",
                new { stream }
            ),
        ];
    }

    /// <summary>Position of the newest event; 0 when there is none.</summary>
    public long Head()
    {
        using var connection = _file.Open();
        return connection.ExecuteScalar<long>("SELECT COALESCE(MAX(position), 0) FROM chain");
    }

    /// <summary>Recomputes the whole chain from the stored bodies.</summary>
    /// <returns>Null when it holds, else what is wrong and where.</returns>
    public string? Verify()
    {
        using var connection = _file.Open();
        return JournalProof.Check(connection);
    }

    private static byte[] Insert(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long position,
        byte[] previous,
        string stream,
        int version,
        DateTimeOffset at,
        IEvent happened,
        byte[] body
    )
    {
        var bodyHash = SHA256.HashData(body);
        var hash = Chain.Next(previous, position, bodyHash);
        connection.Execute(
            """
            INSERT INTO chain (position, stream, version, type, at, body_hash, hash)
            VALUES (@position, @stream, @version, @type, @at, @bodyHash, @hash);
            INSERT INTO body (position, body) VALUES (@position, @body);
            """,
            new
            {
                position,
                stream,
                version,
                type = EventBody.TypeOf(happened),
                at = Column(at),
                bodyHash,
                hash,
                body,
            },
            transaction
        );
        return hash;
    }

    /// <summary>A time as it stands in the chain's column.</summary>
    internal static string Column(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private sealed record HeadRow(long Position, byte[] Hash);

    private sealed record BodyRow(long Position, byte[] Body);
}
