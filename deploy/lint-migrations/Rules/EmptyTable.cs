using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A table is emptied, or its rows are moved to another.</summary>
internal sealed class EmptyTable()
    : TextRule(
        new(
            "MIG008",
            "truncate",
            Severity.Error,
            "8",
            "Rows that are gone do not come back with a rollback.",
            "Keep the rows; mark them as retired in a column that is added for it, or copy what is needed into a new table."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        file.All<TruncateTableStatement>()
            .Where(statement => !Names.IsTemporary(statement.TableName))
            .Select(statement =>
                Found(
                    file,
                    statement,
                    Names.Of(statement.TableName),
                    $"Table {Names.Of(statement.TableName)} is truncated."
                )
            )
            .Concat(
                file.All<AlterTableSwitchStatement>()
                    .Select(statement =>
                        Found(
                            file,
                            statement,
                            Names.Of(statement.SchemaObjectName),
                            $"Rows of {Names.Of(statement.SchemaObjectName)} are switched to {Names.Of(statement.TargetTable)}."
                        )
                    )
            );
}
