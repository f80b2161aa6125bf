using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Schema;

/// <summary>A column of a table.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Type">Its type; <see cref="SqlType.Unknown"/> for a computed one.</param>
/// <param name="Nullable">Whether it takes NULL; null when it does not say, and its type does.</param>
/// <param name="Definition">Its text in a CREATE TABLE.</param>
internal sealed record ColumnShape(string Name, SqlType Type, bool? Nullable, string Definition);

/// <summary>A parameter of a procedure.</summary>
/// <param name="Name">With its <c>@</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="HasDefault">Whether a call may leave it out.</param>
/// <param name="IsOutput">Whether it hands a value back.</param>
internal sealed record ParameterShape(string Name, SqlType Type, bool HasDefault, bool IsOutput);

/// <summary>The columns of the first result that a procedure returns.</summary>
/// <param name="Columns">Their names, an empty text where there is none; null when nobody can tell from the text.</param>
/// <param name="Unknown">Why nobody can tell; null when it is known.</param>
internal sealed record ResultShape(IReadOnlyList<string>? Columns, string? Unknown)
{
    public static readonly ResultShape None = new([], null);

    public static ResultShape NotKnown(string why) => new(null, why);
}

/// <summary>A procedure as whoever calls it sees it.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Parameters">In their order.</param>
/// <param name="Result">Its first result.</param>
/// <param name="Text">Its statement, as CREATE PROCEDURE.</param>
/// <param name="At">Where it is written.</param>
internal sealed record ProcedureShape(
    string Name,
    IReadOnlyList<ParameterShape> Parameters,
    ResultShape Result,
    string Text,
    Spot At
);
