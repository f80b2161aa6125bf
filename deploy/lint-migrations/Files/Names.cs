using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>
/// Names as they are compared and shown: <c>dbo.Table</c>, brackets taken away, <c>dbo</c> where no schema stands. Case is kept
/// here and ignored by whoever compares.
/// </summary>
internal static class Names
{
    public const string DefaultSchema = "dbo";

    public static string Of(MultiPartIdentifier? name) =>
        name is null ? "" : Of([.. name.Identifiers.Select(part => part.Value ?? "")]);

    public static string Of(SchemaObjectName? name) =>
        name is null ? "" : Of(name.SchemaIdentifier?.Value, name.BaseIdentifier?.Value ?? "");

    /// <summary>A name written as text, <c>[dbo].[T].[C]</c>.</summary>
    public static string Of(string text) => Of([.. text.Split('.').Select(part => part.Trim().Trim('[', ']', '"'))]);

    public static bool IsTemporary(SchemaObjectName? name) => name?.BaseIdentifier?.Value?.StartsWith('#') == true;

    public static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Of(IReadOnlyList<string> parts) =>
        parts.Count == 1 ? Of(null, parts[0]) : string.Join('.', parts);

    private static string Of(string? schema, string name) =>
        name.StartsWith('#') ? name : $"{(string.IsNullOrEmpty(schema) ? DefaultSchema : schema)}.{name}";
}
