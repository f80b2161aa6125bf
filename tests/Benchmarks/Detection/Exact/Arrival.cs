using Mcpx.Domain.Signals;

namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>An input and when it can first have been known.</summary>
/// <param name="Input">The input.</param>
/// <param name="At">When its answer was there.</param>
internal sealed record Arrival(JudgingInput Input, DateTimeOffset At)
{
    /// <summary>
    /// Every input of a recording by its arrival. A sample carries the time at which it was asked for; it arrived when the
    /// answer was complete, and after the tick that did not take it yet. Where the answer's duration is not recorded, the
    /// earliest time that the recording allows is taken: it makes the evaluator stricter, never milder. A fact arrived when
    /// it was appended, however long it took to judging. What stands before the first tick was there at the first.
    /// </summary>
    public static IReadOnlyList<Arrival> Of(IEnumerable<JudgingInput> recorded)
    {
        var arrivals = new List<Arrival>();
        var waiting = new List<JudgingInput>();
        DateTimeOffset? tick = null;
        DateTimeOffset? first = null;
        foreach (var input in recorded)
        {
            if (input is not Tick { At: var now })
            {
                waiting.Add(input);
                continue;
            }

            first ??= now;
            arrivals.AddRange(waiting.Select(taken => new Arrival(taken, When(taken, tick, first.Value))));
            waiting.Clear();
            tick = now;
        }

        // Stable: what arrives together stays in the order in which it was taken.
        return [.. arrivals.OrderBy(arrival => arrival.At)];
    }

    private static DateTimeOffset When(JudgingInput input, DateTimeOffset? tick, DateTimeOffset first)
    {
        if (tick is not { } before)
        {
            return first;
        }

        var answered = input.At + Took(input);
        var earliest = input is JournalFact ? first : before;
        return answered > earliest ? answered : earliest;
    }

    private static TimeSpan Took(JudgingInput input) =>
        TimeSpan.FromMicroseconds(
            input switch
            {
                HealthProbed probe => probe.LatencyMicroseconds,
                ContractCalled call => call.LatencyMicroseconds,
                FirstEventTimed timed => timed.Microseconds ?? 0,
                _ => 0,
            }
        );
}
