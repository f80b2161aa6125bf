using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Parts;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Tests.Evidence;

/// <summary>Whatever goes wrong while evidence is collected: it is said, nothing half stays, and it is completed later.</summary>
public sealed class EvidenceFaultTests
{
    [Fact]
    public void Seal_StoreIsBroken_SaysSoAndDoesNotThrow()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        Sql(rig, "DROP TABLE evidence_pack");

        var outcome = rig.Evidence.Seal("INC-0001");

        Assert.Equal(SealResult.Failed, outcome.Result);
        Assert.StartsWith("evidence not sealed: ", outcome.Text, StringComparison.Ordinal);
    }

    /// <summary>A report that is being printed keeps no other incident's run from being announced.</summary>
    [Fact]
    public async Task Seal_AnotherIncidentTakesLong_DoesNotWaitForIt()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Incidents.Execute("INC-0002", new IncidentCommand.Open("INC-0002", "Beta", Rig.Breach()), Actor.Watchdog);
        using var slow = new Held("INC-0001");
        var sealing = rig.Sealing(slow);

        var first = Task.Run(() => sealing.Seal("INC-0001"));
        await slow.Reached.Task.WaitAsync(Wait.Deadline);
        var second = await Task.Run(() => sealing.Seal("INC-0002", whole: false)).WaitAsync(Wait.Deadline);

        Assert.Equal(SealResult.Sealed, second.Result);
        Assert.False(first.IsCompleted);
        slow.GoOn.Set();
        Assert.Equal(SealResult.Sealed, (await first).Result);
    }

    [Fact]
    public void Seal_ProcessStops_StoresNothingHalf()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        using var stop = new CancellationTokenSource();
        using var part = new Held("INC-0001", stop);

        Assert.Throws<OperationCanceledException>(() => rig.Sealing(part).Seal("INC-0001", stopping: stop.Token));

        Assert.Null(rig.Store.Evidence.OpenNewest("INC-0001"));
    }

    [Fact]
    public void Seal_FolderCannotBeWritten_FailsAndIsTriedAgain()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        var inTheWay = EvidenceFolder.Of(rig.Folder.Data);
        File.WriteAllText(inTheWay, "");

        Assert.Equal(SealResult.Failed, rig.Evidence.Seal("INC-0001").Result);
        File.Delete(inTheWay);
        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);
        Assert.Empty(Directory.GetFiles(inTheWay));
    }

    /// <summary>The database holds no page more: what SQLite says when the disk is full.</summary>
    [Fact]
    public void Add_StoreIsFull_LeavesNothingHalf()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        var full = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() =>
            rig.Store.Evidence.Add("INC-0001", 1, "ab", new Endless(2_000_000_000))
        );

        Assert.NotEmpty(full.Message);
        Assert.Null(rig.Store.Evidence.OpenNewest("INC-0001"));
        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3_000)]
    [InlineData(9_000)]
    public void Seal_DiskFillsInTheMiddle_StoresNothingAndSealsWhenThereIsRoom(int room)
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Evidence.Begin = () => new Full(room);

        var outcome = rig.Evidence.Seal("INC-0001");

        Assert.Equal(
            (SealResult.Failed, "evidence not sealed: No space left on device"),
            (outcome.Result, outcome.Text)
        );
        Assert.Null(rig.Store.Evidence.OpenNewest("INC-0001"));
        Assert.Empty(rig.Events<EvidenceSealed>());
        rig.Evidence.Begin = null;
        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);
    }

    [Fact]
    public void Writer_DiskFillsInTheMiddle_IsBrokenForGood()
    {
        var writer = new SealedZipWriter(new Full(50_000), Some.Start);
        writer.Add("a.png", "", stream => stream.Write(new byte[10_000]));

        Assert.Throws<IOException>(() => writer.Add("b.png", "", stream => stream.Write(new byte[100_000])));
        Assert.True(writer.Broken);
    }

    [Fact]
    public void Seal_PictureCannotBeDrawn_IsMissingWithItsDataAndCompletedLater()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        var broken = rig.Sealing(
            new PicturePart(rig.Store) { Paint = (_, _) => throw new DllNotFoundException("libSkiaSharp") }
        );

        broken.Seal("INC-0001");

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Contains(
            new MissingEvidence(
                EvidenceLines.Executive,
                "the picture could not be drawn: libSkiaSharp; its data is in pictures/"
            ),
            manifest.Missing
        );
        Assert.Contains("pictures/availability.csv", files.Keys);
        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);
        var (completed, _) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.DoesNotContain(completed.Missing, missing => missing.What == EvidenceLines.Executive);
        Assert.Contains(completed.Files, file => file is { Path: "pictures/executive.png", Part: 2 });
    }

    [Fact]
    public void Seal_OneLineThrows_TheOthersAreThere()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        Sql(rig, "DROP TABLE failed_call", "samples.db");

        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Contains(
            manifest.Missing,
            missing =>
                missing.What == EvidenceLines.FailedCalls
                && missing.Why.Contains("failed_call", StringComparison.Ordinal)
        );
        Assert.Contains("journal.jsonl", files.Keys);
    }

    [Fact]
    public void Seal_ProcessDiedBeforeItWroteTheDigestDown_IsWrittenDownNow()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Evidence.Seal("INC-0001");
        var sealedAs = rig.Events<EvidenceSealed>()[0];
        using var other = new Rig();
        other.Look(Rig.Breach());
        using (var zip = rig.Store.Evidence.OpenNewest("INC-0001")!)
        {
            other.Store.Evidence.Add("INC-0001", 1, zip.Sha256, zip);
        }

        other.Evidence.Seal("INC-0001");

        Assert.Equal(sealedAs.Sha256, other.Events<EvidenceSealed>()[0].Sha256);
        Assert.Equal(1, other.Events<EvidenceSealed>()[0].Part);
    }

    [Fact]
    public void Seal_PartOfAnOlderFormatIsThere_TakesTheNextNumber()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Store.Evidence.Add("INC-0001", 1, "ab", new MemoryStream([1, 2, 3]));

        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);

        Assert.Equal(2, Assert.Single(rig.Events<EvidenceSealed>()).Part);
    }

    [Fact]
    public async Task Keeper_StoreFailsAtFirst_SealsOnceItCan()
    {
        using var rig = await EvidencePackTests.Stabilising();
        using var keeper = rig.EvidenceKeeper();
        var inTheWay = EvidenceFolder.Of(rig.Folder.Data);
        File.WriteAllText(inTheWay, "");

        keeper.Look();
        Assert.Empty(rig.Events<EvidenceSealed>());
        File.Delete(inTheWay);
        keeper.Look();
        Assert.Empty(rig.Events<EvidenceSealed>());
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        keeper.Look();

        Assert.Single(rig.Events<EvidenceSealed>());
    }

    [Fact]
    public void Keeper_WhatIsMissingStaysMissing_TriesLessAndLessAndThenNoMore()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        var painted = 0;
        var sealing = rig.Sealing(
            new PicturePart(rig.Store)
            {
                Paint = (_, _) =>
                {
                    painted++;
                    throw new InvalidOperationException("no font is installed to write with");
                },
            }
        );
        using var keeper = rig.EvidenceKeeper(sealing);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        for (var minute = 0; minute < 72 * 60; minute++)
        {
            keeper.Look();
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(painted / 2, 8, 20);
        Assert.Single(rig.Events<EvidenceSealed>());
    }

    [Fact]
    public async Task Keeper_WhileItStabilises_MakesNoPartForReadingsAlone()
    {
        using var rig = await EvidencePackTests.Stabilising();
        using var keeper = rig.EvidenceKeeper();
        for (var minute = 0; minute < 30; minute++)
        {
            rig.Store.Samples.Write("Prod", rig.Time.GetUtcNow(), [Rig.Breach()], []);
            rig.Incidents.Record("INC-0001", new NoteAdded("still well"), Some.Ic);
            keeper.Look();
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(rig.Events<EvidenceSealed>());
    }

    [Fact]
    public void Keeper_NoteLongAfterTheEnd_IsGatheredIntoOnePart()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Store.Samples.Write("Prod", rig.Time.GetUtcNow(), [Rig.Breach()], []);
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        using var keeper = rig.EvidenceKeeper();
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        keeper.Look();
        Assert.Single(rig.Events<EvidenceSealed>());
        rig.Time.Advance(TimeSpan.FromDays(30));
        for (var i = 0; i < 3; i++)
        {
            rig.Incidents.Record("INC-0001", new NoteAdded($"note {i}"), Some.Ic);
            rig.Time.Advance(TimeSpan.FromSeconds(20));
            keeper.Look();
        }

        Assert.Single(rig.Events<EvidenceSealed>());
        rig.Time.Advance(TimeSpan.FromSeconds(40));
        keeper.Look();
        keeper.Look();

        Assert.Equal([1, 2], rig.Events<EvidenceSealed>().Select(pack => pack.Part));
    }

    private static void Sql(Rig rig, string sql, string file = "journal.db")
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={rig.Folder.Data}/{file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A disk that takes so much and no more.</summary>
    private sealed class Full(long room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position + buffer.Length > room)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }

    /// <summary>Longer than what the database takes as one value.</summary>
    private sealed class Endless(long length) : MemoryStream
    {
        public override long Length => length;
    }

    /// <summary>Takes as long as it is told, of one incident; or until the process stops.</summary>
    private sealed class Held(string incident, CancellationTokenSource? stop = null) : IEvidencePart, IDisposable
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim GoOn { get; } = new();

        public IReadOnlyList<string> Lines => [EvidenceLines.Report];

        public bool IsMeasured => false;

        public void Add(string line, EvidencePack pack, EvidenceCase about)
        {
            if (about.Incident.Id == incident)
            {
                Reached.TrySetResult();
                stop?.Cancel();
                GoOn.Wait(about.Stopping);
            }

            pack.AddText(line, "rca.md", "held", text => text.Write("held"));
        }

        public void Dispose() => GoOn.Dispose();
    }
}
