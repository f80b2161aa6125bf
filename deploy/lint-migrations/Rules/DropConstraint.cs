using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A constraint goes, or an index that may carry one.</summary>
internal sealed class DropConstraint()
    : TextRule(
        new(
            "MIG006",
            "drop-constraint",
            Severity.Error,
            "8",
            "Defaults, keys and checks are part of what the last known good release relies on: without a default its inserts fail, without a key its rows double.",
            "Keep the constraint; add the new one beside it. An index may go when it is known to be neither unique nor the one that makes a procedure quick enough."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) => Constraints(file).Concat(Indexes(file));

    private IEnumerable<Finding> Constraints(SqlFile file) =>
        from statement in file.All<AlterTableDropTableElementStatement>()
        where !Names.IsTemporary(statement.SchemaObjectName)
        from element in statement.AlterTableDropTableElements
        where element.TableElementType is TableElementType.Constraint or TableElementType.NotSpecified
        let table = Names.Of(statement.SchemaObjectName)
        select Found(file, element, table, $"Constraint {element.Name?.Value} of {table} is dropped.");

    /// <summary>From the text nobody knows whether an index is unique: a warning.</summary>
    private IEnumerable<Finding> Indexes(SqlFile file) =>
        from statement in file.All<DropIndexStatement>()
        from clause in statement.DropIndexClauses.OfType<DropIndexClause>()
        where !Names.IsTemporary(clause.Object)
        let table = Names.Of(clause.Object)
        select Found(
            file,
            clause,
            table,
            $"Index {clause.Index?.Value} of {table} is dropped; it may be unique.",
            Severity.Warning
        );
}
