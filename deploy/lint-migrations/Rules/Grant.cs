using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Somebody may do more than execute procedures.</summary>
internal sealed class Grant()
    : TextRule(
        new(
            "MIG014",
            "grant-beyond-execute",
            Severity.Error,
            "8",
            "The API's principal is EXECUTE-only: with more, a broken release can do what no rollback undoes.",
            "Grant EXECUTE on a procedure that does just this, or have DBA and SEC review a script that runs once."
        )
    )
{
    private static readonly string[] RoleProcedures = ["sp_addrolemember", "sp_addsrvrolemember", "sp_changedbowner"];

    public override IEnumerable<Finding> Check(SqlFile file) =>
        Grants(file)
            .Concat(Roles(file))
            .Concat(
                file.All<AlterAuthorizationStatement>()
                    .Select(statement =>
                        Found(file, statement, "", "Somebody becomes the owner, who may do everything.")
                    )
            )
            .Concat(
                ProcedureCalls
                    .Of(file, RoleProcedures)
                    .Select(call =>
                        Found(
                            file,
                            call.Statement,
                            ProcedureCalls.Text(call.Call, 1) ?? ProcedureCalls.Text(call.Call, 0) ?? "",
                            $"{call.Name} gives {ProcedureCalls.Text(call.Call, 1) ?? "somebody"} the rights of {ProcedureCalls.Text(call.Call, 0) ?? "a role"}."
                        )
                    )
            );

    private IEnumerable<Finding> Grants(SqlFile file) =>
        from grant in file.All<GrantStatement>()
        from permission in grant.Permissions
        let right = Rights.Name(permission)
        let to = string.Join(", ", grant.Principals.Select(Rights.Name))
        let problem = right != Rights.Execute ? $"{right} is granted to {to}"
        : grant.WithGrantOption ? $"{to} may grant EXECUTE on to others"
        : grant.Principals.Any(principal => principal.PrincipalType == PrincipalType.Public)
            ? "EXECUTE is granted to everybody (public)"
        : null
        where problem is not null
        select Found(file, grant, Rights.Target(grant), $"{problem}{On(grant)}.");

    private IEnumerable<Finding> Roles(SqlFile file) =>
        from statement in file.All<AlterRoleStatement>()
        let action = statement.Action as AddMemberAlterRoleAction
        where action is not null
        select Found(
            file,
            statement,
            statement.Name?.Value ?? "",
            $"{action.Member?.Value} becomes a member of {statement.Name?.Value}, with all that the role may do."
        );

    private static string On(SecurityStatement statement) =>
        Rights.Target(statement) is { Length: > 0 } name ? $" on {name}" : "";
}
