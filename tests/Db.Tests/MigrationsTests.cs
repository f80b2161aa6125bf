using System.Security.Cryptography;
using Mcpx.Db.Engines.Sqlite;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

public sealed class MigrationsTests : IDisposable
{
    private readonly DataFolder _folder = new(migrated: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Twice_DoesNothingTheSecondTime()
    {
        Assert.Equal(
            [
                "journal/0001_journal.sql",
                "journal/0002_picture.sql",
                "journal/0003_report.sql",
                "journal/0004_purge.sql",
                "journal/0005_door.sql",
                "journal/0006_own_clock.sql",
                "samples/0001_samples.sql",
                "samples/0002_failed_calls.sql",
                "samples/0003_thinned.sql",
            ],
            Migrations.Run(_folder.Path)
        );
        Assert.Empty(Migrations.Run(_folder.Path));
    }

    [Fact]
    public void Run_MissingFolder_IsCreated()
    {
        var inner = Path.Combine(_folder.Path, "a", "b");

        Assert.NotEmpty(Migrations.Run(inner));
        Assert.Null(Migrations.Obstacle(inner));
    }

    [Fact]
    public async Task Run_TwoAtOnce_RunEachScriptOnce()
    {
        var runs = await Task.WhenAll(
            Task.Run(() => Migrations.Run(_folder.Path)),
            Task.Run(() => Migrations.Run(_folder.Path))
        );

        Assert.Equal(9, runs.Sum(run => run.Count));
        Assert.Null(Migrations.Obstacle(_folder.Path));
    }

    [Fact]
    public void Obstacle_BeforeAndAfter_SaysWhatIsMissing()
    {
        Assert.Equal($"waiting for the watchdog to create {_folder.JournalFile}", Migrations.Obstacle(_folder.Path));
        File.WriteAllBytes(_folder.JournalFile, []);
        Assert.Equal($"waiting for the watchdog to migrate {_folder.JournalFile}", Migrations.Obstacle(_folder.Path));

        Migrations.Run(_folder.Path);

        Assert.Null(Migrations.Obstacle(_folder.Path));
    }

    [Fact]
    public void Obstacle_NewerVersion_IsNamed()
    {
        Migrations.Run(_folder.Path);
        _folder.Sql(
            "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('journal/9999_future.sql', '2030-01-01')"
        );

        Assert.Equal(
            $"{_folder.JournalFile} was written by a newer version; update this program",
            Migrations.Obstacle(_folder.Path)
        );
    }

    [Fact]
    public void Run_NewerVersion_IsRefusedAndRunsNothing()
    {
        Migrations.Run(_folder.Path);
        _folder.Sql(
            """
            INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('journal/9999_future.sql', '2030-01-01');
            DELETE FROM SchemaVersions WHERE ScriptName = 'journal/0006_own_clock.sql';
            """
        );
        var said = $"{_folder.JournalFile} was written by a newer version; update this program";

        Assert.Equal(said, Assert.Throws<NewerStoreException>(() => Migrations.Run(_folder.Path)).Message);
        Assert.Equal(said, Assert.Throws<NewerStoreException>(() => Migrations.Pending(_folder.Path)).Message);
        Assert.Equal(said, Assert.Throws<NewerStoreException>(() => new StorePlace(_folder.Path).Prepare()).Message);
    }

    [Fact]
    public void Run_JournalOfTheFirstSchema_StaysHashForHash()
    {
        Directory.CreateDirectory(_folder.Path);
        using var script = new StreamReader(
            typeof(Migrations).Assembly.GetManifestResourceStream("journal/0001_journal.sql")!
        );
        _folder.Sql(script.ReadToEnd());
        _folder.Sql(
            """
            CREATE TABLE SchemaVersions (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
            INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('journal/0001_journal.sql', '2026-11-01');
            """
        );
        var hash = Chain.Genesis;
        for (var position = 1; position <= 5; position++)
        {
            var body = EventBody.Write("a", position, Some.Start, Some.Ic, new NoteAdded($"of old {position}"));
            hash = Chain.Next(hash, position, SHA256.HashData(body));
            _folder.Sql(
                $"""
                INSERT INTO chain VALUES ({position}, 'a', {position}, 'NoteAdded', '{Some.Start.UtcDateTime:O}', x'{Convert.ToHexString(
                    SHA256.HashData(body)
                )}', x'{Convert.ToHexString(hash)}');
                INSERT INTO body VALUES ({position}, x'{Convert.ToHexString(body)}');
                """
            );
        }

        Assert.Contains("journal/0004_purge.sql", Migrations.Run(_folder.Path));

        var report = _folder.Store.Journal.Prove([]);
        Assert.Equal((true, 5L, Convert.ToHexStringLower(hash)), (report.Holds, report.Events, report.Hash));
        Assert.IsType<AppendOutcome.Appended>(_folder.Store.Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 5)));
        Assert.True(_folder.Store.Journal.Prove([]).Holds);
    }

    [Fact]
    public void Run_ScriptFails_SaysWhichAndWhy()
    {
        _folder.Sql("CREATE TABLE chain (x)");

        var failure = Assert.Throws<InvalidOperationException>(() => Migrations.Run(_folder.Path));

        Assert.Contains("0001_journal.sql", failure.Message, StringComparison.Ordinal);
        Assert.Contains("chain", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A script is one transaction: what failed can be tried again once its cause is gone.</summary>
    [Fact]
    public void Run_ScriptFailedHalfWay_KeepsNothingOfItAndGoesOnLater()
    {
        Migrations.Run(_folder.Path);
        // As if the program before had known the first two scripts only, and somebody had made a table by hand.
        _folder.Sql(
            """
            DROP TABLE dashboard_key; DROP TABLE dashboard_session;
            DELETE FROM SchemaVersions WHERE ScriptName = 'journal/0005_door.sql';
            CREATE TABLE dashboard_session (by_hand);
            """
        );

        var failure = Assert.Throws<InvalidOperationException>(() => Migrations.Run(_folder.Path));

        Assert.Contains("0005_door.sql, of which nothing was kept", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Put back the backup", failure.Message, StringComparison.Ordinal);
        Assert.Equal($"waiting for the watchdog to migrate {_folder.JournalFile}", Migrations.Obstacle(_folder.Path));
        _folder.Sql("DROP TABLE dashboard_session;");
        Assert.Equal(["journal/0005_door.sql"], Migrations.Run(_folder.Path));
        Assert.Null(Migrations.Obstacle(_folder.Path));
    }

    [Fact]
    public void Run_FileIsNoDatabase_NamesItAndWhatToDo()
    {
        File.WriteAllText(_folder.JournalFile, new string('x', 5_000));

        foreach (
            var fault in new[]
            {
                Assert.Throws<SqliteException>(() => Migrations.Run(_folder.Path)),
                Assert.Throws<SqliteException>(() => Migrations.Obstacle(_folder.Path)),
                Assert.Throws<SqliteException>(() => Migrations.Pending(_folder.Path)),
            }
        )
        {
            Assert.StartsWith($"{_folder.JournalFile} is no SQLite database", fault.Message, StringComparison.Ordinal);
            Assert.Contains("put a backup back", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(5_000, new FileInfo(_folder.JournalFile).Length);
    }

    [Theory]
    [InlineData(8, "cannot be written by")]
    [InlineData(14, "cannot be written by")]
    [InlineData(11, "is damaged")]
    [InlineData(13, "the disk is full")]
    public void Named_WhatAPersonCanMend_NamesTheFileAndTheWayOut(int code, string words)
    {
        var named = SqliteFault.Named("/data/journal.db", new("SQLite Error", code, code));

        Assert.StartsWith("/data/journal.db ", named.Message, StringComparison.Ordinal);
        Assert.Contains(words, named.Message, StringComparison.Ordinal);
        Assert.Equal(code, named.SqliteErrorCode);
    }

    [Theory]
    [InlineData(0, 0, "waiting for migrate to update sql-1")]
    [InlineData(4, 0, "waiting for migrate to update sql-1")]
    [InlineData(99, 0, null)]
    [InlineData(99, 1, "sql-1 was written by a newer version; update this program")]
    [InlineData(4, 9, "sql-1 was written by a newer version; update this program")]
    [InlineData(4, 1, "sql-1 was written by a newer version; update this program")]
    public void Obstacle_OfAServersScripts_NamesWhatToDo(int ours, int theirs, string? expected) =>
        Assert.Equal(
            expected,
            ServerSchema.Obstacle(
                ServerSchema
                    .Scripts.Take(ours)
                    .Select(script => script.Name)
                    .Concat(Enumerable.Range(0, theirs).Select(number => $"9{number:000}_future.sql"))
                    .ToHashSet(StringComparer.Ordinal),
                "sql-1"
            )
        );
}
