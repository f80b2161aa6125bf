using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>What statements do to tables.</summary>
internal static class TableFold
{
    /// <summary>Whether the statement is about a table.</summary>
    public static bool Run(SchemaPicture picture, SqlFile file, TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement { Definition: not null } create when !Names.IsTemporary(create.SchemaObjectName):
                picture.Tables[Names.Of(create.SchemaObjectName)] =
                [
                    .. create.Definition.ColumnDefinitions.Select(Shape),
                ];
                return true;
            case DropTableStatement drop:
                foreach (var name in drop.Objects.Select(Names.Of))
                {
                    picture.Tables.Remove(name);
                    picture.Dropped[name] = file.At(drop);
                }

                return true;
            case AlterTableStatement alter:
                if (picture.Tables.TryGetValue(Names.Of(alter.SchemaObjectName), out var columns))
                {
                    Alter(columns, alter);
                    Note(picture, file, alter);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>The column as the statement leaves it.</summary>
    public static ColumnShape Altered(AlterTableAlterColumnStatement alter)
    {
        bool? nullable = alter.AlterTableAlterColumnOption switch
        {
            AlterTableAlterColumnOption.Null => true,
            AlterTableAlterColumnOption.NotNull => false,
            _ => null,
        };
        var name = alter.ColumnIdentifier.Value;
        return new(
            name,
            SqlType.Of(alter.DataType),
            nullable,
            $"{Quoted(name)} {Texts.Of(alter.DataType)} {Word(nullable)}"
        );
    }

    public static string Quoted(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    public static string Word(bool? nullable) =>
        nullable switch
        {
            true => "NULL",
            false => "NOT NULL",
            null => "",
        };

    private static void Alter(List<ColumnShape> columns, AlterTableStatement statement)
    {
        switch (statement)
        {
            case AlterTableAddTableElementStatement add:
                columns.AddRange(
                    add.Definition.ColumnDefinitions.Select(Shape).Where(column => Index(columns, column.Name) < 0)
                );
                break;
            case AlterTableAlterColumnStatement { DataType: not null } alter
                when Index(columns, alter.ColumnIdentifier.Value) is var index and >= 0:
                columns[index] = Altered(alter);
                break;
            case AlterTableDropTableElementStatement drop:
                foreach (var element in drop.AlterTableDropTableElements)
                {
                    if (element.TableElementType == TableElementType.Column)
                    {
                        columns.RemoveAll(column => Names.Same(column.Name, element.Name?.Value ?? ""));
                    }
                }

                break;
        }
    }

    private static void Note(SchemaPicture picture, SqlFile file, AlterTableStatement statement)
    {
        if (statement is not AlterTableDropTableElementStatement drop)
        {
            return;
        }

        foreach (var element in drop.AlterTableDropTableElements)
        {
            if (element.TableElementType == TableElementType.Column)
            {
                picture.Dropped[$"{Names.Of(drop.SchemaObjectName)}.{element.Name?.Value}"] = file.At(element);
            }
        }
    }

    private static int Index(List<ColumnShape> columns, string name) =>
        columns.FindIndex(column => Names.Same(column.Name, name));

    private static ColumnShape Shape(ColumnDefinition column) =>
        new(
            column.ColumnIdentifier.Value,
            SqlType.Of(column.DataType),
            column.Constraints.Any(constraint => constraint is UniqueConstraintDefinition { IsPrimaryKey: true })
                ? false
                : column.Constraints.OfType<NullableConstraintDefinition>().FirstOrDefault()?.Nullable,
            Texts.Of(column)
        );
}
