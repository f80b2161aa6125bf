using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Windows;

/// <summary>What the collector counts for an instance, and for what its instances share.</summary>
internal static class Memory
{
    private const int Few = 1;
    private const int Many = 10_000;

    public static IEnumerable<Figure> Run()
    {
        var (few, many) = (Bytes(Few), Bytes(Many));
        var each = (double)(many - few) / (Many - Few);
        yield return Figure.Lower("bytes_per_instance", each, "bytes", 16 * 1_024);
        yield return Figure.Lower("component_bytes", Math.Max(0, few - (Few * each)), "bytes");
    }

    /// <summary>Bytes of a judge whose windows, two minutes at most, are full. The configuration is not its own.</summary>
    private static long Bytes(int instances)
    {
        var options = Fleet.Options(instances);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var judge = Filled();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(judge);
        GC.KeepAlive(options);
        return after - before;

        // In a method of its own, so that nothing but the judge is left.
        Domain.Triggers.EnvironmentJudge Filled()
        {
            var fleet = new Fleet(options);
            fleet.Run(seconds: 130);
            return fleet.Judge;
        }
    }
}
