using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Detection;

/// <summary>
/// How long after an exact evaluator the product proposes: the whole product against the sandbox, faults of every trigger at
/// random phases, and afterwards its recordings judged every ten milliseconds.
/// </summary>
internal static class DetectionBenchmark
{
    private const double P95Goal = 0.5;
    private const double MaxGoal = 1;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static IEnumerable<Figure> Run(DetectionOptions options)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // The product is stopped first.
            pressed.Cancel = true;
            stop.Cancel();
        };
        var data = options.Data is { } kept
            ? Directory.CreateDirectory(kept).FullName
            : Directory.CreateTempSubdirectory("detection-").FullName;
        try
        {
            foreach (var figure in Figures(Measure(data, options, stop.Token), options.Faults))
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

    private static List<Detected> Measure(string data, DetectionOptions options, CancellationToken stop)
    {
        Console.Error.WriteLine($"{options.Faults} faults, seed {options.Seed}, ports from {options.PortBase}, {data}");
        IReadOnlyList<Injection>[] made;
        var journal = new JournalView(data);
        using (Product.Start(data, options.PortBase))
        using (var pipeline = new Pipeline(options.PortBase))
        {
            made = MakeAsync(pipeline, journal, options, stop).GetAwaiter().GetResult();
        }

        var incidents = journal.Incidents();
        var exact = Recordings.Judge(Product.Recordings(data), incidents);
        var detected = made.SelectMany(shift => shift)
            .Select(fault => Detected.Of(fault, incidents, exact[fault.Environment]))
            .ToList();
        foreach (var one in detected)
        {
            Console.Error.WriteLine(
                FormattableString.Invariant(
                    $"{one.Fault.Trigger, -14}{one.Fault.Environment, -6} exact {one.ExactAt:HH:mm:ss.fff}, judging {one.Judging?.TotalSeconds:0.000} s, deciding {one.Deciding?.TotalSeconds:0.000} s, {one.Incident?.Id ?? "missed"}"
                )
            );
        }

        return detected;
    }

    private static async Task<IReadOnlyList<Injection>[]> MakeAsync(
        Pipeline pipeline,
        JournalView journal,
        DetectionOptions options,
        CancellationToken stop
    )
    {
        await Task.Delay(WarmUp, stop);
        return await Task.WhenAll(
            Plan(options)
                .Select(
                    (plan, i) =>
                        new Shift(plan.Key, [.. plan], new(options.Seed + i + 1), pipeline, journal).RunAsync(stop)
                )
        );
    }

    /// <summary>As many of each trigger as of any other, in the seed's order; drift is judged in RTM, all else elsewhere.</summary>
    private static IEnumerable<IGrouping<string, Fault>> Plan(DetectionOptions options)
    {
        var faults = Enumerable.Range(0, options.Faults).Select(i => Fault.All[i % Fault.All.Count]).ToArray();
        new Random(options.Seed).Shuffle(faults);
        var others = 0;
        return faults.GroupBy(fault =>
            fault.Trigger == TriggerNames.Parity ? "RTM"
            : others++ % 2 == 0 ? "Prod"
            : "Alpha"
        );
    }

    private static IEnumerable<Figure> Figures(List<Detected> detected, int faults)
    {
        var found = detected.Where(one => one.Late is not null).ToList();
        yield return Figure.Lower("missed", faults - found.Count, "", 0);
        yield return Figure.Higher("faults", faults, "");
        if (found.Count == 0)
        {
            yield break;
        }

        yield return Figure.Lower("late_p50_s", Quantile(found, one => one.Late, 0.5), "s");
        yield return Figure.Lower("late_p95_s", Quantile(found, one => one.Late, 0.95), "s", P95Goal);
        yield return Figure.Lower("late_max_s", Quantile(found, one => one.Late, 1), "s", MaxGoal);
        yield return Figure.Lower("late_min_s", Quantile(found, one => one.Late, 0), "s");
        yield return Figure.Lower("judging_p95_s", Quantile(found, one => one.Judging, 0.95), "s");
        yield return Figure.Lower("deciding_p95_s", Quantile(found, one => one.Deciding, 0.95), "s");
        foreach (var trigger in found.GroupBy(one => one.Fault.Trigger).OrderBy(group => group.Key))
        {
            yield return Figure.Higher($"{trigger.Key}_faults", trigger.Count(), "");
            yield return Figure.Lower($"{trigger.Key}_late_max_s", Quantile(trigger, one => one.Late, 1), "s");
        }
    }

    private static double Quantile(IEnumerable<Detected> found, Func<Detected, TimeSpan?> of, double share) =>
        Detected.Quantile(found.Select(one => of(one)!.Value.TotalSeconds), share);
}
