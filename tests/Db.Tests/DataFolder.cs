using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

/// <summary>A migrated data folder of its own, gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder(bool migrated = true)
    {
        if (migrated)
        {
            Migrations.Run(Path);
        }

        Store = new(Path);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("mcpx-db-").FullName;

    public Store Store { get; }

    public string JournalFile => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>Runs SQL past the product, as somebody with access to the file would.</summary>
    public void Sql(string sql, bool withoutTriggers = false)
    {
        using var connection = new SqliteConnection($"Data Source={JournalFile};Foreign Keys=False;Pooling=False");
        connection.Open();
        if (withoutTriggers)
        {
            DropTriggers(connection);
        }

        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Store.Journal.Release();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }

    private static void DropTriggers(SqliteConnection connection)
    {
        using var find = connection.CreateCommand();
        find.CommandText =
            "SELECT group_concat('DROP TRIGGER ' || name || ';', ' ') FROM sqlite_master WHERE type = 'trigger'";
        using var drop = connection.CreateCommand();
        drop.CommandText = (string)find.ExecuteScalar()!;
        drop.ExecuteNonQuery();
    }
}
