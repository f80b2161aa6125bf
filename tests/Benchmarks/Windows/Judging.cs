using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Windows;

/// <summary>What one tick costs, beside what it would cost naively.</summary>
internal static class Judging
{
    private const int Instances = 10_000;
    private const int Ticks = 401;

    public static IEnumerable<Figure> Run()
    {
        var fleet = new Fleet(Fleet.Options(Instances));
        fleet.Run(seconds: 150);

        var ticks = Stopclock.Rounds(Ticks, () => fleet.Judge.Tick(fleet.Now), fleet.Feed);
        yield return Figure.Lower("judge_fixed_ms", Stopclock.Median(ticks), "ms", 2);
        yield return Figure.Lower("judge_p99_ms", Stopclock.Quantile(ticks, 0.99), "ms");

        var seen = 0L;
        var quantiles = Stopclock.Rounds(
            Ticks,
            () =>
            {
                fleet.Judge.Tick(fleet.Now);
                foreach (var name in fleet.Names)
                {
                    seen += fleet.Judge.LatencyOf(name) ?? throw new InvalidOperationException($"{name} has no p95.");
                }
            },
            fleet.Feed
        );
        GC.KeepAlive(seen);
        yield return Figure.Lower("judge_quantile_ms", Stopclock.Median(quantiles), "ms", 10);

        var all = Stopclock.Rounds(Ticks / 8, () => fleet.Judge.TickAll(fleet.Now), fleet.Feed);
        yield return Figure.Lower("judge_all_ms", Stopclock.Median(all), "ms");

        var feeds = Stopclock.Rounds(Ticks, fleet.Take, fleet.Next);
        yield return Figure.Lower("feed_ms", Stopclock.Median(feeds), "ms");

        fleet.Ill = number => number % 20 == 0;
        fleet.Run(seconds: 150);
        var troubled = Stopclock.Rounds(Ticks, () => fleet.Judge.Tick(fleet.Now), fleet.Feed);
        yield return Figure.Lower("judge_troubled_ms", Stopclock.Median(troubled), "ms");

        var naive = NaiveFleet.MillisecondsFor(Instances);
        yield return Figure.Lower("naive_ms", naive, "ms");
        yield return Figure.Higher("naive_ratio", naive / Stopclock.Median(ticks), "times", 200);
    }
}
