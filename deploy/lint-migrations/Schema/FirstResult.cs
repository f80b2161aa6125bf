using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>Reads off a body which columns its first result has, where that can be read: a SELECT with a plain list.</summary>
internal static class FirstResult
{
    public static ResultShape Of(ProcedureStatementBody body)
    {
        foreach (var statement in Statements.Of(file: null, body.StatementList?.Statements ?? []))
        {
            if (Of(statement) is { } result)
            {
                return result;
            }
        }

        return ResultShape.None;
    }

    /// <summary>What the statement returns; null when nothing.</summary>
    private static ResultShape? Of(TSqlStatement statement) =>
        statement switch
        {
            SelectStatement { Into: not null } => null,
            SelectStatement select => Of(select.QueryExpression),
            InsertStatement insert => Of(insert.InsertSpecification?.OutputClause),
            UpdateStatement update => Of(update.UpdateSpecification?.OutputClause),
            DeleteStatement delete => Of(delete.DeleteSpecification?.OutputClause),
            MergeStatement merge => Of(merge.MergeSpecification?.OutputClause),
            ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableStringList } => ResultShape.NotKnown(
                "dynamic SQL runs before the first SELECT"
            ),
            ExecuteStatement => ResultShape.NotKnown("another procedure is called before the first SELECT"),
            _ => null,
        };

    private static ResultShape? Of(QueryExpression? query)
    {
        while (query is BinaryQueryExpression or QueryParenthesisExpression)
        {
            query = query is BinaryQueryExpression both
                ? both.FirstQueryExpression
                : ((QueryParenthesisExpression)query).QueryExpression;
        }

        return query is QuerySpecification plain ? Of(plain.SelectElements) : null;
    }

    private static ResultShape? Of(OutputClause? output) => output is null ? null : Of(output.SelectColumns);

    private static ResultShape? Of(IList<SelectElement> elements)
    {
        if (elements.All(element => element is SelectSetVariable))
        {
            return null;
        }

        return elements.Any(element => element is not SelectScalarExpression)
            ? ResultShape.NotKnown("it selects *")
            : new([.. elements.Cast<SelectScalarExpression>().Select(Name)], null);
    }

    private static string Name(SelectScalarExpression element) =>
        element.ColumnName?.Value
        ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers.LastOrDefault()?.Value
        ?? "";
}
