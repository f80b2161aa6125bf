using System.Diagnostics;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Benchmarks.Journals;

/// <summary>One durable append, and the same rows inserted bare: in turns, so that the disk's moods meet both.</summary>
internal static class Appends
{
    private const int WarmUp = 500;
    private const int Rounds = 3_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Figure> Run(string folder)
    {
        var store = JournalBenchmark.Fresh(folder, "append");
        using var bare = new BareJournal(folder);
        var (ours, theirs) = (new double[Rounds], new double[Rounds]);
        for (var i = -WarmUp; i < Rounds; i++)
        {
            var version = i + WarmUp;
            var (append, insert) =
                i % 2 == 0
                    ? (Time(() => Append(store, version)), Time(() => bare.Insert()))
                    : Turned(Time(() => bare.Insert()), Time(() => Append(store, version)));
            if (i >= 0)
            {
                (ours[i], theirs[i]) = (append, insert);
            }
        }

        var (one, other) = (Stopclock.Median(ours), Stopclock.Median(theirs));
        yield return Figure.Lower("append_ms", one, "ms");
        yield return Figure.Lower("bare_ms", other, "ms");
        yield return Figure.Lower("append_ratio", one / other, "", 1.3);
    }

    public static StreamAppend Reported(string stream, int version) =>
        new(stream, version, [new StepReported(2, ["line of the deployer's output", $"and number {version} of them"])]);

    private static void Append(Store store, int version) =>
        store.Journal.Append(Actor.Watchdog, Now, Reported("incident/INC-0001", version));

    private static (double Append, double Insert) Turned(double insert, double append) => (append, insert);

    private static double Time(Action run)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
