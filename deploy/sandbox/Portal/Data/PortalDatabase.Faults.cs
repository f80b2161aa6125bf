using Microsoft.Data.Sqlite;

namespace Mcpx.Sandbox.Portal.Data;

/// <summary>Migrations, and what they or a person make go wrong.</summary>
public sealed partial class PortalDatabase
{
    /// <summary>
    /// Applies a migration, once. Only its name and what it breaks or mends are kept: what SQL it is, this file cannot run.
    /// </summary>
    /// <param name="name">The script's file, e.g. <c>0119_flag_expiry.sql</c>.</param>
    /// <param name="breaks">What goes wrong from then on, see <see cref="PortalFault"/>; null for nothing.</param>
    /// <param name="mends">What goes right again; null for nothing.</param>
    /// <returns>Whether it was new.</returns>
    public bool Migrate(string name, string? breaks, string? mends)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        if (Scalar(connection, PortalSchema.AddMigration, ("$name", name)) is null)
            return false;
        if (breaks is not null)
            Execute(connection, PortalSchema.AddFault, ("$name", breaks));
        if (mends is not null)
            Execute(connection, PortalSchema.RemoveFaults, ("$name", mends));
        transaction.Commit();
        return true;
    }

    /// <summary>Makes something go wrong, see <see cref="PortalFault"/>.</summary>
    public void AddFault(string name)
    {
        using var connection = Open();
        Execute(connection, PortalSchema.AddFault, ("$name", name));
    }

    /// <summary>Whether something goes wrong.</summary>
    public bool HasFault(string name)
    {
        using var connection = Open();
        return IsFaulty(connection, name);
    }

    /// <summary>Puts right what was made to go wrong.</summary>
    /// <param name="name">Which; null for everything.</param>
    public void RemoveFaults(string? name = null)
    {
        using var connection = Open();
        Execute(connection, PortalSchema.RemoveFaults, ("$name", name));
    }

    private static bool IsFaulty(SqliteConnection connection, string name) =>
        Scalar(connection, PortalSchema.FindFault, ("$name", name)) is not null;

    private static void RefuseWhereBroken(SqliteConnection connection, params ReadOnlySpan<string> faults)
    {
        foreach (var fault in faults)
            if (IsFaulty(connection, fault))
                throw new InvalidOperationException("The stored procedure failed.");
    }
}
