using Mcpx.Benchmarks.Reporting;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Windows;

/// <summary>What one sample costs.</summary>
internal static class Adds
{
    private const int Samples = 20_000;
    private const int Rounds = 201;

    public static IEnumerable<Figure> Run()
    {
        var start = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
        var instance = new InstanceId("Prod", Component.Api, "api-1");
        var probes = new HealthProbed[Samples];
        for (var i = 0; i < probes.Length; i++)
        {
            var at = start.AddSeconds(5 * i);
            probes[i] = new(at, instance.Name, HealthEndpoint.Ready, Fault.None, 200, 900 + (i % 7));
        }

        AvailabilitySeries series = null!;
        void Fresh() => series = new(instance, HealthEndpoint.Ready, new(), capacity: 20);
        void Add()
        {
            foreach (var probe in probes)
            {
                series.Add(probe, probe.At);
            }
        }

        Stopclock.Rounds(Rounds, Add, Fresh);
        var times = Stopclock.Rounds(Rounds, Add, Fresh);
        yield return Figure.Lower("add_ns", Stopclock.Median(times) * 1e6 / Samples, "ns", 20);

        Fresh();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Add();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        yield return Figure.Lower("add_alloc_bytes", (double)allocated / Samples, "bytes", 0);

        EnvironmentJudge judge = null!;
        void FreshJudge() => judge = new("Prod", Fleet.Options(1));
        void Take()
        {
            foreach (var probe in probes)
            {
                judge.Take(probe, probe.At);
            }
        }

        Stopclock.Rounds(Rounds, Take, FreshJudge);
        times = Stopclock.Rounds(Rounds, Take, FreshJudge);
        yield return Figure.Lower("take_ns", Stopclock.Median(times) * 1e6 / Samples, "ns");
    }
}
