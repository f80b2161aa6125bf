using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>The journal's writing connection with its statements prepared; used by one thread at a time.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _link;
    private readonly SqliteCommand _body;

    public JournalWriter(SqliteConnection connection)
    {
        _connection = connection;
        _version = Prepare("SELECT version FROM chain WHERE stream = $stream ORDER BY version DESC LIMIT 1", "$stream");
        _head = Prepare("SELECT position, hash FROM chain ORDER BY position DESC LIMIT 1");
        _link = Prepare(
            """
            INSERT INTO chain (position, stream, version, type, at, body_hash, hash)
            VALUES ($position, $stream, $version, $type, $at, $bodyHash, $hash)
            """,
            "$position",
            "$stream",
            "$version",
            "$type",
            "$at",
            "$bodyHash",
            "$hash"
        );
        _body = Prepare("INSERT INTO body (position, body) VALUES ($position, $body)", "$position", "$body");
    }

    /// <summary>Writes them in one transaction, in this order; what one of them appended the next one sees.</summary>
    /// <param name="group">What to write.</param>
    /// <param name="beside">What belongs to the same transaction, with the position of what was appended; null for nothing.</param>
    public void Write(IReadOnlyList<PendingAppend> group, Action<SqliteConnection, long>? beside = null)
    {
        // Not deferred is BEGIN IMMEDIATE: writers queue here, so that positions are assigned without gaps and races.
        using var transaction = _connection.BeginTransaction(deferred: false);
        Enlist(transaction);
        var (position, hash) = Head();
        foreach (var append in group)
        {
            if (Conflict(append) is { } conflict)
            {
                append.Decide(conflict);
                continue;
            }

            foreach (var row in append.Rows)
            {
                hash = Chain.Next(hash, ++position, row.BodyHash);
                Insert(row, append.At, position, hash);
            }

            append.Decide(new AppendOutcome.Appended(position));
            beside?.Invoke(_connection, position);
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _version.Dispose();
        _head.Dispose();
        _link.Dispose();
        _body.Dispose();
        _connection.Dispose();
    }

    private AppendOutcome.Conflict? Conflict(PendingAppend pending)
    {
        foreach (var append in pending.Appends)
        {
            _version.Parameters[0].Value = append.Stream;
            var actual = (int)((long?)_version.ExecuteScalar() ?? 0);
            if (actual != append.ExpectedVersion)
            {
                return new(append.Stream, append.ExpectedVersion, actual);
            }
        }

        return null;
    }

    private (long Position, byte[] Hash) Head()
    {
        using var row = _head.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, Chain.Genesis);
    }

    private void Insert(PendingRow row, string at, long position, byte[] hash)
    {
        Set(_link, position, row.Stream, row.Version, row.Type, at, row.BodyHash, hash);
        _link.ExecuteNonQuery();
        Set(_body, position, row.Body);
        _body.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private void Enlist(SqliteTransaction transaction)
    {
        _version.Transaction = transaction;
        _head.Transaction = transaction;
        _link.Transaction = transaction;
        _body.Transaction = transaction;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new() { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
        return command;
    }
}
