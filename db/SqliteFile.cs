using Dapper;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>One SQLite file in WAL mode. Connections are pooled; each waits for a busy file instead of failing.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteFile(string path)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 10,
    }.ConnectionString;

    public string Path => path;

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Without busy_timeout on every connection the provider waits in 150 ms sleeps. FULL makes a commit durable when it returns.
        connection.Execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return connection;
    }
}
