using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>The schema on a SQL Server: forward-only scripts, run under a lock by a login that may.</summary>
internal static class ServerSchema
{
    private const string Table = "SchemaVersions";
    private const string Folder = "sqlserver/";

    /// <summary>The scripts that make the schema, in their order.</summary>
    public static IReadOnlyList<SqlScript> Scripts { get; } = Read();

    /// <summary>Brings the database to this version's schema.</summary>
    /// <returns>Names of the scripts that were run.</returns>
    /// <exception cref="InvalidOperationException">A script failed; the message says which and why.</exception>
    /// <exception cref="NewerStoreException">A newer version wrote it; nothing was run.</exception>
    public static IReadOnlyList<string> Run(StoreConnection connection)
    {
        using var turn = ServerLock.Wait(connection, "watchdog.migrate", TimeSpan.FromSeconds(30));
        Pending(connection);
        using (var opened = connection.Open())
        {
            opened.Execute($"IF SCHEMA_ID(N'{Statement.Schema}') IS NULL EXEC (N'CREATE SCHEMA {Statement.Schema}');");
        }

        var result = Upgrade(connection).PerformUpgrade();
        return result.Successful
            ? [.. result.Scripts.Select(script => script.Name)]
            : throw new InvalidOperationException(
                $"Migrating {connection} failed at {result.ErrorScript?.Name}: {result.Error.Message}",
                result.Error
            );
    }

    /// <summary>What would be run, as one text to read or to hand to an administrator.</summary>
    /// <exception cref="NewerStoreException">A newer version wrote it.</exception>
    public static IEnumerable<SqlScript> Pending(StoreConnection connection)
    {
        var run = Applied(connection);
        NewerStoreException.ThrowIf(run, Scripts.Select(script => script.Name), $"{connection}");
        return Scripts.Where(script => !run.Contains(script.Name));
    }

    /// <summary>What keeps this version from using the database; null when nothing does.</summary>
    public static string? Obstacle(StoreConnection connection)
    {
        HashSet<string> run;
        try
        {
            run = new SqlServerEngine(connection).All<string>(new ScriptsRun()).ToHashSet(StringComparer.Ordinal);
        }
        catch (SqlException missing) when (missing.Number is 2812)
        {
            return $"waiting for migrate to create the schema in {connection}";
        }
        catch (SqlException refused) when (refused.Number is 229)
        {
            return $"the login may not execute {Statement.Schema}.{nameof(ScriptsRun)} in {connection}: put its user into the role watchdog_exec";
        }

        return Obstacle(run, $"{connection}");
    }

    /// <summary>The same of the scripts that were run there.</summary>
    internal static string? Obstacle(IReadOnlySet<string> run, string place) =>
        !run.IsSubsetOf(Scripts.Select(script => script.Name)) ? NewerStoreException.Sentence(place)
        : Scripts.Any(script => !run.Contains(script.Name)) ? $"waiting for migrate to update {place}"
        : null;

    /// <summary>Whether the database can be read and not written, which it may become while it is in use; null when it can.</summary>
    public static string? ReadOnly(StoreConnection connection)
    {
        using var opened = connection.Open();
        return
            opened.ExecuteScalar<string>("SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(128))")
                is "READ_ONLY"
            ? $"{connection} is read-only: point to the primary, or lift it"
            : null;
    }

    /// <summary>Asks the server about itself and our login, which needs no right for it.</summary>
    public static ServerFacts Ask(StoreConnection connection)
    {
        using var opened = connection.Open();
        return opened.QuerySingle<ServerFacts>(
            $"""
            SELECT
                CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS Version,
                CAST(SERVERPROPERTY('Edition') AS nvarchar(128)) AS Edition,
                CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) AS Collation,
                SYSUTCDATETIME() AS Clock,
                CAST(ISNULL(HAS_PERMS_BY_NAME(N'{Statement.Schema}.AppendEvents', N'OBJECT', N'EXECUTE'), 0) AS bit) AS MayExecute,
                CAST(ISNULL(HAS_PERMS_BY_NAME(N'{Statement.Schema}.chain', N'OBJECT', N'DELETE'), 0) AS bit) AS MayDelete,
                CAST(CASE WHEN DATABASEPROPERTYEX(DB_NAME(), 'Updateability') = 'READ_ONLY' THEN 1 ELSE 0 END AS bit) AS IsReadOnly
            """
        );
    }

    private static HashSet<string> Applied(StoreConnection connection)
    {
        using var opened = connection.Open();
        return opened.ExecuteScalar<int?>($"SELECT OBJECT_ID(N'{Statement.Schema}.{Table}')") is null
            ? []
            : opened
                .Query<string>($"SELECT ScriptName FROM {Statement.Schema}.{Table}")
                .ToHashSet(StringComparer.Ordinal);
    }

    private static UpgradeEngine Upgrade(StoreConnection connection) =>
        DeployChanges
            .To.SqlDatabase(new ServerConnections(connection))
            .WithScripts(Scripts)
            .JournalToSqlTable(Statement.Schema, Table)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();

    private static List<SqlScript> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    return SqlScript.FromStream(name[Folder.Length..], stream);
                }),
        ];
    }
}
