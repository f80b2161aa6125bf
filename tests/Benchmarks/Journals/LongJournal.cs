using System.Diagnostics;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Benchmarks.Windows;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Benchmarks.Journals;

/// <summary>A journal as long as decades: incidents of a hundred events each, opened, reported on and closed.</summary>
internal static class LongJournal
{
    private const int EachIncident = 100;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Figure> Run(string folder, JournalOptions options)
    {
        Seed(JournalBenchmark.Fresh(folder, "long").Journal, options.Events);

        GC.Collect();
        var before = Resident();
        var store = new Store(Path.Combine(folder, "long"));
        var started = Stopwatch.GetTimestamp();
        var head = store.Journal.Head();
        yield return Figure.Lower("open_ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms");

        started = Stopwatch.GetTimestamp();
        var report = store.Journal.Prove([]);
        var took = Stopwatch.GetElapsedTime(started);
        if (!report.Holds || report.Events != head || head != options.Events)
        {
            throw new InvalidOperationException($"{report.Events} of {head}: {string.Join("; ", report.Findings)}");
        }

        yield return Figure.Higher("verify_per_s", head / took.TotalSeconds, "1/s", 200_000);
        yield return Figure.Lower("verify_mib", Resident() - before, "MiB");

        before = Resident();
        var tail = new JournalTail(store.Journal);
        started = Stopwatch.GetTimestamp();
        tail.CatchUp();
        yield return Figure.Higher("tail_per_s", head / Stopwatch.GetElapsedTime(started).TotalSeconds, "1/s");
        yield return Figure.Lower("tail_mib", Resident() - before, "MiB");
        GC.KeepAlive(tail);
    }

    private static void Seed(Journal journal, int events)
    {
        var breach = new Fleet(Fleet.Options(1)).Judge.Verdicts()[0];
        for (var (i, left) = (1, events); left > 0; i++)
        {
            var id = FormattableString.Invariant($"INC-{i:0000}");
            var story = Story(id, breach).Take(left).ToList();
            journal.Append(Actor.Watchdog, Start.AddMinutes(i), new StreamAppend(Streams.Incident(id), 0, story));
            left -= story.Count;
        }
    }

    private static IEnumerable<IEvent> Story(string id, Mcpx.Domain.Triggers.Verdict breach) =>
        [
            new IncidentOpened(id, "Prod", breach),
            .. Enumerable.Range(0, EachIncident - 2).Select(i => new NoteAdded($"Traffic is back on instance {i}.")),
            new IncidentClosed("stable"),
        ];

    private static double Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1_048_576.0;
    }
}
