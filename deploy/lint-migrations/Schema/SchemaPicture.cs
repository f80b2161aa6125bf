using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Schema;

/// <summary>What a database holds after some scripts ran, as far as it is judged. Names are compared without case.</summary>
internal sealed class SchemaPicture
{
    public SchemaPicture() { }

    /// <summary>A copy that further scripts change.</summary>
    public SchemaPicture(SchemaPicture other)
    {
        Procedures = new(other.Procedures, StringComparer.OrdinalIgnoreCase);
        Types = new(other.Types, StringComparer.OrdinalIgnoreCase);
        Others = new(other.Others, StringComparer.OrdinalIgnoreCase);
        Grants = other.Grants.ToDictionary(
            granted => granted.Key,
            granted => granted.Value.ToList(),
            StringComparer.OrdinalIgnoreCase
        );
        Tables = other.Tables.ToDictionary(
            table => table.Key,
            table => table.Value.ToList(),
            StringComparer.OrdinalIgnoreCase
        );
    }

    public Dictionary<string, List<ColumnShape>> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ProcedureShape> Procedures { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of types that were made from system types.</summary>
    public Dictionary<string, (SqlType Type, bool Nullable)> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts of views, functions, table types and the like, which procedures refer to.</summary>
    public Dictionary<string, string> Others { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Statements that grant EXECUTE on one procedure, by its name.</summary>
    public Dictionary<string, List<string>> Grants { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a procedure, table or column was dropped or renamed last.</summary>
    public Dictionary<string, Spot> Dropped { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A type with a name of its own made from another is that other.</summary>
    public SqlType Resolve(SqlType type) => Types.TryGetValue(type.Name, out var made) ? made.Type : type;

    /// <summary>Whether a column takes NULL: as it says, else as its type says, else it does.</summary>
    public bool TakesNull(ColumnShape column) =>
        column.Nullable ?? (!Types.TryGetValue(column.Type.Name, out var made) || made.Nullable);
}
