namespace Mcpx.Domain.Configuration;

/// <summary>
/// Where journal, evidence and samples lie. Default: embedded in <see cref="WatchdogOptions.DataDirectory"/>; with a connection in
/// a database of a SQL Server (docs/sql-server.md).
/// </summary>
public sealed record StoreOptions
{
    /// <summary>
    /// Variable that holds the connection string of a login that may EXECUTE and nothing else, for example
    /// <c>MCPX_STORE</c>. Null, the default, for the embedded store.
    /// </summary>
    public string? ConnectionVariable { get; init; }

    /// <summary>Variable with the connection string that <c>migrate</c> uses, whose login owns the schema. Null for the same.</summary>
    public string? MigrationVariable { get; init; }

    internal void Check(List<ConfigurationError> errors, string key)
    {
        CheckVariable(errors, $"{key}:{nameof(ConnectionVariable)}", ConnectionVariable);
        CheckVariable(errors, $"{key}:{nameof(MigrationVariable)}", MigrationVariable);
        if (MigrationVariable is not null && ConnectionVariable is null)
        {
            errors.Add(
                new($"{key}:{nameof(MigrationVariable)}", MigrationVariable, "there is no ConnectionVariable beside it")
            );
        }
    }

    // What stands there instead of a name may be the secret itself.
    private static void CheckVariable(List<ConfigurationError> errors, string key, string? name)
    {
        if (name is not null && !PortalNames.IsVariable(name))
        {
            errors.Add(new(key, "…", "must be the name of an environment variable, for example MCPX_STORE"));
        }
    }
}
