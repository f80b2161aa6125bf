using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A trigger, a constraint or an index is switched off.</summary>
internal sealed class Disable()
    : TextRule(
        new(
            "MIG019",
            "disable",
            Severity.Error,
            "8",
            "Audit entries and rules that are switched off leave gaps that nobody finds later; switched on again, a constraint is no longer trusted.",
            "Leave it on, and write the change so that it complies."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file) =>
        file.All<EnableDisableTriggerStatement>()
            .Where(statement => statement.TriggerEnforcement == TriggerEnforcement.Disable)
            .Select(statement =>
                Found(file, statement, Names.Of(statement.TriggerObject?.Name), "Triggers are disabled.")
            )
            .Concat(
                file.All<AlterTableTriggerModificationStatement>()
                    .Where(statement => statement.TriggerEnforcement == TriggerEnforcement.Disable)
                    .Select(statement =>
                        Found(file, statement, Table(statement), $"Triggers of {Table(statement)} are disabled.")
                    )
            )
            .Concat(
                file.All<AlterTableConstraintModificationStatement>()
                    .Where(statement => statement.ConstraintEnforcement == ConstraintEnforcement.NoCheck)
                    .Select(statement =>
                        Found(file, statement, Table(statement), $"Constraints of {Table(statement)} are disabled.")
                    )
            )
            .Concat(
                file.All<AlterIndexStatement>()
                    .Where(statement => statement.AlterIndexType == AlterIndexType.Disable)
                    .Select(statement =>
                        Found(
                            file,
                            statement,
                            Names.Of(statement.OnName),
                            $"An index of {Names.Of(statement.OnName)} is disabled."
                        )
                    )
            );

    private static string Table(AlterTableStatement statement) => Names.Of(statement.SchemaObjectName);
}
