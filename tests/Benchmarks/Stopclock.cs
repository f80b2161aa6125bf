using System.Diagnostics;

namespace Mcpx.Benchmarks;

/// <summary>Times of several rounds.</summary>
internal static class Stopclock
{
    /// <summary>Milliseconds of each round.</summary>
    public static double[] Rounds(int rounds, Action run, Action? before = null)
    {
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            before?.Invoke();
            var started = Stopwatch.GetTimestamp();
            run();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    public static double Median(double[] times) => Quantile(times, 0.5);

    public static double Quantile(double[] times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
