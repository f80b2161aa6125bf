using System.Diagnostics;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Db;
using Mcpx.Domain.Incidents;

namespace Mcpx.Benchmarks.Journals;

/// <summary>Eight threads that append one event after the other, each to a stream of its own and each waiting until it is durable.</summary>
internal static class Writers
{
    private const int Threads = 8;
    private const int WarmUp = 200;
    private const int Each = 5_000;

    public static IEnumerable<Figure> Run(string folder)
    {
        var store = JournalBenchmark.Fresh(folder, "writers");
        var (events, took, times) = Together(store);
        if (store.Journal.Verify() is { } wrong)
        {
            throw new InvalidOperationException(wrong);
        }

        yield return Figure.Higher("append_8_per_s", events / took.TotalSeconds, "1/s", 8_000);
        yield return Figure.Lower("append_8_p50_ms", Stopclock.Median(times), "ms");
        yield return Figure.Lower("append_p99_ms", Stopclock.Quantile(times, 0.99), "ms", 8);
    }

    private static (int Events, TimeSpan Took, double[] Times) Together(Store store)
    {
        var times = new double[Threads][];
        using var start = new Barrier(Threads + 1);
        var threads = Enumerable
            .Range(0, Threads)
            .Select(number => new Thread(() => times[number] = Write(store, number, start)))
            .ToList();
        threads.ForEach(thread => thread.Start());
        start.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        threads.ForEach(thread => thread.Join());
        return (Threads * Each, Stopwatch.GetElapsedTime(started), [.. times.SelectMany(all => all)]);
    }

    private static double[] Write(Store store, int number, Barrier start)
    {
        var stream = $"incident/INC-{number + 1:0000}";
        var times = new double[Each];
        for (var i = 0; i < WarmUp + Each; i++)
        {
            if (i == WarmUp)
            {
                start.SignalAndWait();
            }

            var started = Stopwatch.GetTimestamp();
            if (
                store.Journal.Append(Actor.Watchdog, DateTimeOffset.UnixEpoch, Appends.Reported(stream, i))
                is not AppendOutcome.Appended
            )
            {
                throw new InvalidOperationException($"{stream} has moved on, and nobody else writes it.");
            }

            if (i >= WarmUp)
            {
                times[i - WarmUp] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        return times;
    }
}
