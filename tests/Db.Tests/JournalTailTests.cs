using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Tests;

public sealed class JournalTailTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CatchUp_NothingNew_StaysAndRaisesNothing()
    {
        var tail = new JournalTail(_folder.Store.Journal);
        tail.Moved += _ => Assert.Fail("nothing moved");

        Assert.Same(JournalState.Empty, tail.CatchUp());
    }

    [Fact]
    public void CatchUp_NewEvents_FoldsThemAndSaysWhich()
    {
        var tail = new JournalTail(_folder.Store.Journal);
        var moved = new List<long>();
        tail.Moved += entries => moved.AddRange(entries.Select(entry => entry.Position));
        Append("environment/Prod", 0, new IncidentBegan("INC-0001"));
        Assert.Equal(0, tail.Current.Position);

        tail.CatchUp();
        Append("environment/Prod", 1, new IncidentEnded("INC-0001"));
        var state = tail.CatchUp();

        Assert.Equal([1L, 2], moved);
        Assert.Same(state, tail.Current);
        Assert.Equal((2L, 2), (state.Position, state.Environment("Prod").Version));
        Assert.Null(state.Environment("Prod").OpenIncident);
    }

    [Fact]
    public void CatchUp_MoreThanOnePage_ReadsAll()
    {
        _folder.Store.Journal.Append(Some.Ic, Some.Start, Some.Notes("node/watchdog", 0, 2_100));

        Assert.Equal(2_100, new JournalTail(_folder.Store.Journal).CatchUp().NodeVersion);
    }

    private void Append(string stream, int version, IEvent happened) =>
        Assert.IsType<AppendOutcome.Appended>(
            _folder.Store.Journal.Append(Some.Ic, Some.Start, new StreamAppend(stream, version, [happened]))
        );
}
