using System.Globalization;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Tests;

/// <summary>A long journal opens, tails and verifies without its length in memory. A million events with <c>MCPX_LONG=1</c>.</summary>
public sealed class LongJournalTests : IDisposable
{
    private const int Page = 1_000;
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_Long_OpensTailsAndVerifiesInBoundedMemory()
    {
        var pages = Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 1_000 : 20;
        var store = _folder.Store;
        for (var page = 0; page < pages; page++)
        {
            var id = (page + 1).ToString("INC-0000", CultureInfo.InvariantCulture);
            List<IEvent> story = [new IncidentOpened(id, "Prod", Some.Verdict())];
            story.AddRange(
                Enumerable.Range(0, Page - 2).Select(n => new NoteAdded($"Traffic is back on instance {n}."))
            );
            story.Add(new IncidentClosed("stable"));
            store.Journal.Append(Actor.Watchdog, Some.At(page), new StreamAppend(Streams.Incident(id), 0, story));
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var reopened = new Store(_folder.Path).Journal;
        var report = reopened.Prove([]);
        var tail = new JournalTail(reopened);
        var state = tail.CatchUp();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal((true, (long)pages * Page, (long)pages * Page), (report.Holds, report.Events, state.Position));
        Assert.Equal(pages, state.Incidents.Count);
        // The state of the incidents stays, a few kilobytes each; the events, 300 bytes and more each, do not.
        Assert.InRange(grown, long.MinValue, (4L * 1_024 * 1_024) + (pages * 8L * 1_024));
        GC.KeepAlive(tail);
    }
}
