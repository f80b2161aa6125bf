using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A column goes.</summary>
internal sealed class DropColumn()
    : TextRule(
        new(
            "MIG005",
            "drop-column",
            Severity.Error,
            "8",
            "The column's values are lost, and the procedures of the last known good release that name it fail.",
            "Keep the column and stop reading it; give it a default when it may no longer be written."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        from statement in file.All<AlterTableDropTableElementStatement>()
        where !Names.IsTemporary(statement.SchemaObjectName)
        from element in statement.AlterTableDropTableElements
        where element.TableElementType == TableElementType.Column
        let name = $"{Names.Of(statement.SchemaObjectName)}.{element.Name?.Value}"
        select Found(file, element, name, $"Column {name} is dropped.");
}
