using System.Data.Common;
using System.Security.Cryptography;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Db.Tests.Suite;

/// <summary>What every store does, whatever keeps it.</summary>
public abstract class StoreTests : IDisposable
{
    private const string Ready = "availability/Api/api-1/ready";

    private readonly Lazy<IStoreBed> _bed;
    private readonly Lazy<Store> _store;
    private readonly FakeTimeProvider _time = new(Some.LongAgo);

    protected StoreTests() => (_bed, _store) = (new(Make), new(() => Bed.Place.Open()));

    protected IStoreBed Bed => _bed.Value;

    private Store Store => _store.Value;

    private Journal Journal => Store.Journal;

    [StoreFact]
    public void Append_Events_AreReadBackInOrderAndHold()
    {
        Append(Some.Notes("a", 0, 2));
        Append(Some.Notes("b", 0), Some.Notes("a", 2));

        Assert.Equal(
            [(1L, "a", 1), (2, "a", 2), (3, "b", 1), (4, "a", 3)],
            Journal.ReadAfter(0).Select(entry => (entry.Position, entry.Stream, entry.Version))
        );
        Assert.Equal([3L, 4], Journal.ReadAfter(2, most: 2).Select(entry => entry.Position));
        Assert.Equal(["a 1", "a 2", "a 3"], Journal.Read("a").Select(entry => ((NoteAdded)entry.Event).Text));
        Assert.All(Journal.Read("a"), entry => Assert.Equal((Some.Ic, Some.Start), (entry.Actor, entry.At)));
        Assert.Equal([4L, 2], Journal.Newest("a", 2).Select(entry => entry.Position));
        Assert.Equal((4L, Journal.HashAt(4)), (Journal.Head(), Journal.HeadLink()?.Hash));
        Assert.Null(Journal.HashAt(5));
        Assert.Null(Journal.Verify());
    }

    [StoreFact]
    public void Append_TimeFinerThanAMillisecond_IsKeptToTheMillisecond()
    {
        Journal.Append(Some.Ic, Some.Start.AddTicks(12_345_678), Some.Notes("a", 0));

        Assert.Equal(Some.Start.AddMilliseconds(1_234), Assert.Single(Journal.Read("a")).At);
        Assert.Null(Journal.Verify());
    }

