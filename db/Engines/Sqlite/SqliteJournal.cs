using Dapper;
using Mcpx.Db.Proof;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>The journal in a file: appends of all threads share a transaction, packs are blobs that are read in pieces.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteJournal(string path) : IJournalEngine
{
    private readonly SqliteEngine _file = new(path);
    private readonly GroupCommit _writing = new(new(path));

    public Engine Engine => _file;

    public AppendOutcome Append(PendingAppend append) => _writing.Append(append);

    public AppendOutcome Purge(PendingAppend purge, long through, long entries)
    {
        using var writer = new JournalWriter(OpenToErase());
        try
        {
            writer.Write([purge], (connection, position) => Erase(connection, purge, through, entries, position));
        }
        catch (SqliteException refused) when (refused.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_TRIGGER)
        {
            throw new StoreRefusedException(StoreRefusal.TooYoung, refused);
        }

        purge.Keep();
        return purge.Result();
    }

    /// <summary>Out of the write-ahead log too.</summary>
    public void Settle()
    {
        using var connection = _file.OpenFile();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Walk(ChainWalk walk, Action<long>? reached, CancellationToken cancellation)
    {
        using var connection = _file.OpenFile();
        // One moment for all that is read: appends and purges go on meanwhile.
        using var moment = connection.BeginTransaction(deferred: true);
        LinkReader.Walk(connection, walk, reached, cancellation);
        walk.Stray(FindStray(connection, walk));
    }

    public void AddPack(string incident, int part, string sha256, Stream zip)
    {
        using var connection = _file.OpenFile();
        using var transaction = connection.BeginTransaction();
        var row = connection.ExecuteScalar<long>(
            """
            INSERT INTO evidence_pack (incident, part, sha256, zip)
            VALUES (@incident, @part, @sha256, zeroblob(@Length)) RETURNING rowid
            """,
            new
            {
                incident,
                part,
                sha256,
                zip.Length,
            },
            transaction
        );
        using (var blob = new SqliteBlob(connection, "evidence_pack", "zip", row))
        {
            zip.CopyTo(blob);
        }

        transaction.Commit();
    }

    public void ReadPack(string incident, int part, long from, Span<byte> piece)
    {
        using var connection = _file.OpenFile();
        var row = connection.ExecuteScalar<long>(
            "SELECT rowid FROM evidence_pack WHERE incident = @incident AND part = @part",
            new { incident, part }
        );
        using var blob = new SqliteBlob(connection, "evidence_pack", "zip", row, readOnly: true);
        blob.Position = from;
        blob.ReadExactly(piece);
    }

    public void Release() => _writing.Release();

    /// <summary>Bytes that are freed are overwritten, not only given up.</summary>
    private SqliteConnection OpenToErase()
    {
        var connection = _file.OpenFile();
        connection.Execute("PRAGMA secure_delete = ON");
        return connection;
    }

    private static void Erase(
        SqliteConnection connection,
        PendingAppend purge,
        long through,
        long entries,
        long position
    )
    {
        var stream = purge.Appends[0].Stream;
        var marked = connection.Execute(
            """
            INSERT INTO purged (position, event) SELECT c.position, @position
            FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @stream AND c.position <= @through
            """,
            new
            {
                stream,
                through,
                position,
            }
        );
        if (marked != entries)
        {
            throw new StoreRefusedException(StoreRefusal.OtherBodies);
        }

        connection.Execute(
            "DELETE FROM body WHERE position IN (SELECT position FROM purged WHERE event = @position)",
            new { position }
        );
    }

    /// <summary>
    /// Readers fold bodies: one that no link of the chain covers must not go unseen. In a chain without gaps it lies before
    /// the first or behind the last.
    /// </summary>
    private static long? FindStray(SqliteConnection connection, ChainWalk walk) =>
        connection.QuerySingle<long?>(
            walk.IsGapFree
                ? """
                SELECT COALESCE((SELECT MIN(position) FROM body WHERE position < 1),
                    (SELECT MIN(position) FROM body WHERE position > @Position))
                """
                : "SELECT MIN(position) FROM body WHERE position NOT IN (SELECT position FROM chain)",
            new { walk.Position }
        );
}
