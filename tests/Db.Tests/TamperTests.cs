using System.Security.Cryptography;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

/// <summary>History is not editable: the database refuses, and who gets past the database is found.</summary>
public sealed class TamperTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public TamperTests()
    {
        _folder.Store.Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 0, 3), Some.Notes("b", 0, 2));
        _folder.Store.Evidence.Add("INC-0001", 1, "ab", new MemoryStream([1, 2, 3]));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UPDATE chain SET stream = 'x'")]
    [InlineData("DELETE FROM chain WHERE position = 5")]
    [InlineData("INSERT OR REPLACE INTO chain SELECT * FROM chain WHERE position = 2")]
    [InlineData(
        "INSERT OR REPLACE INTO chain SELECT 6, stream, version, type, at, body_hash, hash FROM chain WHERE position = 2"
    )]
    [InlineData("REPLACE INTO chain SELECT * FROM chain")]
    [InlineData("UPDATE body SET body = x'00'")]
    [InlineData("DELETE FROM body")]
    [InlineData("INSERT OR REPLACE INTO body VALUES (1, x'00')")]
    [InlineData("INSERT INTO body VALUES (1, x'00') ON CONFLICT (position) DO UPDATE SET body = x'00'")]
    [InlineData("UPDATE evidence_pack SET zip = x'00'")]
    [InlineData("DELETE FROM evidence_pack")]
    [InlineData("INSERT OR REPLACE INTO evidence_pack VALUES ('INC-0001', 1, 'cd', x'00')")]
    public void Database_ChangeOfHistory_IsRefused(string sql)
    {
        var refusal = Assert.Throws<SqliteException>(() => _folder.Sql(sql));

        Assert.Matches("The journal is append-only|Evidence is sealed", refusal.Message);
        Assert.Null(_folder.Store.Journal.Verify());
        using var pack = _folder.Store.Evidence.OpenNewest("INC-0001")!;
        Assert.Equal([1, 2, 3], [(byte)pack.ReadByte(), (byte)pack.ReadByte(), (byte)pack.ReadByte()]);
    }

    [Theory]
    [InlineData("UPDATE body SET body = replace(body, 'a 2', 'a 9') WHERE position = 2", "Position 2: the body")]
    [InlineData("UPDATE body SET body = CAST(body AS TEXT) WHERE position = 2", "Position 2: the body")]
    [InlineData(
        "UPDATE body SET body = CAST(replace(body, 'a 2', 'a 9') AS BLOB) WHERE position = 2",
        "Position 2: the body"
    )]
    [InlineData("UPDATE chain SET body_hash = zeroblob(32) WHERE position = 3", "Position 3: the body")]
    [InlineData("UPDATE chain SET hash = 'none' WHERE position = 3", "Position 3: the hash")]
    [InlineData("UPDATE chain SET version = 'none' WHERE position = 3", "Position 3: the columns")]
    [InlineData("UPDATE chain SET hash = zeroblob(32) WHERE position = 5", "Position 5: the hash")]
    [InlineData("UPDATE chain SET stream = 'c' WHERE position = 5", "Position 5: the columns")]
    [InlineData("UPDATE chain SET version = 9 WHERE position = 5", "Position 5: the columns")]
    [InlineData("UPDATE chain SET type = 'RunStarted' WHERE position = 1", "Position 1: the columns")]
    [InlineData("UPDATE chain SET at = '2020-01-01T00:00:00.0000000Z' WHERE position = 1", "Position 1: the columns")]
    public void Verify_ChangedEvent_IsFound(string sql, string found) => Finds(sql, found);

    [Theory]
    [InlineData("DELETE FROM body WHERE position = 4", "Position 4: the body")]
    [InlineData(
        "DELETE FROM body WHERE position = 4; DELETE FROM chain WHERE position = 4",
        "Position 5: 4 is missing"
    )]
    [InlineData(
        "DELETE FROM body WHERE position = 1; DELETE FROM chain WHERE position = 1",
        "Position 2: 1 is missing"
    )]
    [InlineData("DELETE FROM chain WHERE position = 5", "Position 5: a body that the chain does not know")]
    [InlineData(
        "DELETE FROM chain WHERE position = 3; DELETE FROM body WHERE position = 3; UPDATE chain SET position = position - 1 WHERE position > 3; UPDATE body SET position = position - 1 WHERE position > 3",
        "Position 3: the hash"
    )]
    public void Verify_RemovedEvent_IsFound(string sql, string found) => Finds(sql, found);

    [Theory]
    [InlineData(
        "INSERT INTO chain SELECT 6, 'c', 1, type, at, body_hash, hash FROM chain WHERE position = 5; INSERT INTO body SELECT 6, body FROM body WHERE position = 5",
        "Position 6: the hash"
    )]
    [InlineData("INSERT INTO body SELECT 6, body FROM body WHERE position = 5", "Position 6: a body that the chain")]
    public void Verify_InsertedEvent_IsFound(string sql, string found) => Finds(sql, found);

    [Fact]
    public void Verify_ReorderedBodies_AreFound() =>
        Finds(
            "UPDATE body SET position = -1 WHERE position = 1; UPDATE body SET position = 1 WHERE position = 2; UPDATE body SET position = 2 WHERE position = -1",
            "Position 1: the body"
        );

    [Fact]
    public void Verify_ReorderedEvents_AreFound() =>
        Finds(
            """
            UPDATE chain SET position = -1 WHERE position = 1; UPDATE chain SET position = 1 WHERE position = 2;
            UPDATE chain SET position = 2 WHERE position = -1; UPDATE body SET position = -1 WHERE position = 1;
            UPDATE body SET position = 1 WHERE position = 2; UPDATE body SET position = 2 WHERE position = -1
            """,
            "Position 1: the hash"
        );

    [Fact]
    public void Verify_ForgedLinkWithAnUnreadableBody_IsFound()
    {
        var body = "{}"u8.ToArray();
        var bodyHash = SHA256.HashData(body);
        var hash = Chain.Next(_folder.Store.Evidence.Links("b", long.MaxValue).Last().Hash, 6, bodyHash);

        Finds(
            $"""
            INSERT INTO chain VALUES (6, 'c', 1, 'NoteAdded', '', x'{Convert.ToHexString(
                bodyHash
            )}', x'{Convert.ToHexString(hash)}');
            INSERT INTO body VALUES (6, x'{Convert.ToHexString(body)}')
            """,
            "Position 6: the body cannot be read"
        );
    }

    private void Finds(string sql, string found)
    {
        Assert.Null(_folder.Store.Journal.Verify());

        _folder.Sql(sql, withoutTriggers: true);

        Assert.StartsWith(found, _folder.Store.Journal.Verify(), StringComparison.Ordinal);
    }
}