    [StoreFact]
    public void Append_StreamMovedOn_IsAConflictThatNamesItAndWritesNothing()
    {
        Append(Some.Notes("a", 0), Some.Notes("with blanks", 0));

        Assert.Equal(
            Conflict("with blanks", 0, 1),
            Journal.Append(Some.Ic, Some.Start, Some.Notes("c", 0), Some.Notes("with blanks", 0), Some.Notes("a", 0))
        );
        Assert.Equal(Conflict("a", 2, 1), Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 2)));
        Assert.Empty(Journal.Read("c"));
        Assert.Equal(2, Journal.Head());
    }

    [StoreFact]
    public async Task Append_WritersOfTwoProcesses_LeaveAGapFreeChain()
    {
        const int writers = 4;
        const int each = 15;
        var journals = new[] { Journal, Bed.Place.Open().Journal };

        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(writer =>
                    Task.Run(() =>
                    {
                        for (var version = 0; version < each; version++)
                        {
                            Assert.IsType<AppendOutcome.Appended>(
                                journals[writer % 2].Append(Some.Ic, Some.Start, Some.Notes($"w{writer}", version))
                            );
                        }
                    })
                )
        );

        Assert.Equal(writers * each, Journal.Head());
        Assert.Null(Journal.Verify());
        journals[1].Release();
    }

    [StoreFact]
    public void Tail_FromAPosition_FoldsWhatOthersAppended()
    {
        var tail = new JournalTail(Journal);
        var log = new IncidentLog(Bed.Place.Open().Journal, new(Journal), _time);
        Assert.Null(log.Execute("INC-0001", Some.Open(), Actor.Watchdog).Refusal);

        Assert.True(tail.CatchUp().Incidents["INC-0001"].IsOpen);
        log.Execute("INC-0001", new IncidentCommand.Note("looked at"), Some.Ic);

        Assert.Equal(Journal.Head(), tail.CatchUp().Position);
    }

    [StoreFact]
    public void Search_Filtered_FindsExactlyThose()
    {
        Journal.Append(Some.Ic, Some.Start, Some.Notes("incident/INC-0001", 0, 2));
        Journal.Append(Some.Deputy, Some.At(60), Some.Notes("incident/INC-0002", 0));
        Journal.Append(Some.Ic, Some.At(120), Some.Notes("environment/Prod", 0));
        var search = new JournalSearch(Journal);

        Assert.Equal([4L, 3, 2, 1], Found(new()));
        Assert.Equal([3L, 2, 1], Found(new() { StreamPrefix = "incident/" }));
        Assert.Equal([3L], Found(new() { Actor = "BEN" }));
        Assert.Equal([4L, 3], Found(new() { From = Some.At(60) }));
        Assert.Equal([2L, 1], Found(new() { To = Some.At(60), Type = nameof(NoteAdded) }));
        Assert.Equal([4L], Found(new() { Streams = ["environment/Prod", "x"] }));
        Assert.Empty(Found(new() { Actor = "' OR 1=1 --" }));

        IEnumerable<long> Found(JournalFilter filter)
        {
            var index = search.Index(filter);
            var rows = search.Read(filter, index, 0, 10);
            Assert.Equal(index.Count, rows.Count);
            return rows.Select(row => row.Position);
        }
    }

    [StoreFact]
    public void Export_OfAStream_VerifiesAlone()
    {
        Append(Some.Notes("a", 0, 2), Some.Notes("b", 0));
        Append(Some.Notes("a", 2));
        using var export = new MemoryStream();

        Assert.Equal(new ExportSummary(1, 4, 4, 3), new JournalExport(Journal).Write(export, stream: "a"));

        export.Position = 0;
        var report = ExportProof.Check(export, []);
        Assert.Empty(report.Findings);
        Assert.Equal((4L, Journal.HashAt(4)), (report.Position, report.Hash));
    }

    [StoreFact]
    public void Purge_AfterRetention_RemovesBodiesAndTheChainHolds()
    {
        var retention = TimeSpan.FromDays(400);
        var tail = new JournalTail(Journal);
        var log = new IncidentLog(Journal, tail, _time);
        var purge = new JournalPurge(Journal, tail, _time);
        Assert.Null(log.Execute("INC-0001", Some.Open(), Actor.Watchdog).Refusal);
        Assert.Null(log.Execute("INC-0001", new IncidentCommand.Close("over"), Some.Ic).Refusal);
        var head = Journal.Head();

        Assert.Empty(purge.Due(retention));
        _time.Advance(retention + TimeSpan.FromDays(1));
        var due = Assert.Single(purge.Due(retention));
        Assert.IsType<AppendOutcome.Appended>(purge.Purge(due, retention, Some.Ic, "after retention"));

        Assert.IsType<IncidentPurged>(Assert.Single(Journal.Read("incident/INC-0001")).Event);
        Assert.Equal(head + 1, Journal.Head());
        Assert.Null(Journal.Verify());
        Assert.Empty(purge.Due(retention));
        Assert.Equal(
            due.Entries,
            new JournalSearch(Journal)
                .Before(new() { StreamPrefix = "incident/" }, null, 10)
                .Rows.Count(row => row.PurgedBy == head + 1)
        );
    }

    [StoreFact]
    public void Purge_OtherBodiesThanItSpeaksOf_ChangesNothing()
    {
        var tail = new JournalTail(Journal);
        var log = new IncidentLog(Journal, tail, _time);
        log.Execute("INC-0001", Some.Open(), Actor.Watchdog);
        log.Execute("INC-0001", new IncidentCommand.Close("over"), Some.Ic);
        var purge = new JournalPurge(Journal, tail, _time);
        _time.Advance(TimeSpan.FromDays(800));
        var due = Assert.Single(purge.Due(TimeSpan.FromDays(400)));
        var head = Journal.Head();

        var refused = Assert.Throws<StoreRefusedException>(() =>
            purge.Purge(due with { Entries = due.Entries + 1 }, TimeSpan.FromDays(400), Some.Ic, "too many")
        );

        Assert.Equal(StoreRefusal.OtherBodies, refused.Reason);

        Assert.Equal(head, Journal.Head());
        Assert.Null(Journal.Verify());
        Assert.Single(purge.Due(TimeSpan.FromDays(400)));
    }

    [StoreFact]
    public void Sql_ChangeOrRemove_IsRefused()
    {
        Append(Some.Notes("a", 0));
        Store.Evidence.Add("INC-0001", 1, new('a', 64), new MemoryStream([1]));
        Store.Pictures.Add("INC-0001", new(new('b', 64), 1, "png"), [1]);
        Store.Reports.Add("INC-0001", new('c', 64), "text");

        foreach (
            var statement in (string[])
                [
                    "UPDATE {schema}chain SET stream = 'b'",
                    "DELETE FROM {schema}chain",
                    "UPDATE {schema}body SET position = 2",
                    "DELETE FROM {schema}body",
                    "INSERT INTO {schema}purged (position, event) VALUES (1, 1)",
                    "UPDATE {schema}evidence_pack SET part = 2",
                    "DELETE FROM {schema}evidence_pack",
                    "DELETE FROM {schema}picture",
                    "UPDATE {schema}report SET markdown = 'other'",
                ]
        )
        {
            Assert.ThrowsAny<DbException>(() => Sql(statement));
        }

        Assert.Null(Journal.Verify());
        Assert.Equal("text", Store.Reports.Find("INC-0001", new('c', 64)));
    }

    [StoreFact]
    public void Evidence_Pack_IsReadInPiecesAndNeverReplaced()
    {
        var zip = RandomNumberGenerator.GetBytes(700_000);
        Assert.Equal(1, Store.Evidence.NextPart("INC-0001"));
        Store.Evidence.Add("INC-0001", 1, new('a', 64), new MemoryStream(zip));

        using var pack = Store.Evidence.OpenNewest("INC-0001")!;
        using var read = new MemoryStream();
        pack.CopyTo(read);

        Assert.Equal((1, new string('a', 64), zip.LongLength), (pack.Part, pack.Sha256, pack.Length));
        Assert.Equal(zip, read.ToArray());
        Assert.Equal(2, Store.Evidence.NextPart("INC-0001"));
        Assert.ThrowsAny<DbException>(() => Store.Evidence.Add("INC-0001", 1, new('b', 64), new MemoryStream([1])));
        Assert.Null(Store.Evidence.Open("INC-0001", 2));
        Append(Some.Notes("a", 0, 2));
        Assert.Equal([1L, 2], Store.Evidence.Links("a", 9).Select(link => link.Position));
    }

    [StoreFact]
    public void Pictures_SameOnceMore_IsKeptOnce()
    {
        var picture = new AttestedPicture(new('b', 64), 3, "png");
        Store.Pictures.Add("INC-0001", picture, [1, 2, 3]);
        Store.Pictures.Add("INC-0001", picture, [1, 2, 3]);

        Assert.Equal([1, 2, 3], Assert.Single(Store.Pictures.Of("INC-0001")).Content);
        Assert.Equal("png", Store.Pictures.Find("INC-0001", picture.Sha256)?.Kind);
        Assert.Null(Store.Pictures.Find("INC-0002", picture.Sha256));
    }

    [StoreFact]
    public void Samples_Round_IsReadBackWithItsWorst()
    {
        Write(0, 100);
        Write(1, 900);
        Write(2, null);
        Store.Samples.Write(
            "Prod",
            Some.At(3),
            [],
            [new("Prod", Ready, Some.At(3), VerdictState.Healthy, VerdictState.Breached, "It broke.")]
        );

        Assert.Equal(
            [100L, 900, null],
            Store.Samples.Points("Prod", Ready, Some.At(0), Some.At(2)).Select(point => point.Value)
        );
        Assert.Equal(
            [(Some.At(1), (long?)900)],
            Store
                .Samples.Points("Prod", Ready, Some.At(0), Some.At(2), most: 2)
                .Where(point => point.Value > 100)
                .Select(point => (point.At, point.Value))
        );
        Assert.Equal(Some.At(2), Assert.Single(Store.Samples.LastVerdicts("Prod")).AsOf);
        Assert.Equal("It broke.", Assert.Single(Store.Samples.Changes("Prod", 5)).Sentence);
        Assert.Empty(Store.Samples.Changes("Beta", 5));
        var slot = Assert.Single(Store.Slots.Read("Prod", [Ready, "another"], Some.At(0), TimeSpan.FromMinutes(10)));
        Assert.Equal((100L, 900L), (slot.Low, slot.High));
    }

    [StoreFact]
    public void Samples_Aged_AreThinnedToMinutesAndHoursAndForgotten()
    {
        var kept = new SampleRetention(TimeSpan.FromHours(48), TimeSpan.FromDays(30), TimeSpan.FromDays(400));
        for (var second = 0; second < 120; second++)
        {
            Write(second, second == 77 ? 9_999 : second % 7);
        }

        Thin(Some.Start + kept.Raw + TimeSpan.FromMinutes(2));
        Assert.Equal([(6L, Some.At(6)), (9_999, Some.At(77))], Points());

        Write(78, 10_000);
        Thin(Some.Start + kept.Raw + TimeSpan.FromMinutes(3));
        Assert.Equal([(6L, Some.At(6)), (10_000, Some.At(78))], Points());

        Thin(Some.Start + kept.Minute + TimeSpan.FromHours(1));
        Assert.Equal([(10_000L, Some.At(78))], Points());

        Thin(Some.Start + kept.Hour + TimeSpan.FromHours(2));
        Assert.Empty(Points());

        void Thin(DateTimeOffset now)
        {
            while (Store.Thinning.Step(kept, now) > 0) { }
        }

        IEnumerable<(long, DateTimeOffset)> Points() =>
            Store
                .Samples.Points("Prod", Ready, Some.At(0), Some.At(120))
                .Select(point => (point.Value!.Value, point.At));
    }

    [StoreFact]
    public void FailedCalls_BetweenTimes_AreReadOldestFirstAndForgotten()
    {
        Store.FailedCalls.Add(
            "Prod",
            [
                new(Some.At(5), "api-1", "GET /ready", Fault.Timeout, 0, null, null),
                new(Some.At(1), "api-2", "GET /ready", Fault.Status, 503, "req-1", "E42", "down"),
            ]
        );

        var calls = Store.FailedCalls.Between("Prod", Some.At(0), Some.At(9));

        Assert.Equal(["api-2", "api-1"], calls.Select(call => call.Instance));
        Assert.Equal(
            (Fault.Status, 503, "req-1", "E42", "down"),
            (calls[0].Fault, calls[0].StatusCode, calls[0].RequestId, calls[0].ErrorCode, calls[0].Detail)
        );
        Assert.Single(Store.FailedCalls.Between("Prod", Some.At(2), Some.At(9)));
        Assert.Equal(1, Store.FailedCalls.Prune(Some.At(2)));
        Assert.Equal(0, Store.FailedCalls.Prune(Some.At(2)));
    }

    [StoreFact]
    public void Sessions_OfAPerson_AreRenewedEndedAndNotTooMany()
    {
        for (var session = 0; session <= SessionStore.MostOfOne; session++)
        {
            Store.Sessions.Add($"s{session}", "ada", [(byte)session], Some.At(100), Some.At(0));
        }

        Assert.Null(Store.Sessions.Find("s0", Some.At(1)));
        Assert.Equal([1], Store.Sessions.Find("s1", Some.At(1)));
        Assert.True(Store.Sessions.Renew("s1", [9], Some.At(300)));
        Assert.Equal([9], Store.Sessions.Find("s1", Some.At(200)));
        Store.Sessions.Remove("s1");
        Assert.False(Store.Sessions.Renew("s1", [9], Some.At(300)));
        Store.DashboardKeys.Add("k", "<a/>");
        Store.DashboardKeys.Add("k", "<b/>");
        Assert.Equal(["<a/>"], Store.DashboardKeys.All());
    }

    [StoreFact]
    public void Place_Migrated_HasNoObstacle()
    {
        Assert.Null(Bed.Place.Obstacle());
        Append(Some.Notes("a", 0));
    }

    public void Dispose()
    {
        if (_store.IsValueCreated)
        {
            Journal.Release();
        }

        if (_bed.IsValueCreated)
        {
            Bed.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract IStoreBed Make();

    protected abstract string SchemaPrefix { get; }

    private void Sql(string statement) =>
        Bed.Sql(statement.Replace("{schema}", SchemaPrefix, StringComparison.Ordinal));

    private void Append(params StreamAppend[] appends) =>
        Assert.IsType<AppendOutcome.Appended>(Journal.Append(Some.Ic, Some.Start, appends));

    private static AppendOutcome Conflict(string stream, int expected, int actual) =>
        new AppendOutcome.Conflict(stream, expected, actual);

    private void Write(double second, long? value) =>
        Store.Samples.Write("Prod", Some.At(second), [Some.Verdict(value: value)], []);
}

/// <summary>On SQLite, always.</summary>
public sealed class SqliteStoreTests : StoreTests
{
    protected override string SchemaPrefix => "";

    protected override IStoreBed Make() => new SqliteBed();
}

/// <summary>On SQL Server, where one is given.</summary>
public sealed class SqlServerStoreTests : StoreTests
{
    protected override string SchemaPrefix => "watchdog.";

    [StoreFact]
    public void Migrate_OnceMore_RunsNothing() => Assert.Empty(((SqlServerBed)Bed).OwnersPlace.Migrate());

    [StoreFact]
    public void Login_TheProgramsOwn_MayTouchNoTable()
    {
        using var opened = Bed.Place.Server!.Make();
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM watchdog.chain";

        Assert.Equal(229, Assert.Throws<Microsoft.Data.SqlClient.SqlException>(command.ExecuteScalar).Number);
    }

    [StoreFact]
    public void Lease_TakenOnce_IsNobodyElsesUntilItIsGivenBack()
    {
        using (var first = Bed.Place.TryLease("watchdog.leader"))
        {
            Assert.True(first!.IsHeld());
            Assert.Null(Bed.Place.TryLease("watchdog.leader"));
        }

        using var second = Bed.Place.TryLease("watchdog.leader");
        Assert.True(second!.IsHeld());
    }

    protected override IStoreBed Make() => new SqlServerBed();
}
