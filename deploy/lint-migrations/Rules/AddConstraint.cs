using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Rows that are there must satisfy a rule that is new.</summary>
internal sealed class AddConstraint()
    : TextRule(
        new(
            "MIG013",
            "constraint-on-existing-rows",
            Severity.Warning,
            "8",
            "The migration fails when one row does not comply, it locks the table while it looks, and the last known good release may write what is now refused.",
            "Clean the rows first, add the constraint WITH NOCHECK, and make it trusted in a later migration."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        from statement in file.All<AlterTableAddTableElementStatement>()
        let table = Names.Of(statement.SchemaObjectName)
        where !Names.IsTemporary(statement.SchemaObjectName) && !file.Created.Contains(table)
        from constraint in statement.Definition.TableConstraints.Concat(
            statement.Definition.ColumnDefinitions.SelectMany(column => column.Constraints)
        )
        where Binds(constraint, statement.ExistingRowsCheckEnforcement)
        select Found(
            file,
            constraint,
            table,
            $"{Kind(constraint)} {constraint.ConstraintIdentifier?.Value} is checked against the rows of {table}.".Replace(
                "  ",
                " ",
                StringComparison.Ordinal
            )
        );

    private static bool Binds(ConstraintDefinition constraint, ConstraintEnforcement enforcement) =>
        constraint is UniqueConstraintDefinition
        || (
            constraint is CheckConstraintDefinition or ForeignKeyConstraintDefinition
            && enforcement != ConstraintEnforcement.NoCheck
        );

    private static string Kind(ConstraintDefinition constraint) =>
        constraint switch
        {
            UniqueConstraintDefinition => "Key",
            ForeignKeyConstraintDefinition => "Foreign key",
            _ => "Check",
        };
}
