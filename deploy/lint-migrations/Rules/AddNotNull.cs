using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A column that must have a value and gets none by itself is added to a table that has rows and writers.</summary>
internal sealed class AddNotNull()
    : TextRule(
        new(
            "MIG012",
            "not-null-without-default",
            Severity.Error,
            "8",
            "The inserts of the last known good release do not name the column and fail; on a table with rows the migration fails itself.",
            "Add it nullable, or NOT NULL with a DEFAULT."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        from statement in file.All<AlterTableAddTableElementStatement>()
        let table = Names.Of(statement.SchemaObjectName)
        where !Names.IsTemporary(statement.SchemaObjectName) && !file.Created.Contains(table)
        from column in statement.Definition.ColumnDefinitions
        where NeedsAValue(column) && !HasDefault(statement, column)
        let name = $"{table}.{column.ColumnIdentifier?.Value}"
        select Found(file, column, name, $"Column {name} is added NOT NULL without a DEFAULT.");

    private static bool NeedsAValue(ColumnDefinition column) =>
        column is { ComputedColumnExpression: null, IdentityOptions: null, GeneratedAlways: null }
        && column.DataType
            is not SqlDataTypeReference
            {
                SqlDataTypeOption: SqlDataTypeOption.Rowversion or SqlDataTypeOption.Timestamp
            }
        && column.Constraints.Any(constraint =>
            constraint
                is NullableConstraintDefinition { Nullable: false }
                    or UniqueConstraintDefinition { IsPrimaryKey: true }
        );

    private static bool HasDefault(AlterTableAddTableElementStatement statement, ColumnDefinition column) =>
        column.DefaultConstraint is not null
        || column.Constraints.OfType<DefaultConstraintDefinition>().Any()
        || statement
            .Definition.TableConstraints.OfType<DefaultConstraintDefinition>()
            .Any(made => Names.Same(made.Column?.Value ?? "", column.ColumnIdentifier?.Value ?? ""));
}
