using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Db.Tests;

public sealed class JournalPurgeTests : IDisposable
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);
    private static readonly Actor Director = new("dora", Role.DecisionOwner);

    private readonly DataFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.LongAgo);
    private readonly JournalTail _tail;
    private readonly IncidentLog _log;
    private readonly JournalPurge _purge;

    public JournalPurgeTests()
    {
        _tail = new(Journal);
        _log = new(Journal, _tail, _time);
        _purge = new(Journal, _tail, _time);
    }

    private Journal Journal => _folder.Store.Journal;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Due_EndedLongerThanRetention_IsListedWithWhatWouldGo()
    {
        Closed("INC-0001");
        _time.Advance(Retention);

        Assert.Empty(_purge.Due(Retention));
        _time.Advance(TimeSpan.FromSeconds(1));
        var due = Assert.Single(_purge.Due(Retention));

        Assert.Equal(("INC-0001", 3L, 4L), (due.Incident.Id, due.Entries, due.Through));
        Assert.Equal(3, Journal.Read("incident/INC-0001").Count);
    }

    [Fact]
    public void Due_OpenHeldOrNotedLately_IsKept()
    {
        Closed("INC-0001");
        Closed("INC-0002");
        Closed("INC-0003");
        _log.Execute("INC-0004", Some.Open("INC-0004"), Actor.Watchdog);
        _log.Execute("INC-0001", new IncidentCommand.Hold("a question from outside"), Director);
        _time.Advance(Retention);
        _log.Execute("INC-0002", new IncidentCommand.Note("looked at again"), Some.Ic);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("INC-0003", Assert.Single(_purge.Due(Retention)).Incident.Id);
        _log.Execute("INC-0001", new IncidentCommand.LiftHold("answered"), Director);
        Assert.Equal(["INC-0003"], _purge.Due(Retention).Select(due => due.Incident.Id));
        _time.Advance(Retention + TimeSpan.FromSeconds(1));
        Assert.Equal(
            ["INC-0001", "INC-0002", "INC-0003"],
            _purge.Due(Retention).Select(due => due.Incident.Id).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Purge_Due_RemovesBodiesAndNothingElse()
    {
        Closed("INC-0001");
        var hashes = Chain();
        Purged();

        var entry = Assert.Single(Journal.Read("incident/INC-0001"));
        var purged = Assert.IsType<IncidentPurged>(entry.Event);
        Assert.Equal((3L, 4L, "after retention"), (purged.Entries, purged.Through, purged.Reason));
        Assert.Equal((4, Director), (entry.Version, entry.Actor));
        Assert.Equal(hashes, Chain().Take(hashes.Count));
        Assert.NotEmpty(Journal.Read("environment/Prod"));
        var report = Journal.Prove([]);
        Assert.Equal((true, 3L, 6L), (report.Holds, report.Purged, report.Events));
        Assert.Empty(_purge.Due(Retention));
    }

    [Fact]
    public void Purge_Due_ErasesItsTextFromTheFile()
    {
        Closed("INC-0001", note: "the-words-to-forget");
        _purge.Settle();
        Assert.Contains("the-words-to-forget", File.ReadAllText(_folder.JournalFile), StringComparison.Ordinal);

        Purged();
        _purge.Settle();

        Assert.DoesNotContain("the-words-to-forget", File.ReadAllText(_folder.JournalFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Tail_FromTheStartOrFromBefore_ComesToTheSameState()
    {
        Closed("INC-0001");
        Closed("INC-0002");
        _tail.CatchUp();
        Purged();

        var fresh = new JournalTail(Journal).CatchUp();

        var (old, now) = (_tail.CatchUp().Incidents["INC-0001"], fresh.Incidents["INC-0001"]);
        Assert.Equal(old with { Breaches = now.Breaches }, now);
        Assert.Equal((IncidentStatus.Closed, "INC-0001"), (now.Status, now.Id));
        Assert.Equal(("dora", "after retention"), (now.Purged!.By.Name, now.Purged.Reason));
        Assert.Equal("INC-0003", IncidentCare.NextId(fresh));
        Assert.Equal(Journal.Head(), fresh.Position);
        Assert.NotNull(new RcaReader(_folder.Store, _tail, _time).Read("INC-0001"));
    }

    [Fact]
    public void Tail_PurgeBetweenTwoPages_GoesOn()
    {
        Closed("INC-0001", notes: 1_200);
        var first = Journal.ReadAfter(0, 500).Aggregate(JournalState.Empty, (state, entry) => state.Evolve(entry));
        Purged();

        var state = Journal.ReadAfter(first.Position).Aggregate(first, (state, entry) => state.Evolve(entry));

        Assert.NotNull(state.Incidents["INC-0001"].Purged);
        Assert.Equal(Journal.Head(), state.Position);
    }

    [Fact]
    public void Purge_StreamMovedOnMeanwhile_RemovesNothing()
    {
        Closed("INC-0001");
        _time.Advance(Retention + TimeSpan.FromDays(1));
        var due = Assert.Single(_purge.Due(Retention));
        _log.Execute("INC-0001", new IncidentCommand.Note("one more"), Some.Ic);

        Assert.IsType<AppendOutcome.Conflict>(_purge.Purge(due, Retention, Director, "late"));

        Assert.Equal(4, Journal.Read("incident/INC-0001").Count);
        Assert.Equal(0, Journal.Prove([]).Purged);
    }

    /// <summary>A clock that runs ahead, or a caller who says so, makes no year pass.</summary>
    [Fact]
    public void Purge_YearIsOverByTheCallersClockOnly_IsRefusedAndRemovesNothing()
    {
        var ahead = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-1));
        var (log, purge) = (new IncidentLog(Journal, _tail, ahead), new JournalPurge(Journal, _tail, ahead));
        Assert.Null(log.Execute("INC-0001", Some.Open(), Actor.Watchdog).Refusal);
        Assert.Null(log.Execute("INC-0001", new IncidentCommand.Close("over"), Some.Ic).Refusal);
        ahead.Advance(Retention + TimeSpan.FromDays(1));
        var due = Assert.Single(purge.Due(Retention));
        var head = Journal.Head();

        var refused = Assert.Throws<StoreRefusedException>(() => purge.Purge(due, Retention, Director, "too soon"));

        Assert.Equal(StoreRefusal.TooYoung, refused.Reason);
        Assert.Equal((head, 0L), (Journal.Head(), Journal.Prove([]).Purged));
    }

    [Fact]
    public void Purge_ShorterThanAYear_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _purge.Due(TimeSpan.FromDays(364)));

    [Theory]
    [InlineData("DELETE FROM body WHERE position = 2")]
    [InlineData("INSERT INTO purged VALUES (2, 8)")]
    [InlineData("INSERT INTO purged VALUES (6, 8)")]
    [InlineData("INSERT INTO purged VALUES (7, 8)")]
    [InlineData("INSERT INTO purged VALUES (9, 9)")]
    [InlineData("DELETE FROM purged")]
    [InlineData("UPDATE purged SET event = 8")]
    [InlineData("INSERT OR REPLACE INTO purged SELECT * FROM purged")]
    [InlineData("INSERT INTO body VALUES (1, x'00')")]
    public void Database_RemovalThatIsNoPurge_IsRefused(string sql)
    {
        // 1 and 3, 4 are the incident's; 2 and 5 its environment's; 6 is the purge; 7 and 8 are a young incident's beginning.
        Closed("INC-0001");
        Purged();
        _log.Execute("INC-0002", Some.Open("INC-0002"), Actor.Watchdog);
        Append("node/watchdog", 0);

        Assert.Contains(
            "append-only",
            Assert.Throws<SqliteException>(() => _folder.Sql(sql)).Message,
            StringComparison.Ordinal
        );
        Assert.True(Journal.Prove([]).Holds);
    }

    [Theory]
    [InlineData("DELETE FROM purged WHERE position = 3", "Position 3: the body is not there")]
    [InlineData(
        "DELETE FROM body WHERE position = 2; INSERT INTO purged VALUES (2, 6)",
        "Position 2: the body is gone"
    )]
    [InlineData(
        "DELETE FROM body WHERE position = 5; INSERT INTO purged VALUES (5, 6)",
        "Position 5: the body is gone"
    )]
    [InlineData(
        "DELETE FROM body WHERE position = 2; INSERT INTO purged VALUES (2, 1)",
        "Position 2: the body is gone"
    )]
    [InlineData(
        "DELETE FROM body WHERE position = 7; INSERT INTO purged VALUES (7, 99)",
        "Position 7: the body is gone"
    )]
    [InlineData(
        "DELETE FROM body WHERE position = 7; INSERT INTO purged VALUES (7, 8)",
        "Position 8: 1 bodies are gone"
    )]
    [InlineData("UPDATE chain SET body_hash = 'x' WHERE position = 3", "Position 3: the body's hash")]
    [InlineData("UPDATE chain SET body_hash = zeroblob(32) WHERE position = 3", "Position 3: the hash")]
    public void Verify_BodyGoneWithoutItsPurge_IsFound(string sql, string found)
    {
        Closed("INC-0001");
        Purged();
        Append("incident/other", 0, 2);
        Assert.Null(Journal.Verify());

        _folder.Sql(sql, withoutTriggers: true);

        Assert.StartsWith(found, Journal.Verify(), StringComparison.Ordinal);
        Assert.False(Journal.Prove([]).Holds);
    }

    private void Append(string stream, int version, int count = 1) =>
        Assert.IsType<AppendOutcome.Appended>(
            Journal.Append(Some.Ic, _time.GetUtcNow(), Some.Notes(stream, version, count))
        );

    private void Closed(string id, string? note = null, int notes = 1)
    {
        Assert.Null(_log.Execute(id, Some.Open(id), Actor.Watchdog).Refusal);
        for (var i = 0; i < notes; i++)
        {
            _log.Execute(id, new IncidentCommand.Note(note ?? $"note {i}"), Some.Ic);
        }

        Assert.Null(_log.Execute(id, new IncidentCommand.Close("over"), Some.Ic).Refusal);
    }

    private void Purged()
    {
        _time.Advance(Retention + TimeSpan.FromDays(1));
        var due = _purge.Due(Retention)[0];
        Assert.IsType<AppendOutcome.Appended>(_purge.Purge(due, Retention, Director, "after retention"));
    }

    private List<(long, string)> Chain()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.JournalFile};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT position, hex(hash) FROM chain ORDER BY position";
        using var rows = read.ExecuteReader();
        var all = new List<(long, string)>();
        while (rows.Read())
        {
            all.Add((rows.GetInt64(0), rows.GetString(1)));
        }

        return all;
    }
}
