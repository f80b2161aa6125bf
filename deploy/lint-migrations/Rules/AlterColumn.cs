using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A column gets another type. With a base the schema says whether it becomes narrower; without one a person must.</summary>
internal sealed class AlterColumn(bool baseIsKnown) : TextRule(Rule)
{
    public static readonly RuleInfo Rule = new(
        "MIG010",
        "alter-column",
        Severity.Error,
        "8",
        "A narrower column cuts or refuses values that the last known good release writes, and another type is read differently.",
        "Add a new column of the wanted type, fill it, let new code write both, and keep the old column."
    );

    public override IEnumerable<Finding> Check(SqlFile file) =>
        baseIsKnown
            ? []
            : from statement in file.All<AlterTableAlterColumnStatement>()
            where
                statement.DataType is not null
                && !Names.IsTemporary(statement.SchemaObjectName)
                && !file.Created.Contains(Names.Of(statement.SchemaObjectName))
            let name = $"{Names.Of(statement.SchemaObjectName)}.{statement.ColumnIdentifier?.Value}"
            select Found(
                file,
                statement,
                name,
                $"Column {name} is altered; whether it becomes narrower is not known without --base.",
                Severity.Warning
            );
}
