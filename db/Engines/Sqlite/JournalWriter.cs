using System.Diagnostics.CodeAnalysis;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>The journal's writing connection with its statements prepared; used by one thread at a time.</summary>
internal sealed class JournalWriter : IDisposable
{
    private const int Constraint = 19;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _link;
    private readonly SqliteCommand _body;
    private ChainEnd? _end;

    public JournalWriter(SqliteConnection connection)
    {
        _connection = connection;
        _head = Prepare(
            """
            SELECT position, hash, (SELECT MAX(version) FROM chain WHERE stream = $stream)
            FROM chain ORDER BY position DESC LIMIT 1
            """,
            "$stream"
        );
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
        var remembered = _end is not null;
        try
        {
            WriteOnce(group, beside);
        }
        catch (SqliteException moved) when (remembered && moved.SqliteErrorCode == Constraint)
        {
            // Another process appended: where we would have gone on something stands already.
            WriteOnce(group, beside);
        }
    }

    private void WriteOnce(IReadOnlyList<PendingAppend> group, Action<SqliteConnection, long>? beside)
    {
        // Known again only once it is durable.
        var end = _end;
        _end = null;
        // Not deferred is BEGIN IMMEDIATE: writers queue here, so that positions are assigned without gaps and races.
        using var transaction = _connection.BeginTransaction(deferred: false);
        Enlist(transaction);
        foreach (var append in group)
        {
            if (Look(append, ref end) is { } conflict)
            {
                append.Decide(conflict);
                continue;
            }

            var at = UtcTime.Text(append.At);
            foreach (var row in append.Rows)
            {
                end.Add(row);
                Insert(row, at, end.Position, end.Hash);
            }

            append.Decide(new AppendOutcome.Appended(end.Position));
            beside?.Invoke(_connection, end.Position);
        }

        transaction.Commit();
        _end = end;
    }

    public void Dispose()
    {
        _head.Dispose();
        _link.Dispose();
        _body.Dispose();
        _connection.Dispose();
    }

    /// <summary>Which stream has moved on; null for none. Nobody is refused by what is only remembered.</summary>
    private AppendOutcome.Conflict? Look(PendingAppend pending, [NotNull] ref ChainEnd? end)
    {
        AppendOutcome.Conflict? conflict = null;
        end ??= new(0, Chain.Genesis);
        foreach (var append in pending.Appends)
        {
            if (end.VersionOf(append.Stream) == append.ExpectedVersion)
            {
                continue;
            }

            var actual = Ask(append.Stream, ref end);
            if (actual != append.ExpectedVersion)
            {
                conflict ??= new(append.Stream, append.ExpectedVersion, actual);
            }
        }

        return conflict;
    }

    /// <summary>The version of a stream, and where the chain ends.</summary>
    private int Ask(string stream, ref ChainEnd end)
    {
        _head.Parameters[0].Value = stream;
        using var row = _head.ExecuteReader();
        if (!row.Read())
        {
            return 0;
        }

        if (row.GetInt64(0) != end.Position)
        {
            end = new(row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        }

        var version = row.IsDBNull(2) ? 0 : row.GetInt32(2);
        end.Saw(stream, version);
        return version;
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
