using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>A database of a SQL Server, asked through stored procedures only: the login needs EXECUTE and nothing else.</summary>
/// <param name="connection">How it is reached.</param>
internal sealed class SqlServerEngine(StoreConnection connection) : Engine
{
    /// <summary>For one procedure, in seconds.</summary>
    private const int Timeout = 60;

    protected override DbConnection Connect() => connection.Open();

    protected override DbTransaction Begin(DbConnection connection) =>
        ((SqlConnection)connection).BeginTransaction(IsolationLevel.ReadCommitted);

    internal override IEnumerable<T> Query<T>(
        DbConnection connection,
        DbTransaction? transaction,
        Statement statement,
        bool buffered
    ) =>
        StoreErrors.Typed(() =>
            connection.Query<T>(
                statement.Procedure,
                statement,
                transaction,
                buffered,
                Timeout,
                CommandType.StoredProcedure
            )
        );

    internal override int Run(DbConnection connection, DbTransaction? transaction, Statement statement) =>
        StoreErrors.Typed(() =>
            connection.Execute(statement.Procedure, statement, transaction, Timeout, CommandType.StoredProcedure)
        );

    internal override void Write<TRow>(DbConnection connection, DbTransaction? transaction, Batch<TRow> batch)
    {
        var parameters = new DynamicParameters();
        foreach (var member in batch.GetType().GetProperties().Where(member => member.Name != nameof(batch.Rows)))
        {
            parameters.Add(member.Name, member.GetValue(batch));
        }

        parameters.Add(nameof(batch.Rows), new TableParameter<TRow>(batch.Rows));
        StoreErrors.Typed(() =>
            connection.Execute(batch.Procedure, parameters, transaction, Timeout, CommandType.StoredProcedure)
        );
    }
}
