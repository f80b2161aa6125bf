using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>SQLite names neither the file nor a way out; whoever installs this needs both.</summary>
internal static class SqliteFault
{
    /// <summary>The same fault with the file's name and what to do about it; as it is where only SQLite can say more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What SQLite said.</param>
    public static SqliteException Named(string path, SqliteException fault) =>
        WayOut(fault.SqliteErrorCode) is { } words
            ? new($"{path} {words}", fault.SqliteErrorCode, fault.SqliteExtendedErrorCode)
            : fault;

    // Result codes of sqlite.org/rescode.html.
    private static string? WayOut(int code) =>
        code switch
        {
            8 or 14 =>
                $"cannot be written by {Environment.UserName}: give that user the file, the files beside it and their folder",
            11 => "is damaged: stop every program and put a backup back (docs/operations.md)",
            13 => "cannot grow: the disk is full",
            26 => "is no SQLite database: put a backup back (docs/operations.md), or name another folder",
            _ => null,
        };
}
