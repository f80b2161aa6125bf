using System.Security.Cryptography;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

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

        Assert.Equal(8, runs.Sum(run => run.Count));
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
}
