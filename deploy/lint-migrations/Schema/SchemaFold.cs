using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Rules;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>Runs a file's statements on a picture, in their order, as far as they change what is judged.</summary>
internal static class SchemaFold
{
    /// <param name="picture">What is there; changed.</param>
    /// <param name="file">What runs.</param>
    /// <param name="before">Sees each statement before it changes the picture.</param>
    public static void Run(SchemaPicture picture, SqlFile file, Action<TSqlStatement>? before = null)
    {
        foreach (var statement in Statements.Of(file))
        {
            before?.Invoke(statement);
            Run(picture, file, statement);
        }
    }

    private static void Run(SchemaPicture picture, SqlFile file, TSqlStatement statement)
    {
        switch (statement)
        {
            case ProcedureStatementBody procedure:
                RunProcedure(picture, file, procedure);
                break;
            case DropProcedureStatement drop:
                foreach (var name in drop.Objects.Select(Names.Of))
                {
                    picture.Procedures.Remove(name);
                    picture.Grants.Remove(name);
                    picture.Dropped[name] = file.At(drop);
                }

                break;
            case GrantStatement grant when GrantsExecute(grant):
                Add(picture.Grants, Rights.Target(grant), Texts.Of(grant));
                break;
            case CreateTypeUddtStatement type:
                picture.Types[Names.Of(type.Name)] = (
                    SqlType.Of(type.DataType),
                    type.NullableConstraint?.Nullable != false
                );
                break;
            case DropTypeStatement drop:
                picture.Types.Remove(Names.Of(drop.Name));
                picture.Others.Remove(Names.Of(drop.Name));
                break;
            case DropViewStatement or DropFunctionStatement or DropSequenceStatement or DropSynonymStatement:
                foreach (var name in ((DropObjectsStatement)statement).Objects.Select(Names.Of))
                {
                    picture.Others.Remove(name);
                    picture.Dropped[name] = file.At(statement);
                }

                break;
            case ExecuteStatement call:
                RenameFold.Run(picture, file, call);
                break;
            default:
                if (!TableFold.Run(picture, file, statement) && Other(statement) is { } other)
                {
                    picture.Others[other] = statement is ViewStatementBody or FunctionStatementBody
                        ? Texts.AsCreated(statement)
                        : Texts.Of(statement);
                }

                break;
        }
    }

    private static void RunProcedure(SchemaPicture picture, SqlFile file, ProcedureStatementBody procedure)
    {
        var name = Names.Of(procedure.ProcedureReference.Name);
        if (procedure is AlterProcedureStatement && !picture.Procedures.ContainsKey(name))
        {
            // It fails when it runs; whoever calls it does not have it.
            return;
        }

        picture.Procedures[name] = new(
            name,
            [
                .. procedure.Parameters.Select(parameter => new ParameterShape(
                    parameter.VariableName.Value,
                    SqlType.Of(parameter.DataType),
                    // A table that is not handed over is an empty one.
                    parameter.Value
                        is not null
                        || parameter.Modifier == ParameterModifier.ReadOnly,
                    parameter.Modifier == ParameterModifier.Output
                )),
            ],
            FirstResult.Of(procedure),
            Texts.AsCreated(procedure),
            file.At(procedure)
        );
    }

    private static bool GrantsExecute(GrantStatement grant) =>
        grant.SecurityTargetObject is { } target
        && Rights.IsObject(target)
        && grant.Permissions.Any(permission => Rights.Name(permission) == Rights.Execute);

    private static string? Other(TSqlStatement statement) =>
        statement switch
        {
            ViewStatementBody made => Names.Of(made.SchemaObjectName),
            FunctionStatementBody made => Names.Of(made.Name),
            CreateTypeTableStatement made => Names.Of(made.Name),
            CreateSequenceStatement made => Names.Of(made.Name),
            CreateSynonymStatement made => Names.Of(made.Name),
            CreateSchemaStatement made => $"schema {made.Name?.Value}",
            _ => null,
        };

    private static void Add(Dictionary<string, List<string>> lists, string name, string text)
    {
        if (!lists.TryGetValue(name, out var list))
        {
            lists[name] = list = [];
        }

        list.Add(text);
    }
}
