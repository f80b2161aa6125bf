using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Redaction;

namespace Mcpx.Db;

/// <summary>Where a store lies: embedded in a data folder, or in a database of a SQL Server.</summary>
/// <param name="Directory">The data folder; it holds what is only ever one host's too.</param>
/// <param name="Server">The database; null for the folder.</param>
public sealed record StorePlace(string Directory, StoreConnection? Server = null)
{
    /// <summary>The store there.</summary>
    /// <param name="redaction">What is taken out of every text before it is stored; null for what looks like a secret.</param>
    public Store Open(IRedaction? redaction = null) => new(this, redaction);

    /// <summary>Brings it to this version's schema.</summary>
    /// <returns>Names of the scripts that were run, empty when there was nothing to do.</returns>
    /// <exception cref="InvalidOperationException">A script failed; the message says which and why.</exception>
    /// <exception cref="NewerStoreException">A newer version wrote it; nothing was run.</exception>
    public IReadOnlyList<string> Migrate() =>
        Server is { } server ? ServerSchema.Run(server) : Migrations.Run(Directory);

    /// <summary>Brings an embedded store to our schema; a server's is its owner's to change.</summary>
    /// <returns>What keeps us from using it until somebody acts elsewhere; null when nothing does.</returns>
    /// <exception cref="NewerStoreException">This program is too old for it.</exception>
    public string? Prepare()
    {
        if (Server is null)
        {
            Migrate();
        }

        return Obstacle() is not { } obstacle ? ReadOnly()
            : obstacle == NewerStoreException.Sentence($"{this}") ? throw new NewerStoreException($"{this}")
            : obstacle;
    }

    /// <summary>The scripts that <see cref="Migrate"/> would run, with their text.</summary>
    /// <exception cref="NewerStoreException">A newer version wrote it.</exception>
    public IReadOnlyList<(string Name, string Text)> Pending() =>
        Server is { } server
            ? [.. ServerSchema.Pending(server).Select(script => (script.Name, script.Contents))]
            : Migrations.Pending(Directory);

    /// <summary>What keeps this version from using it.</summary>
    /// <returns>Null when the schema is right; else one sentence to show.</returns>
    public string? Obstacle() => Server is { } server ? ServerSchema.Obstacle(server) : Migrations.Obstacle(Directory);

    /// <summary>What keeps us from writing to it now, where it can be read.</summary>
    /// <returns>Null when nothing does; else one sentence to show.</returns>
    /// <exception cref="System.Data.Common.DbException">The server cannot be asked.</exception>
    public string? ReadOnly() => Server is { } server ? ServerSchema.ReadOnly(server) : null;

    /// <summary>Asks the server about itself; null where there is none.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot be asked.</exception>
    public ServerFacts? Ask() => Server is { } server ? ServerSchema.Ask(server) : null;

    /// <summary>Takes a lock of this name on the server.</summary>
    /// <returns>Null when another session has it, and where there is no server.</returns>
    public ILease? TryLease(string name) => Server is { } server ? ServerLock.TryTake(server, name) : null;

    /// <inheritdoc/>
    public override string ToString() => Server?.ToString() ?? Path.GetFullPath(Directory);
}
