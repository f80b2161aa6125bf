using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>Recomputes the whole chain from the stored bodies, trusting nothing that stands beside them.</summary>
internal static class JournalProof
{
    /// <summary>Walks the chain.</summary>
    /// <returns>Null when it holds, else what is wrong and where.</returns>
    public static string? Check(SqliteConnection connection)
    {
        var (expected, previous) = (1L, Chain.Genesis);
        foreach (
            var row in connection.Query<VerifyRow>(
                // Whoever edits the file may leave other types behind: that is a finding, not a crash.
                """
                SELECT c.position, c.stream, CAST(c.version AS INTEGER) AS version, c.type, c.at,
                    CAST(c.body_hash AS BLOB) AS BodyHash, CAST(c.hash AS BLOB) AS hash,
                    CASE typeof(b.body) WHEN 'blob' THEN b.body END AS body
                FROM chain c LEFT JOIN body b ON b.position = c.position ORDER BY c.position
                """,
                buffered: false
            )
        )
        {
            if (Wrong(row, expected, previous) is { } wrong)
            {
                return $"Position {row.Position}: {wrong}";
            }

            (expected, previous) = (expected + 1, row.Hash);
        }

        // Readers fold bodies: one that no link of the chain covers must not go unseen.
        return
            connection.ExecuteScalar<long?>(
                "SELECT MIN(position) FROM body WHERE position NOT IN (SELECT position FROM chain)"
            )
                is { } stray
            ? $"Position {stray}: a body that the chain does not know"
            : null;
    }

    private static string? Wrong(VerifyRow row, long expected, byte[] previous)
    {
        if (row.Position != expected)
        {
            return $"{expected} is missing";
        }

        if (row.Body is null || !SHA256.HashData(row.Body).AsSpan().SequenceEqual(row.BodyHash))
        {
            return "the body is not the one that was hashed";
        }

        if (!Chain.Next(previous, row.Position, row.BodyHash).AsSpan().SequenceEqual(row.Hash))
        {
            return "the hash does not follow from the one before";
        }

        return WrongColumns(row, row.Body);
    }

    private static string? WrongColumns(VerifyRow row, byte[] body)
    {
        JournalEntry entry;
        try
        {
            entry = EventBody.Read(row.Position, body);
        }
        catch (JsonException exception)
        {
            return $"the body cannot be read: {exception.Message}";
        }

        return
            entry.Stream == row.Stream
            && entry.Version == row.Version
            && EventBody.TypeOf(entry.Event) == row.Type
            && Journal.Column(entry.At) == row.At
            ? null
            : "the columns do not say what the body says";
    }

    private sealed record VerifyRow
    {
        public long Position { get; init; }
        public string Stream { get; init; } = "";
        public long Version { get; init; }
        public string Type { get; init; } = "";
        public string At { get; init; } = "";
        public byte[] BodyHash { get; init; } = [];
        public byte[] Hash { get; init; } = [];
        public byte[]? Body { get; init; }
    }
}
