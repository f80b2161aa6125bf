using System.Data.Common;

namespace Mcpx.Db.Engines;

/// <summary>Whatever keeps the store: a SQLite file or a database of a SQL Server.</summary>
internal abstract class Engine
{
    /// <summary>Whether it is there at all; opening a file would create it.</summary>
    public virtual bool Exists => true;

    /// <summary>A session that changes nothing, or one thing.</summary>
    public Session Open() => new(this, Connect());

    /// <summary>A session whose orders become durable together.</summary>
    public Session Begin()
    {
        var connection = Connect();
        return new(this, connection, Begin(connection));
    }

    /// <summary>A session that reads as of one moment, where the engine can without keeping others from writing.</summary>
    public virtual Session Read() => Open();

    /// <summary>All rows of an answer.</summary>
    public IReadOnlyList<T> All<T>(Statement statement)
    {
        using var session = Open();
        return session.All<T>(statement);
    }

    /// <summary>The first row of an answer; the default of its type when there is none.</summary>
    public T? First<T>(Statement statement)
    {
        using var session = Open();
        return session.First<T>(statement);
    }

    /// <summary>Carries out one order.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(Statement statement)
    {
        using var session = Open();
        return session.Run(statement);
    }

    /// <summary>An open connection.</summary>
    protected abstract DbConnection Connect();

    /// <summary>A transaction that may write from its beginning.</summary>
    protected abstract DbTransaction Begin(DbConnection connection);

    internal abstract IEnumerable<T> Query<T>(
        DbConnection connection,
        DbTransaction? transaction,
        Statement statement,
        bool buffered
    );

    internal abstract int Run(DbConnection connection, DbTransaction? transaction, Statement statement);

    internal abstract void Write<TRow>(DbConnection connection, DbTransaction? transaction, Batch<TRow> batch)
        where TRow : notnull;
}
