using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A right is taken away. EXECUTE is what the last known good release lives on; the rest may be meant.</summary>
internal sealed class Revoke()
    : TextRule(
        new(
            "MIG015",
            "revoke",
            Severity.Error,
            "8",
            "Without EXECUTE the calls of the last known good release are refused.",
            "Keep the right until no release that may be rolled back to needs it."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        Of(file, file.All<DenyStatement>(), "denied to")
            .Concat(Of(file, file.All<RevokeStatement>(), "revoked from"))
            .Concat(
                file.All<AlterRoleStatement>()
                    .Where(statement => statement.Action is DropMemberAlterRoleAction)
                    .Select(statement =>
                        Found(
                            file,
                            statement,
                            statement.Name?.Value ?? "",
                            $"Somebody is no longer a member of {statement.Name?.Value}.",
                            Severity.Warning
                        )
                    )
            );

    private IEnumerable<Finding> Of(SqlFile file, IEnumerable<SecurityStatement> statements, string done) =>
        from statement in statements
        from permission in statement.Permissions
        let right = Rights.Name(permission)
        select Found(
            file,
            statement,
            Rights.Target(statement),
            $"{right} is {done} {string.Join(", ", statement.Principals.Select(Rights.Name))}.",
            right is Rights.Execute or "ALL" ? Severity.Error : Severity.Warning
        );
}
