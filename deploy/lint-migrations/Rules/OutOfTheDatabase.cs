using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A migration, or code that it creates, reaches the operating system, another server or the server's own settings.</summary>
internal sealed class OutOfTheDatabase()
    : TextRule(
        new(
            "MIG017",
            "out-of-the-database",
            Severity.Error,
            "8",
            "What happens outside the database is not seen by a rollback, an audit entry or a review of the schema.",
            "Do it from a deployment step that is journaled, not from SQL."
        )
    )
{
    private static readonly string[] Procedures =
    [
        "sp_configure",
        "sp_addlinkedserver",
        "sp_addlinkedsrvlogin",
        "sp_start_job",
        "sp_send_dbmail",
    ];

    public override IEnumerable<Finding> Check(SqlFile file) =>
        ProcedureCalls
            .All(file)
            .Where(call =>
                call.Name.StartsWith("xp_", StringComparison.OrdinalIgnoreCase)
                || call.Name.StartsWith("sp_OA", StringComparison.OrdinalIgnoreCase)
                || Procedures.Contains(call.Name, StringComparer.OrdinalIgnoreCase)
            )
            .Select(call => Found(file, call.Statement, call.Name, $"{call.Name} is called."))
            .Concat(
                file.All<OpenRowsetTableReference>()
                    .Select(table => Found(file, table, "", "OPENROWSET reads from elsewhere."))
            )
            .Concat(
                file.All<AdHocTableReference>()
                    .Select(table => Found(file, table, "", "OPENDATASOURCE reads from elsewhere."))
            )
            .Concat(
                file.All<OpenQueryTableReference>()
                    .Select(table => Found(file, table, "", "OPENQUERY asks another server."))
            )
            .Concat(
                file.All<AlterDatabaseStatement>()
                    .Select(statement => Found(file, statement, "", "The database's own settings are changed."))
            );
}
