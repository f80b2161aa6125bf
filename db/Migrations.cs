using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Mcpx.Db.Engines.Sqlite;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>
/// Forward-only migrations, run by the watchdog or <c>migrate</c> under a lock. Other processes wait until the schema is
/// the one they know.
/// </summary>
public static class Migrations
{
    /// <summary>Brings both files of a data folder to this version's schema.</summary>
    /// <param name="directory">The data folder; created when missing.</param>
    /// <returns>Names of the scripts that were run, empty when there was nothing to do.</returns>
    /// <exception cref="InvalidOperationException">A script failed; the message says which and why.</exception>
    /// <exception cref="NewerStoreException">A newer version wrote it; nothing was run.</exception>
    /// <exception cref="SqliteException">A file cannot be used; the message says which, why and what to do.</exception>
    public static IReadOnlyList<string> Run(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        using var turn = FileLock.Wait(Path.Combine(directory, "migrate.lock"), TimeSpan.FromSeconds(30));
        // Of both files, before anything is done to one.
        Pending(directory);
        return
        [
            .. Upgrade(Store.JournalPath(directory), "journal"),
            .. Upgrade(Store.SamplesPath(directory), "samples"),
        ];
    }

    /// <summary>What keeps this version from using a data folder.</summary>
    /// <returns>Null when the schema is right; else one sentence to show.</returns>
    public static string? Obstacle(string directory) =>
        Obstacle(Store.JournalPath(directory), "journal") ?? Obstacle(Store.SamplesPath(directory), "samples");

    /// <summary>The scripts that <see cref="Run"/> would run, with their text.</summary>
    /// <exception cref="NewerStoreException">A newer version wrote it.</exception>
    public static IReadOnlyList<(string Name, string Text)> Pending(string directory) =>
        [.. Pending(Store.JournalPath(directory), "journal"), .. Pending(Store.SamplesPath(directory), "samples")];

    private static IEnumerable<(string Name, string Text)> Pending(string path, string folder)
    {
        var run = File.Exists(path) ? ScriptsRun(path) : [];
        NewerStoreException.ThrowIf(run, Names(folder), path);
        return Scripts(folder)
            .Where(script => !run.Contains(script.Name))
            .Select(script => (script.Name, script.Contents));
    }

    private static string? Obstacle(string path, string folder)
    {
        if (!File.Exists(path))
        {
            return $"waiting for the watchdog to create {path}";
        }

        var known = Names(folder);
        var run = ScriptsRun(path);
        return !run.IsSubsetOf(known) ? NewerStoreException.Sentence(path)
            : !known.IsSubsetOf(run) ? $"waiting for the watchdog to migrate {path}"
            : null;
    }

    private static HashSet<string> Names(string folder) =>
        Scripts(folder).Select(script => script.Name).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> ScriptsRun(string path)
    {
        using var connection = new SqliteEngine(path).OpenFile();
        try
        {
            var table = connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'SchemaVersions'"
            );
            return table == 0
                ? []
                : connection.Query<string>("SELECT ScriptName FROM SchemaVersions").ToHashSet(StringComparer.Ordinal);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Named(path, fault);
        }
    }

    private static IEnumerable<string> Upgrade(string path, string folder)
    {
        using (new SqliteEngine(path).OpenFile())
        {
            // Opening creates the file in WAL mode before the first script runs.
        }

        var result = DeployChanges
            .To.SqliteDatabase($"Data Source={path}")
            .WithScripts(Scripts(folder))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        return result.Successful ? result.Scripts.Select(script => script.Name)
            : result.ErrorScript is { Name: var name }
                ? throw new InvalidOperationException(
                    $"Migrating {path} failed at {name}, of which nothing was kept: {result.Error.Message}. Put back the backup made before the upgrade (docs/operations.md)",
                    result.Error
                )
            : throw (result.Error is SqliteException fault ? SqliteFault.Named(path, fault) : result.Error);
    }

    private static IEnumerable<SqlScript> Scripts(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return SqlScript.FromStream(name, stream);
            });
    }
}
