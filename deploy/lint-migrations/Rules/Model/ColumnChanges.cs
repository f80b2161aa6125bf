using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Schema;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules.Model;

/// <summary>What an ALTER COLUMN does to the column that is there.</summary>
internal static class ColumnChanges
{
    public static Finding? Of(SchemaPicture picture, SqlFile file, TSqlStatement statement)
    {
        if (
            statement is not AlterTableAlterColumnStatement { DataType: not null } alter
            || Names.IsTemporary(alter.SchemaObjectName)
        )
        {
            return null;
        }

        var table = Names.Of(alter.SchemaObjectName);
        var after = TableFold.Altered(alter);
        var name = $"{table}.{after.Name}";
        var before = picture.Tables.GetValueOrDefault(table)?.Find(column => Names.Same(column.Name, after.Name));
        return before is null ? Finding(Severity.Warning, $"Column {name} is altered, and the base does not have it.")
            : picture.TakesNull(before) && !picture.TakesNull(after)
                ? Finding(Severity.Error, $"Column {name} no longer takes NULL.")
            : TypeChanges.Of(picture.Resolve(before.Type), picture.Resolve(after.Type)) switch
            {
                TypeChange.Narrower => Finding(
                    Severity.Error,
                    $"Column {name} becomes narrower, or another thing: {before.Type} becomes {after.Type}."
                ),
                TypeChange.WiderReadDifferently => Finding(
                    Severity.Warning,
                    $"Column {name} is read as another type: {before.Type} becomes {after.Type}."
                ),
                _ => null,
            };

        Finding Finding(Severity severity, string message) =>
            new(AlterColumn.Rule, severity, file.At(statement), name, message);
    }
}
