using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Calls of procedures by name.</summary>
internal static class ProcedureCalls
{
    public static IEnumerable<(ExecuteStatement Statement, ExecutableProcedureReference Call, string Name)> All(
        SqlFile file
    ) =>
        from statement in file.All<ExecuteStatement>()
        let call = statement.ExecuteSpecification?.ExecutableEntity as ExecutableProcedureReference
        let name = call?.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value
        where name is not null
        select (statement, call, name);

    public static IEnumerable<(ExecuteStatement Statement, ExecutableProcedureReference Call, string Name)> Of(
        SqlFile file,
        params string[] names
    ) => All(file).Where(call => names.Contains(call.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The argument at this place when it is a constant text; null otherwise.</summary>
    public static string? Text(ExecutableProcedureReference call, int index) =>
        index < call.Parameters.Count
            ? call.Parameters[index].ParameterValue switch
            {
                Literal literal => literal.Value,
                _ => null,
            }
            : null;
}
