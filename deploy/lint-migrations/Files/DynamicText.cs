using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>
/// SQL in a constant string, <c>EXEC(N'ALTER TABLE …')</c> or <c>sp_executesql N'…'</c>: migrations write it so where a batch must
/// not be compiled early, and it is judged like what stands in the open.
/// </summary>
internal static class DynamicText
{
    /// <summary>Every constant that is executed and can be read, with the places of the file around it.</summary>
    public static IReadOnlyDictionary<StringLiteral, TSqlScript> Find(SqlFile file)
    {
        var read = new Dictionary<StringLiteral, TSqlScript>();
        foreach (var statement in file.All<ExecuteStatement>())
        {
            if (
                Constant(statement.ExecuteSpecification?.ExecutableEntity) is { } literal
                && Parse(file.Name, literal) is { } script
            )
            {
                read[literal] = script;
            }
        }

        return read;
    }

    /// <summary>The one constant that a statement executes; null where it is built, or no string at all.</summary>
    public static StringLiteral? Constant(ExecutableEntity? executed) =>
        executed switch
        {
            ExecutableStringList { Strings: [StringLiteral text] } => text,
            ExecutableProcedureReference { Parameters: [{ ParameterValue: StringLiteral text }, ..] } call
                when IsExecuteSql(call) => text,
            _ => null,
        };

    public static bool IsExecuteSql(ExecutableProcedureReference call) =>
        call.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value is { } name
        && Names.Same(name, "sp_executesql");

    private static TSqlScript? Parse(string file, StringLiteral literal)
    {
        var before = literal.IsNational ? 2 : 1;
        return SqlReader
            .Script(file, literal.Value, literal.StartOffset + before, literal.StartLine, literal.StartColumn + before)
            .Script;
    }
}
