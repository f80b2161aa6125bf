using System.Diagnostics;
using System.Globalization;
using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Sse;

/// <summary>Ten thousand event streams held for a while, by the product and by a plain client, one after the other.</summary>
internal static class SseBenchmark
{
    private const int Streams = 10_000;
    private const double CpuGoal = 0.05;
    private const double MemoryGoal = 220;
    private const double RatioGoal = 3;
    private const double LateGoal = 0.3;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    public static IEnumerable<Figure> Run()
    {
        using var server = Child.Start([StreamServer.Role]);
        var port = server.Read();
        double cpu;
        using (var ours = Child.Start([StreamClient.Role, port, Text(Streams)], Sockets.InPlace))
        {
            ours.Read();
            cpu = Share(ours);
            yield return Figure.Lower("cpu_share", cpu, "cores", CpuGoal);
            yield return Figure.Lower("rss_mib", ours.Resident, "MiB", MemoryGoal);
            server.Tell("mute");
            var late = Enumerable
                .Range(0, Streams / StreamServer.Muted)
                .Select(_ => double.Parse(ours.Read(), CultureInfo.InvariantCulture))
                .ToArray();
            yield return Figure.Lower("gap_late_max_s", late.Max(), "s", LateGoal);
            yield return Figure.Lower("gap_late_median_s", Stopclock.Median(late), "s");
        }

        using var fresh = Child.Start([StreamServer.Role]);
        using var plain = Child.Start([PlainClient.Role, fresh.Read(), Text(Streams)]);
        plain.Read();
        var plainly = Share(plain);
        yield return Figure.Lower("plain_cpu_share", plainly, "cores");
        yield return Figure.Lower("plain_rss_mib", plain.Resident, "MiB");
        yield return Figure.Higher("plain_client_ratio", plainly / cpu, "x", RatioGoal);
    }

    /// <summary>The part of one core that it used while it did nothing but hold streams.</summary>
    private static double Share(Child child)
    {
        Thread.Sleep(Settle);
        var (before, started) = (child.Processor, Stopwatch.GetTimestamp());
        Thread.Sleep(Watched);
        return (child.Processor - before) / Stopwatch.GetElapsedTime(started);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
