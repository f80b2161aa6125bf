using System.Globalization;
using Mcpx.Db.Proof;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

/// <summary>Whatever is done to a copy of the journal without its triggers is found: by the chain, or by an anchor.</summary>
public sealed class MutationTests : IDisposable
{
    private const int Events = 12;
    private readonly DataFolder _folder = new();
    private readonly AnchorClaim _anchor;

    public MutationTests()
    {
        for (var i = 0; i < Events; i++)
        {
            _folder.Store.Journal.Append(
                Some.Ic,
                Some.At(i),
                Some.Notes(i % 3 == 0 ? "a" : "b", i % 3 == 0 ? i / 3 : i - 1 - (i / 3))
            );
        }

        var head = _folder.Store.Journal.HeadLink()!;
        _anchor = new(head.Position, head.Hash, head.At, "a test");
        _folder.Sql("SELECT 1", withoutTriggers: true);
        _folder.Sql("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prove_AnyMutationOfACopy_IsFound()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var (what, sql) = Mutation(random);
            using var copy = new DataFolder(migrated: false);
            File.Copy(_folder.JournalFile, copy.JournalFile);
            copy.Sql(sql);

            var report = copy.Store.Journal.Prove([_anchor]);

            Assert.False(report.Holds, $"{round}: {what}: {sql}");
        }
    }

    [Fact]
    public void Prove_TailCut_IsFoundByTheAnchorOnly()
    {
        _folder.Sql($"DELETE FROM body WHERE position > {Events - 2}; DELETE FROM chain WHERE position > {Events - 2}");

        Assert.True(_folder.Store.Journal.Prove([]).Holds);
        var report = _folder.Store.Journal.Prove([_anchor]);
        Assert.Equal(FindingKind.CutTail, Assert.Single(report.Findings).Kind);
        Assert.Equal(Events - 2, report.Position);
    }

    [Fact]
    public void Prove_Untouched_AgreesWithItsAnchor()
    {
        var report = _folder.Store.Journal.Prove([_anchor]);

        Assert.Equal((true, Events, (long?)Events, 1L), (report.Holds, report.Events, report.Anchored, report.Anchors));
    }

    [Fact]
    public void Prove_EverythingBroken_ListsSomeAndCountsAll()
    {
        _folder.Sql("UPDATE chain SET hash = zeroblob(32)");

        var report = _folder.Store.Journal.Prove([]);

        Assert.Equal(Events, report.FindingCount);
        Assert.All(report.Findings, finding => Assert.Equal(FindingKind.Changed, finding.Kind));
    }

    private (string What, string Sql) Mutation(Random random)
    {
        var (one, other) = (random.Next(1, Events + 1), random.Next(1, Events));
        other += other >= one ? 1 : 0;
        return random.Next(7) switch
        {
            0 => ("flip in a body", Flip("body", "body", one, random)),
            1 => ("flip in a hash", Flip("chain", "hash", one, random)),
            2 => ("flip in a body's hash", Flip("chain", "body_hash", one, random)),
            3 => ("delete", $"DELETE FROM body WHERE position = {one}; DELETE FROM chain WHERE position = {one}"),
            4 => (
                "swap",
                string.Concat(
                    ((string[])["body", "chain"]).Select(table =>
                        $"UPDATE {table} SET position = -1 WHERE position = {one}; UPDATE {table} SET position = {one} WHERE position = {other}; UPDATE {table} SET position = {other} WHERE position = -1;"
                    )
                )
            ),
            5 => (
                "insert",
                $"INSERT INTO chain SELECT {Events + 1}, 'c', 1, type, at, body_hash, hash FROM chain WHERE position = {one}; INSERT INTO body SELECT {Events + 1}, body FROM body WHERE position = {one}"
            ),
            _ => ("truncate", $"DELETE FROM body WHERE position >= {one}; DELETE FROM chain WHERE position >= {one}"),
        };
    }

    private string Flip(string table, string column, int position, Random random)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.JournalFile};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText =
            $"SELECT {column} FROM {table} WHERE position = {position.ToString(CultureInfo.InvariantCulture)}";
        var bytes = (byte[])read.ExecuteScalar()!;
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return $"UPDATE {table} SET {column} = x'{Convert.ToHexString(bytes)}' WHERE position = {position.ToString(CultureInfo.InvariantCulture)}";
    }
}
