using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>SQL is built while it runs. Constants are read and judged; what is built cannot be.</summary>
internal sealed class DynamicSql()
    : TextRule(
        new(
            "MIG018",
            "dynamic-sql",
            Severity.Warning,
            "8",
            "Nobody can judge what is built only when it runs, and what is built from a parameter is open to injection.",
            "Write the statement out; where a name must vary, take it from a fixed list and pass values as parameters of sp_executesql."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        from statement in file.All<ExecuteStatement>()
        let executed = statement.ExecuteSpecification?.ExecutableEntity
        where executed is ExecutableStringList || IsExecuteSql(executed)
        let constant = DynamicText.Constant(executed)
        where constant is null || !file.Embedded.ContainsKey(constant)
        select Found(
            file,
            statement,
            "",
            constant is null
                ? "SQL that is built from variables is executed; it was not judged."
                : "The SQL in this text could not be read; it was not judged."
        );

    private static bool IsExecuteSql(ExecutableEntity? executed) =>
        executed is ExecutableProcedureReference call
        && (DynamicText.IsExecuteSql(call) || call.ProcedureReference?.ProcedureVariable is not null);
}
