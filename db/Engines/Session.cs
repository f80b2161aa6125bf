using System.Data.Common;
using Dapper;

namespace Mcpx.Db.Engines;

/// <summary>A connection that is open, with a transaction where one was begun; what was not committed is rolled back.</summary>
internal sealed class Session(Engine engine, DbConnection connection, DbTransaction? transaction = null) : IDisposable
{
    /// <summary>All rows of an answer.</summary>
    public IReadOnlyList<T> All<T>(Statement statement) =>
        engine.Query<T>(connection, transaction, statement, buffered: true).AsList();

    /// <summary>The rows of an answer, one by one while they are read.</summary>
    public IEnumerable<T> Each<T>(Statement statement) =>
        engine.Query<T>(connection, transaction, statement, buffered: false);

    /// <summary>The first row; the default of its type when there is none.</summary>
    public T? First<T>(Statement statement) => All<T>(statement) is [var first, ..] ? first : default;

    /// <summary>Carries out an order.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(Statement statement) => engine.Run(connection, transaction, statement);

    /// <summary>Writes rows together.</summary>
    public void Write<TRow>(Batch<TRow> batch)
        where TRow : notnull
    {
        if (batch.Rows.Count > 0)
        {
            engine.Write(connection, transaction, batch);
        }
    }

    /// <summary>What was done is durable.</summary>
    public void Commit() => transaction!.Commit();

    public void Dispose()
    {
        transaction?.Dispose();
        connection.Dispose();
    }
}
