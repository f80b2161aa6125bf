namespace Mcpx.Db;

/// <summary>What the store's server says of itself and of our login.</summary>
public sealed record ServerFacts
{
    /// <summary>Its version, for example <c>16.0.4135.4</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>Its edition, in its own words.</summary>
    public string Edition { get; init; } = "";

    /// <summary>The database's collation; names of ours compare byte by byte in any.</summary>
    public string Collation { get; init; } = "";

    /// <summary>Its clock.</summary>
    public DateTime Clock { get; init; }

    /// <summary>Whether the login may execute our procedures.</summary>
    public bool MayExecute { get; init; }

    /// <summary>Whether the login may delete rows of the journal's table, which it need not.</summary>
    public bool MayDelete { get; init; }

    /// <summary>Whether the database takes no writes.</summary>
    public bool IsReadOnly { get; init; }
}
