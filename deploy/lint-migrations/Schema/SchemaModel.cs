using System.Globalization;
using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Mcpx.LintMigrations.Schema;

/// <summary>What the model says.</summary>
/// <param name="Unresolved">References to what is not there.</param>
/// <param name="Failed">What it could not read, each with the reason.</param>
internal sealed record ModelAnswer(IReadOnlyList<string> Unresolved, IReadOnlyList<string> Failed);

/// <summary>What SQL Server's own model says of a picture: what refers to something that is not there.</summary>
internal static class SchemaModel
{
    // A missing table is only a warning to the model, since a database elsewhere might have it.
    private const int UnresolvedReference = 71502;

    /// <summary>Why there is no model on this machine; null when there is one.</summary>
    public static string? Missing { get; } =
        IsInvariant()
            ? "cultures are switched off or not installed here (ICU), and SQL Server's model needs them"
            : null;

    /// <exception cref="BadFileException">There is no model on this machine.</exception>
    public static void NeedCultures(string path)
    {
        if (Missing is { } why)
        {
            throw new BadFileException(path, $"a dacpac cannot be read: {why}");
        }
    }

    /// <summary>Every unresolved reference, as the model words it, and what it could not be asked about.</summary>
    /// <param name="picture">The schema; not changed any more.</param>
    /// <param name="limit">How long it may take, since a query of a thousand joins takes it minutes.</param>
    public static ModelAnswer Ask(SchemaPicture picture, TimeSpan limit) =>
        DeepStack.Run(() => Ask(picture), limit)
        ?? new(
            [],
            [FormattableString.Invariant($"the whole schema: the model took longer than {limit.TotalSeconds} s")]
        );

    private static ModelAnswer Ask(SchemaPicture picture)
    {
        var failed = new List<string>();
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var (name, text) in Scripts(picture))
        {
            try
            {
                model.AddOrUpdateObjects(text, name, new TSqlObjectOptions());
            }
            catch (Exception problem)
            {
                // It reads what SQL Server does, but not everything, and says so in many ways.
                failed.Add($"{Path.GetFileNameWithoutExtension(name)}: {OneLine(problem)}");
            }
        }

        try
        {
            return new(
                [
                    .. model
                        .Validate()
                        .Where(message =>
                            message.MessageType == DacMessageType.Error || message.Number == UnresolvedReference
                        )
                        .Select(message => Short(message.Message))
                        .Distinct(StringComparer.Ordinal),
                ],
                failed
            );
        }
        catch (Exception problem)
        {
            return new([], [$"the whole schema: {OneLine(problem)}"]);
        }
    }

    private static IEnumerable<(string Name, string Text)> Scripts(SchemaPicture picture) =>
        picture
            .Others.Select(other => ($"{other.Key}.sql", other.Value))
            .Concat(
                picture.Types.Select(type =>
                    ($"{type.Key}.sql", $"CREATE TYPE {Quoted(type.Key)} FROM {type.Value.Type};")
                )
            )
            .Concat(picture.Tables.Select(table => ($"{table.Key}.sql", Create(table.Key, table.Value))))
            .Concat(picture.Procedures.Values.Select(procedure => ($"{procedure.Name}.sql", procedure.Text)));

    private static string Create(string name, IReadOnlyList<ColumnShape> columns) =>
        $"CREATE TABLE {Quoted(name)} ({string.Join(", ", columns.Select(column => column.Definition))});";

    /// <summary>As the model writes names in its messages.</summary>
    public static string Quoted(string name) => string.Join('.', name.Split('.').Select(TableFold.Quoted));

    /// <summary>Without the words before the sentence, which say once more which object is meant.</summary>
    private static string Short(string message) =>
        message.IndexOf("]: ", StringComparison.Ordinal) is var end and >= 0 ? message[(end + 3)..] : message;

    private static string OneLine(Exception problem) => problem.Message.ReplaceLineEndings(" ");

    private static bool IsInvariant()
    {
        try
        {
            return CultureInfo.GetCultureInfo("de-DE").NumberFormat.NumberDecimalSeparator == ".";
        }
        catch (CultureNotFoundException)
        {
            return true;
        }
    }
}
