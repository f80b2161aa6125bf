using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A table or a whole database goes.</summary>
internal sealed class DropTable()
    : TextRule(
        new(
            "MIG004",
            "drop-table",
            Severity.Error,
            "8",
            "What is dropped cannot be rolled back, and the last known good release may still read it.",
            "Leave the table where it is and stop using it; what replaces it is added beside it."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file)
    {
        foreach (var drop in file.All<DropTableStatement>())
        {
            foreach (var table in drop.Objects.Where(table => !Names.IsTemporary(table)))
            {
                yield return Found(file, drop, Names.Of(table), $"Table {Names.Of(table)} is dropped.");
            }
        }

        foreach (var drop in file.All<DropDatabaseStatement>())
        {
            yield return Found(file, drop, "", "A database is dropped.");
        }
    }
}
