using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A change of every row of a table that was there before.</summary>
internal sealed class EveryRow()
    : TextRule(
        new(
            "MIG009",
            "no-where",
            Severity.Error,
            "8",
            "Every row is changed or gone, and no rollback brings the values back.",
            "Say with WHERE which rows are meant (for a column that was just added, WHERE it IS NULL), in batches where they are many."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        Of<DeleteStatement>(file, delete => delete.DeleteSpecification, "deleted")
            .Concat(Of<UpdateStatement>(file, update => update.UpdateSpecification, "updated"))
            .Concat(Merges(file));

    private IEnumerable<Finding> Of<T>(SqlFile file, Func<T, UpdateDeleteSpecificationBase> specification, string done)
        where T : StatementWithCtesAndXmlNamespaces =>
        from statement in file.All<T>()
        let change = specification(statement)
        // A join may restrict as a WHERE does; nobody knows from here.
        where change is { WhereClause: null, FromClause: null, TopRowFilter: null }
        let table = (change.Target as NamedTableReference)?.SchemaObject
        where table is not null && !IsOwn(file, table) && !IsCommonTable(statement, table)
        select Found(
            file,
            statement,
            Names.Of(table),
            $"Every row of {Names.Of(table)} is {done}.",
            file.IsInBody(statement) ? Severity.Warning : Severity.Error
        );

    private IEnumerable<Finding> Merges(SqlFile file) =>
        from merge in file.All<MergeStatement>()
        from clause in merge.MergeSpecification.ActionClauses
        where
            clause.Condition == MergeCondition.NotMatchedBySource
            && clause is { Action: DeleteMergeAction, SearchCondition: null }
        let table = (merge.MergeSpecification.Target as NamedTableReference)?.SchemaObject
        where table is not null && !IsOwn(file, table)
        select Found(
            file,
            clause,
            Names.Of(table),
            $"Every row of {Names.Of(table)} that the source does not have is deleted.",
            file.IsInBody(merge) ? Severity.Warning : Severity.Error
        );

    /// <summary>Whether it names a query of the same statement, which may well have a WHERE.</summary>
    private static bool IsCommonTable(StatementWithCtesAndXmlNamespaces statement, SchemaObjectName table) =>
        table.SchemaIdentifier is null
        && statement.WithCtesAndXmlNamespaces?.CommonTableExpressions.Any(common =>
            Names.Same(common.ExpressionName?.Value ?? "", table.BaseIdentifier?.Value ?? "")
        ) == true;

    private static bool IsOwn(SqlFile file, SchemaObjectName table) =>
        Names.IsTemporary(table) || file.Created.Contains(Names.Of(table));
}
