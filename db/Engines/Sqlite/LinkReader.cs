using System.Security.Cryptography;
using Mcpx.Db.Proof;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>
/// Shows a walk the links of a file. Rows are read where the database has them in memory: what Dapper would make of each costs
/// more than hashing it.
/// </summary>
internal static class LinkReader
{
    /// <summary>Whoever edits the file may leave other types behind: that is a finding, not a crash.</summary>
    private const string Links = """
        SELECT c.position, c.stream, c.version, c.type, c.at, c.body_hash, c.hash, b.body
        FROM chain c LEFT JOIN body b ON b.position = c.position ORDER BY c.position
        """;

    /// <summary>Some hundredths of a second's work.</summary>
    private const long Told = 4_096;

    /// <summary>Shows it every link, in order.</summary>
    public static void Walk(
        SqliteConnection connection,
        ChainWalk walk,
        Action<long>? reached,
        CancellationToken cancellation
    )
    {
        var handle = connection.Handle!;
        using var purges = new PurgeMarks(handle);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, Links, out var rows), handle);
        using (rows)
        {
            int answer;
            while ((answer = raw.sqlite3_step(rows)) == raw.SQLITE_ROW)
            {
                cancellation.ThrowIfCancellationRequested();
                walk.Take(Row(rows, purges));
                if (reached is not null && walk.Position % Told == 0)
                {
                    reached(walk.Position);
                }
            }

            if (answer != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(answer, handle);
            }
        }
    }

    private static StoredLink Row(sqlite3_stmt row, PurgeMarks purges)
    {
        var position = raw.sqlite3_column_int64(row, 0);
        var hasBody = raw.sqlite3_column_type(row, 7) == raw.SQLITE_BLOB;
        return new()
        {
            Position = position,
            BodyHash = Hash(row, 5),
            Hash = Hash(row, 6),
            HasBody = hasBody,
            Body = hasBody ? raw.sqlite3_column_blob(row, 7) : default,
            PurgedBy = raw.sqlite3_column_type(row, 7) == raw.SQLITE_NULL ? purges.Of(position) : 0,
            HasColumns = true,
            Columns = new(
                Text(row, 1),
                raw.sqlite3_column_type(row, 2) == raw.SQLITE_INTEGER ? raw.sqlite3_column_int64(row, 2) : -1,
                Text(row, 3),
                Text(row, 4)
            ),
        };
    }

    private static ReadOnlySpan<byte> Hash(sqlite3_stmt row, int column) =>
        raw.sqlite3_column_type(row, column) == raw.SQLITE_BLOB
        && raw.sqlite3_column_bytes(row, column) == SHA256.HashSizeInBytes
            ? raw.sqlite3_column_blob(row, column)
            : default;

    private static ReadOnlySpan<byte> Text(sqlite3_stmt row, int column) =>
        raw.sqlite3_column_type(row, column) == raw.SQLITE_TEXT ? raw.sqlite3_column_blob(row, column) : default;
}
