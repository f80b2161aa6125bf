using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Db.Tests;

public sealed class JournalSearchTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly JournalSearch _search;

    public JournalSearchTests() => _search = new(_folder.Store.Journal);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Index_NothingYet_IsEmpty()
    {
        var index = _search.Index(new());

        Assert.Equal((0, 0L, null), (index.Count, index.Through, index.Back));
        Assert.Empty(_search.Read(new(), index, 0, 10));
        Assert.Null(_search.One(1));
    }

    [Fact]
    public void Read_TenThousandEntries_GivesEachOnceNewestFirst()
    {
        const int All = 10_000;
        for (var n = 0; n < All; n += 2_000)
        {
            Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), n, 2_000));
        }

        var index = _search.Index(new());
        var seen = new List<long>();
        for (var start = 0; start < All; start += 37)
        {
            seen.AddRange(_search.Read(new(), index, start, 37).Select(row => row.Position));
        }

        Assert.Equal((All, All / JournalIndex.Every), (index.Count, index.Marks.Count));
        Assert.Equal(Enumerable.Range(1, All).Reverse().Select(n => (long)n), seen);
    }

    [Fact]
    public void Read_EntriesThatCameAfterTheSearch_DoNotShiftIt()
    {
        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 0, 3));
        var index = _search.Index(new());

        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 3, 5));

        Assert.Equal([3L, 2, 1], _search.Read(new(), index, 0, 10).Select(row => row.Position));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Index_Filtered_FindsExactlyThose(string about, JournalFilter filter, long[] expected)
    {
        Assert.NotEmpty(about);
        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 0, 2)); // 1, 2
        Append(Some.Deputy, Some.Notes(Streams.Incident("INC-0002"), 0)); // 3
        Append(
            Actor.Watchdog,
            new StreamAppend(
                Streams.Environment("Prod"),
                0,
                [new DeploymentStarted("d", Component.Api, "v1.9.0", "ci")] // 4
            )
        );
        Append(Some.Ic, Some.At(60), new StreamAppend(Streams.Environment("Prod"), 1, [new DeploysUnfrozen("over")])); // 5

        var index = _search.Index(filter);

        Assert.Equal(expected, _search.Read(filter, index, 0, 10).Select(row => row.Position));
        Assert.Equal(expected.Length, index.Count);
    }

    public static TheoryData<string, JournalFilter, long[]> Filters() =>
        new()
        {
            {
                "kind",
                new() { StreamPrefix = "incident/" },
                [3, 2, 1]
            },
            {
                "streams",
                new() { Streams = ["incident/INC-0002", "environment/Prod"] },
                [5, 4, 3]
            },
            {
                "no stream",
                new() { Streams = [] },
                []
            },
            {
                "actor",
                new() { Actor = "ADA" },
                [5, 2, 1]
            },
            {
                "type",
                new() { Type = nameof(DeploymentStarted) },
                [4]
            },
            {
                "from",
                new() { From = Some.At(30) },
                [5]
            },
            {
                "to",
                new() { To = Some.At(60) },
                [4, 3, 2, 1]
            },
            {
                "together",
                new() { StreamPrefix = "incident/", Actor = "ben" },
                [3]
            },
            {
                "words",
                new() { Matches = row => row.Position % 2 == 0 },
                [4, 2]
            },
            {
                "quotes",
                new() { Actor = "' OR 1=1 --" },
                []
            },
        };

    [Fact]
    public void Before_InPages_GoesOnWhereTheLastEnded()
    {
        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 0, 5));

        var (first, next) = _search.Before(new(), before: null, most: 2);
        var (second, after) = _search.Before(new(), next, most: 2);
        var (third, end) = _search.Before(new(), after, most: 2);

        Assert.Equal([5L, 4, 3, 2, 1], first.Concat(second).Concat(third).Select(row => row.Position));
        Assert.Equal((4L, 2L, null), (next, after, end));
    }

    [Fact]
    public void One_AnyEntry_FollowsFromTheOneBefore()
    {
        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 0, 2));

        var first = _search.One(1)!.Value;
        var second = _search.One(2)!.Value;

        Assert.Equal(new string('0', 64), first.Previous);
        Assert.Equal(first.Row.Hash, second.Previous);
        Assert.Equal(
            "incident/INC-0001 2",
            Assert.IsType<NoteAdded>(EventBody.Read(2, second.Row.Body!.Value.Span).Event).Text
        );
    }

    [Fact]
    public void Read_ABodyThatSomebodyReplaced_IsStillShown()
    {
        Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), 0, 2));
        _folder.Sql("UPDATE body SET body = 'no json' WHERE position = 1", withoutTriggers: true);

        var filter = new JournalFilter { Actor = "ada" };

        Assert.Equal([2L], _search.Read(filter, _search.Index(filter), 0, 10).Select(row => row.Position));
        Assert.Equal(2, _search.Index(new()).Count);
    }

    [Fact]
    public void Prove_LongJournal_SaysHowFarItIs()
    {
        for (var n = 0; n < 10_000; n += 2_000)
        {
            Append(Some.Ic, Some.Notes(Streams.Incident("INC-0001"), n, 2_000));
        }

        var reached = new List<long>();
        var report = _folder.Store.Journal.Prove([], reached.Add);

        Assert.True(report.Holds);
        Assert.Equal([4_096L, 8_192], reached);
    }

    private void Append(Actor by, params StreamAppend[] appends) => Append(by, Some.Start, appends);

    private void Append(Actor by, DateTimeOffset at, params StreamAppend[] appends) =>
        Assert.IsType<AppendOutcome.Appended>(_folder.Store.Journal.Append(by, at, appends));
}
