using Mcpx.Domain.Signals;

namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>Finds the breaches in a recording, once as exactly as ten milliseconds allow and once as the watchdog did.</summary>
internal static class Evaluator
{
    /// <summary>How often the exact one judges.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Judges every series at every step; each input counts from its arrival, whatever tick took it.</summary>
    /// <param name="environment">The environment recorded.</param>
    /// <param name="recorded">Its recording, ticks included.</param>
    public static IReadOnlyList<Breach> Exactly(string environment, IReadOnlyList<JudgingInput> recorded)
    {
        var log = new BreachLog(environment);
        var ticks = recorded.OfType<Tick>().ToList();
        if (ticks.Count == 0)
        {
            return [];
        }

        using var arrivals = Arrival.Of(recorded).GetEnumerator();
        var more = arrivals.MoveNext();
        for (var now = ticks[0].At; now <= ticks[^1].At; now += Step)
        {
            for (; more && arrivals.Current.At <= now; more = arrivals.MoveNext())
            {
                log.Take(arrivals.Current.Input, now);
            }

            log.JudgeAll(now);
        }

        return log.Breaches;
    }

    /// <summary>Judges at the recorded ticks: what the watchdog must have seen.</summary>
    /// <param name="environment">The environment recorded.</param>
    /// <param name="recorded">Its recording, ticks included.</param>
    public static IReadOnlyList<Breach> AsRecorded(string environment, IReadOnlyList<JudgingInput> recorded)
    {
        var log = new BreachLog(environment);
        var waiting = new List<JudgingInput>();
        foreach (var input in recorded)
        {
            if (input is not Tick { At: var now })
            {
                waiting.Add(input);
                continue;
            }

            foreach (var taken in waiting)
            {
                log.Take(taken, now);
            }

            waiting.Clear();
            log.JudgeDue(now);
        }

        return log.Breaches;
    }
}
