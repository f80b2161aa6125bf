using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>Which purge removed a body; asked for only where one is missing.</summary>
internal sealed class PurgeMarks : IDisposable
{
    private readonly sqlite3_stmt _find;

    public PurgeMarks(sqlite3 connection) =>
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(connection, "SELECT event FROM purged WHERE position = ?", out _find),
            connection
        );

    /// <summary>The purge's position; 0 where there was none.</summary>
    public long Of(long position)
    {
        raw.sqlite3_bind_int64(_find, 1, position);
        var purge =
            raw.sqlite3_step(_find) == raw.SQLITE_ROW && raw.sqlite3_column_type(_find, 0) == raw.SQLITE_INTEGER
                ? raw.sqlite3_column_int64(_find, 0)
                : 0;
        raw.sqlite3_reset(_find);
        return purge;
    }

    public void Dispose() => _find.Dispose();
}
