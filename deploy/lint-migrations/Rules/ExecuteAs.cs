using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Code runs with the rights of somebody else.</summary>
internal sealed class ExecuteAs()
    : TextRule(
        new(
            "MIG016",
            "execute-as",
            Severity.Error,
            "8",
            "Whoever may execute it does so with somebody else's rights, past EXECUTE-only.",
            "Let ownership chains do it: a procedure of the same owner needs no EXECUTE AS to reach its tables."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        file.All<ExecuteAsClause>()
            .Where(clause => clause.ExecuteAsOption != ExecuteAsOption.Caller)
            .Select(clause =>
                Found(
                    file,
                    clause,
                    "",
                    $"Code runs as {clause.Literal?.Value ?? clause.ExecuteAsOption.ToString().ToLowerInvariant()}."
                )
            )
            .Concat(
                file.All<ExecuteAsStatement>()
                    .Select(statement =>
                        Found(file, statement, "", "What follows runs with the rights of somebody else.")
                    )
            )
            .Concat(
                file.All<ExecuteStatement>()
                    .Where(statement => statement.ExecuteSpecification?.ExecuteContext is not null)
                    .Select(statement => Found(file, statement, "", "This runs with the rights of somebody else."))
            );
}
