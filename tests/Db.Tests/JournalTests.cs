using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private Journal Journal => _folder.Store.Journal;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Head_EmptyJournal_IsZeroAndVerifies()
    {
        Assert.Equal(0, Journal.Head());
        Assert.Empty(Journal.ReadAfter(0));
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public void Append_Events_AreReadBackInOrder()
    {
        Append(Some.Notes("a", 0, 2));
        Append(Some.Notes("b", 0), Some.Notes("a", 2));

        Assert.Equal(
            [(1L, "a", 1), (2, "a", 2), (3, "b", 1), (4, "a", 3)],
            Journal.ReadAfter(0).Select(entry => (entry.Position, entry.Stream, entry.Version))
        );
        Assert.Equal(["a 1", "a 2", "a 3"], Journal.Read("a").Select(entry => ((NoteAdded)entry.Event).Text));
        Assert.Equal([3], Journal.Read("a", after: 2).Select(entry => entry.Version));
        Assert.Empty(Journal.Read("a", after: 3));
        Assert.All(Journal.Read("a"), entry => Assert.Equal((Some.Ic, Some.Start), (entry.Actor, entry.At)));
        Assert.Equal(4, Journal.Head());
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public void ReadAfter_Position_SkipsAndLimits()
    {
        Append(Some.Notes("a", 0, 10));

        Assert.Equal([5L, 6, 7], Journal.ReadAfter(4, most: 3).Select(entry => entry.Position));
    }

    [Fact]
    public void Newest_Prefix_IsTakenLiterally()
    {
        Append(Some.Notes("environment/Prod", 0), Some.Notes("environment/RTM", 0), Some.Notes("environment_Prod", 0));

        Assert.Equal([1L], Journal.Newest("environment/P", 10).Select(entry => entry.Position));
        Assert.Equal([3L, 2], Journal.Newest("", 2).Select(entry => entry.Position));
        Assert.Equal([2L, 1], Journal.Newest("", 5, through: 2).Select(entry => entry.Position));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Append_OtherVersion_IsAConflictThatNamesTheStream(int expected)
    {
        Append(Some.Notes("a", 0));

        Assert.Equal(
            new AppendOutcome.Conflict("a", expected, 1),
            Journal.Append(Some.Ic, Some.Start, Some.Notes("a", expected))
        );
        Assert.Equal(1, Journal.Head());
    }

    [Fact]
    public void Append_OneOfTwoStreamsMovedOn_WritesNothing()
    {
        Append(Some.Notes("a", 0));

        var outcome = Journal.Append(Some.Ic, Some.Start, Some.Notes("b", 0), Some.Notes("a", 0));

        Assert.Equal(new AppendOutcome.Conflict("a", 0, 1), outcome);
        Assert.Empty(Journal.Read("b"));
    }

    [Fact]
    public void Append_EventThatCannotBeWritten_WritesNothing()
    {
        Assert.Throws<ArgumentException>(() =>
            Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 0), new StreamAppend("b", 0, [new Foreign()]))
        );

        Assert.Equal(0, Journal.Head());
        Append(Some.Notes("a", 0));
    }

    [Fact]
    public void Append_Reopened_IsStillThere()
    {
        Append(Some.Notes("a", 0, 3));

        var reopened = new Store(_folder.Path).Journal;

        Assert.Equal(3, reopened.Head());
        Assert.Null(reopened.Verify());
        Assert.IsType<AppendOutcome.Appended>(reopened.Append(Some.Ic, Some.Start, Some.Notes("a", 3)));
        Assert.Null(reopened.Verify());
    }

    [Fact]
    public void Append_TwoProcessesInTurns_EachGoesOnWhereTheOtherEnded()
    {
        var other = new Store(_folder.Path).Journal;
        for (var version = 0; version < 20; version += 2)
        {
            Append(Some.Notes("a", version), Some.Notes("mine", version / 2));
            Assert.IsType<AppendOutcome.Appended>(other.Append(Some.Ic, Some.Start, Some.Notes("a", version + 1)));
        }

        Assert.Equal(Enumerable.Range(1, 20), Journal.Read("a").Select(entry => entry.Version));
        Assert.Equal(30, Journal.Head());
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public void Append_AnotherProcessWasFaster_IsToldWhereTheStreamReallyStands()
    {
        var other = new Store(_folder.Path).Journal;
        Append(Some.Notes("a", 0), Some.Notes("b", 0));
        other.Append(Some.Ic, Some.Start, Some.Notes("a", 1, 3));

        // Right as far as this one remembers, ahead of it, and one stream remembered beside one that is asked for.
        Assert.Equal(Conflict("a", 1, 4), Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 1)));
        other.Append(Some.Ic, Some.Start, Some.Notes("a", 4));
        Assert.Equal(Conflict("a", 4, 5), Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 4), Some.Notes("c", 0)));
        other.Append(Some.Ic, Some.Start, Some.Notes("a", 5));
        Append(Some.Notes("a", 6));
        Assert.Empty(Journal.Read("c"));
        Assert.Null(Journal.Verify());

        static AppendOutcome Conflict(string stream, int expected, int actual) =>
            new AppendOutcome.Conflict(stream, expected, actual);
    }

    [Fact]
    public void Append_ManyStreams_AllGoOn()
    {
        for (var version = 0; version < 3; version++)
        {
            for (var stream = 0; stream < 150; stream++)
            {
                Append(Some.Notes($"s{stream}", version));
            }
        }

        Assert.Equal(450, Journal.Head());
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public async Task Append_EightWriters_LeaveAGapFreeChain()
    {
        const int writers = 8;
        const int each = 20;

        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(writer =>
                    Task.Factory.StartNew(
                        () => WriteTogether(writer, each),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );

        Assert.Null(Journal.Verify());
        var entries = Journal.ReadAfter(0);
        Assert.Equal(Enumerable.Range(1, 2 * writers * each).Select(n => (long)n), entries.Select(e => e.Position));
        Assert.Equal(Enumerable.Range(1, writers * each), Journal.Read("shared").Select(entry => entry.Version));
        Assert.All(
            Enumerable.Range(0, writers),
            writer => Assert.Equal(Enumerable.Range(1, each), Journal.Read($"own/{writer}").Select(e => e.Version))
        );
    }

    [Fact]
    public void Links_Stream_CarriesItsProof()
    {
        Append(Some.Notes("a", 0), Some.Notes("b", 0));
        Append(Some.Notes("a", 1));

        var links = _folder.Store.Evidence.Links("a", long.MaxValue).ToList();

        Assert.Equal([1L, 3], links.Select(link => link.Position));
        Assert.Equal(Chain.Next(Chain.Genesis, 1, links[0].BodyHash), links[0].Hash);
        Assert.All(
            links,
            link => Assert.Equal(System.Security.Cryptography.SHA256.HashData(link.Body!), link.BodyHash)
        );
    }

    /// <summary>Every writer has a stream of its own and one that all share; who loses the race tries again.</summary>
    private void WriteTogether(int writer, int count)
    {
        var journal = new Store(_folder.Path).Journal;
        var shared = 0;
        for (var own = 0; own < count; )
        {
            switch (journal.Append(Some.Ic, Some.Start, Some.Notes($"own/{writer}", own), Some.Notes("shared", shared)))
            {
                case AppendOutcome.Conflict conflict:
                    shared = conflict.Actual;
                    break;
                default:
                    own++;
                    shared++;
                    break;
            }
        }
    }

    private void Append(params StreamAppend[] appends) =>
        Assert.IsType<AppendOutcome.Appended>(Journal.Append(Some.Ic, Some.Start, appends));

    private sealed record Foreign : IEvent;
}
