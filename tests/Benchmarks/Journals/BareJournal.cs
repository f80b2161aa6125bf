using System.Security.Cryptography;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Benchmarks.Journals;

/// <summary>
/// The same two rows into the same tables, by statements prepared once on one connection, with everything made ready before:
/// what SQLite and the disk cost by themselves.
/// </summary>
internal sealed class BareJournal : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _link;
    private readonly SqliteCommand _body;
    private long _position;

    public BareJournal(string folder)
    {
        // Only its tables are wanted.
        JournalBenchmark.Fresh(folder, "bare");

        _connection = new($"Data Source={Path.Combine(folder, "bare", "journal.db")};Foreign Keys=True");
        _connection.Open();
        using (var pragmas = _connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            pragmas.ExecuteNonQuery();
        }

        var body = EventBody.Write(
            "incident/INC-0001",
            1_000,
            new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero),
            Actor.Watchdog,
            Appends.Reported("incident/INC-0001", 1_000).Events[0]
        );
        _link = Command(
            "INSERT INTO chain VALUES ($position, 'incident/INC-0001', $position, 'StepReported', '2026-11-01T09:00:00.0000000Z', $hash, $hash)",
            ("$hash", SHA256.HashData(body))
        );
        _body = Command("INSERT INTO body VALUES ($position, $body)", ("$body", body));
    }

    public void Insert()
    {
        _position++;
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var command in (SqliteCommand[])[_link, _body])
        {
            command.Transaction = transaction;
            command.Parameters["$position"].Value = _position;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _link.Dispose();
        _body.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql, (string Name, object Value) parameter)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        command.Parameters.AddWithValue("$position", 0L);
        command.Prepare();
        return command;
    }
}
