using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>One SQLite file in WAL mode. Connections are pooled; each waits for a busy file instead of failing.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteEngine(string path) : Engine
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 10,
    }.ConnectionString;

    public override bool Exists => File.Exists(path);

    /// <exception cref="SqliteException">It cannot be opened; the message names the file and what to do.</exception>
    public SqliteConnection OpenFile()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // Without busy_timeout on every connection the provider waits in 150 ms sleeps. FULL makes a commit durable when it returns.
            connection.Execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFault.Named(path, fault);
        }
    }

    public override Session Read()
    {
        var connection = OpenFile();
        return new(this, connection, connection.BeginTransaction(deferred: true));
    }

    protected override DbConnection Connect() => OpenFile();

    // Not deferred is BEGIN IMMEDIATE: who reads first and writes later would be refused.
    protected override DbTransaction Begin(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: false);

    internal override IEnumerable<T> Query<T>(
        DbConnection connection,
        DbTransaction? transaction,
        Statement statement,
        bool buffered
    ) => connection.Query<T>(statement.Sqlite, statement, transaction, buffered);

    internal override int Run(DbConnection connection, DbTransaction? transaction, Statement statement) =>
        connection.Execute(statement.Sqlite, statement, transaction);

    internal override void Write<TRow>(DbConnection connection, DbTransaction? transaction, Batch<TRow> batch) =>
        connection.Execute(batch.Sqlite, batch.Rows, transaction);
}
