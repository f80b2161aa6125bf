using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>What <c>sp_rename</c> does to procedures, tables and columns.</summary>
internal static class RenameFold
{
    public static void Run(SchemaPicture picture, SqlFile file, ExecuteStatement statement)
    {
        if (
            statement.ExecuteSpecification?.ExecutableEntity is not ExecutableProcedureReference call
            || !Names.Same(call.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value ?? "", "sp_rename")
            || ProcedureCalls.Text(call, 0) is not { } before
            || ProcedureCalls.Text(call, 1) is not { } after
        )
        {
            return;
        }

        if (Names.Same(ProcedureCalls.Text(call, 2) ?? "", "COLUMN"))
        {
            RenameColumn(picture, file.At(statement), Names.Of(before), after);
            return;
        }

        var name = Names.Of(before);
        var renamed = $"{name[..(name.LastIndexOf('.') + 1)]}{after}";
        picture.Dropped[name] = file.At(statement);
        Move(picture.Procedures, name, renamed);
        Move(picture.Tables, name, renamed);
        Move(picture.Others, name, renamed);
        Move(picture.Grants, name, renamed);
    }

    private static void RenameColumn(SchemaPicture picture, Spot at, string path, string after)
    {
        var dot = path.LastIndexOf('.');
        var table = Names.Of(path[..dot]);
        if (
            picture.Tables.TryGetValue(table, out var columns)
            && columns.FindIndex(column => Names.Same(column.Name, path[(dot + 1)..])) is var index and >= 0
        )
        {
            picture.Dropped[$"{table}.{path[(dot + 1)..]}"] = at;
            var column = columns[index];
            var definition = TableFold.Quoted(after) + $" {column.Type} {TableFold.Word(column.Nullable)}";
            columns[index] = column with { Name = after, Definition = definition };
        }
    }

    private static void Move<T>(Dictionary<string, T> things, string before, string after)
    {
        if (things.Remove(before, out var thing))
        {
            things[after] = thing;
        }
    }
}
