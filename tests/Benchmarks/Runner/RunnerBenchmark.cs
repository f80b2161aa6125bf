using Mcpx.Benchmarks.Reporting;
using Mcpx.Domain.Rollback;

namespace Mcpx.Benchmarks.Runner;

/// <summary>
/// What the watchdog itself takes for a whole rollback of the API in real processes: everything but the deployer's own time and what
/// has to be waited for.
/// </summary>
internal static class RunnerBenchmark
{
    private const double OverheadGoal = 2;

    public static IEnumerable<Figure> Run(RunnerOptions options)
    {
        var data = options.Data is { } kept
            ? Directory.CreateDirectory(kept).FullName
            : Directory.CreateTempSubdirectory("runner-").FullName;
        try
        {
            foreach (var figure in Figures(Measure(data, options)))
            {
                yield return figure;
            }
        }
        finally
        {
            if (options.Data is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static List<RunTimes> Measure(string data, RunnerOptions options)
    {
        Console.Error.WriteLine($"{options.Runs} rollbacks, ports from {options.PortBase}, {data}");
        using var stage = new Stage(data, options.PortBase);
        var times = new List<RunTimes>();
        for (var number = 1; number <= options.Runs; number++)
        {
            var run = stage.Rollback(number);
            times.Add(run);
            Console.Error.WriteLine(
                FormattableString.Invariant(
                    $"{number}/{options.Runs} whole {run.Whole:0.000} s, deployer {run.Deployer:0.000} s, waiting {run.Waiting:0.000} s, overhead {run.Overhead:0.000} s"
                )
            );
        }

        return times;
    }

    private static IEnumerable<Figure> Figures(List<RunTimes> times)
    {
        yield return Seconds("overhead_s", times, run => run.Overhead, OverheadGoal);
        yield return Figure.Lower("overhead_max_s", times.Max(run => run.Overhead), "s");
        yield return Seconds("whole_s", times, run => run.Whole);
        yield return Seconds("deployer_s", times, run => run.Deployer);
        yield return Seconds("waiting_s", times, run => run.Waiting);
        foreach (
            var kind in (StepKind[])
                [StepKind.Freeze, StepKind.Deploy, StepKind.AwaitHealth, StepKind.Validate, StepKind.Announce]
        )
        {
            yield return Seconds($"{kind.ToString().ToLowerInvariant()}_s", times, run => run.Steps[kind]);
        }

        yield return Seconds("between_s", times, run => run.Between);
        yield return Figure.Higher("runs", times.Count, "");
    }

    private static Figure Seconds(string name, List<RunTimes> times, Func<RunTimes, double> of, double? goal = null) =>
        Figure.Lower(name, Stopclock.Median([.. times.Select(of)]), "s", goal);
}
