namespace Mcpx.Db.Engines;

/// <summary>
/// One question or order to the store; its members are its parameters. SQLite is given its text, SQL Server the procedure of
/// its name, which holds the same in T-SQL (db/sqlserver).
/// </summary>
internal abstract record Statement
{
    /// <summary>The schema of everything that is the watchdog's on SQL Server.</summary>
    public const string Schema = "watchdog";

    /// <summary>The procedure on SQL Server.</summary>
    internal string Procedure => $"{Schema}.{GetType().Name}";

    /// <summary>The text for SQLite.</summary>
    internal abstract string Sqlite { get; }
}

/// <summary>
/// Rows that are written together. SQLite is given its text once for each, SQL Server all of them in one table-valued
/// parameter <c>@Rows</c> of the type <c>watchdog.<typeparamref name="TRow"/></c>.
/// </summary>
/// <param name="Rows">What is written.</param>
/// <typeparam name="TRow">The columns, in their order.</typeparam>
internal abstract record Batch<TRow>(IReadOnlyCollection<TRow> Rows) : Statement
    where TRow : notnull;
