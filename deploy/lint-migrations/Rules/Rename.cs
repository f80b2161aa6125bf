using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Something that is there gets another name, or another schema, which is part of its name.</summary>
internal sealed class Rename()
    : TextRule(
        new(
            "MIG011",
            "rename",
            Severity.Error,
            "8",
            "The last known good release asks for the old name.",
            "Add the new one and keep the old: a new column beside the old, a view or a procedure of the old name that calls the new."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        ProcedureCalls
            .Of(file, "sp_rename")
            .Select(call =>
                Found(
                    file,
                    call.Statement,
                    ProcedureCalls.Text(call.Call, 0) ?? "",
                    $"{ProcedureCalls.Text(call.Call, 0) ?? "Something"} is renamed to {ProcedureCalls.Text(call.Call, 1) ?? "something else"}."
                )
            )
            .Concat(
                file.All<AlterSchemaStatement>()
                    .Select(statement =>
                        Found(
                            file,
                            statement,
                            Names.Of(statement.ObjectName),
                            $"{Names.Of(statement.ObjectName)} moves to the schema {statement.Name?.Value}."
                        )
                    )
            );
}
