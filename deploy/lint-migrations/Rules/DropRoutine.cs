using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A procedure, view, function or another thing that is called goes. Dropped and created again in the same file it is replaced.</summary>
internal sealed class DropRoutine()
    : TextRule(
        new(
            "MIG007",
            "drop-object",
            Severity.Error,
            "8",
            "The last known good release calls it by name and fails when it is gone.",
            "Keep it and add the new one under a new name; or create it again in the same file, with the parameters and columns it had."
        )
    )
{
    public override IEnumerable<Finding> Check(SqlFile file)
    {
        var created = Creations(file)
            .ToLookup(made => made.Name, made => made.Offset, StringComparer.OrdinalIgnoreCase);
        return from drop in Drops(file)
            where !drop.Name.StartsWith('#') && !created[drop.Name].Any(offset => offset > drop.At.StartOffset)
            select Found(file, drop.At, drop.Name, $"{drop.Kind} {drop.Name} is dropped.");
    }

    private static IEnumerable<(string Kind, string Name, TSqlFragment At)> Drops(SqlFile file) =>
        file.All<DropObjectsStatement>()
            .SelectMany(drop => drop.Objects.Select(name => (Kind(drop), Names.Of(name), (TSqlFragment)drop)))
            .Where(drop => drop.Item1.Length > 0)
            .Concat(file.All<DropTypeStatement>().Select(drop => ("Type", Names.Of(drop.Name), (TSqlFragment)drop)))
            .Concat(
                file.All<DropSchemaStatement>()
                    .Select(drop => ("Schema", drop.Schema?.BaseIdentifier?.Value ?? "", (TSqlFragment)drop))
            );

    private static string Kind(DropObjectsStatement drop) =>
        drop switch
        {
            DropProcedureStatement => "Procedure",
            DropViewStatement => "View",
            DropFunctionStatement => "Function",
            DropTriggerStatement => "Trigger",
            DropSequenceStatement => "Sequence",
            DropSynonymStatement => "Synonym",
            _ => "",
        };

    private static IEnumerable<(string Name, int Offset)> Creations(SqlFile file) =>
        file.All<TSqlStatement>()
            .Select(statement => (Made(statement), statement.StartOffset))
            .Where(made => made.Item1.Length > 0);

    private static string Made(TSqlStatement statement) =>
        statement switch
        {
            CreateProcedureStatement made => Names.Of(made.ProcedureReference.Name),
            CreateOrAlterProcedureStatement made => Names.Of(made.ProcedureReference.Name),
            CreateFunctionStatement made => Names.Of(made.Name),
            CreateOrAlterFunctionStatement made => Names.Of(made.Name),
            CreateViewStatement made => Names.Of(made.SchemaObjectName),
            CreateOrAlterViewStatement made => Names.Of(made.SchemaObjectName),
            CreateTriggerStatement made => Names.Of(made.Name),
            CreateOrAlterTriggerStatement made => Names.Of(made.Name),
            CreateTypeStatement made => Names.Of(made.Name),
            CreateSynonymStatement made => Names.Of(made.Name),
            _ => "",
        };
}
