using CsCheck;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Replay;

/// <summary>Inputs of every kind, with every field set to something that could get lost.</summary>
internal static class InputSamples
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, TimeSpan.TicksPerDay]
        .Select(ticks => Some.Start.AddTicks(ticks));

    private static readonly Gen<string> Names = Gen.OneOf(
        OneOf("api-1", "api-2", "web-1", "", "„nein“ <b>&'+", "a\tb\u0001\\\"", "✅"),
        Gen.Char[' ', '\u02ff'].Array[0, 200].Select(chars => new string(chars))
    );

    private static readonly Gen<string?> Maybe = Names.Null()!;
    private static readonly Gen<long> Counts = Gen.OneOf(Gen.Long[0, 2_000_000], OneOf(0L, long.MaxValue));
    private static readonly Gen<Fault> Faults = Gen.Enum<Fault>();
    private static readonly Gen<int> Statuses = Gen.Int[0, 999];

    private static readonly Gen<DurationHistogram?> Histograms = Gen.Long[1, 50]
        .Array[1, 12]
        .Select(steps => new DurationHistogram([.. Rise(steps)], [.. Rise([.. steps, 3])]))
        .Null()!;

    private static readonly Gen<JournalEntry> Entries = Gen.Select(
        Gen.Int[0, EventSamples.All.Count - 1],
        Gen.Long[0, 100],
        Times,
        (index, position, at) => new JournalEntry(position, "environment/Prod", 3, at, Some.Ic, EventSamples.All[index])
    );

    public static Gen<JudgingInput> Any { get; } =
        Gen.OneOf<JudgingInput>(
            Times.Select(at => (JudgingInput)new Tick(at)),
            Times.Select(at => (JudgingInput)new Resumed(at)),
            Entries.Select(entry => (JudgingInput)new JournalFact(entry)),
            Entries.Select(entry => (JudgingInput)new Known(entry)),
            Gen.Select(Times, Names, Gen.Enum<HealthEndpoint>(), Faults, Statuses, Counts)
                .Select(v => (JudgingInput)new HealthProbed(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5, v.Item6)),
            Gen.Select(Times, Names, Counts, Counts, Histograms)
                .Select(v => (JudgingInput)new TrafficScraped(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5)),
            Gen.Select(Times, Names, Names, Faults, Statuses, Counts, Maybe)
                .Select(v =>
                    (JudgingInput)new ContractCalled(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5, v.Item6, v.Item7)
                ),
            Gen.Select(Times, Names).Select(v => (JudgingInput)new StreamLooked(v.Item1, v.Item2)),
            Gen.Select(Times, Names).Select(v => (JudgingInput)new StreamBeat(v.Item1, v.Item2)),
            Gen.Select(Times, Names).Select(v => (JudgingInput)new StreamEvent(v.Item1, v.Item2)),
            Gen.Select(Times, Names, Counts, Gen.Bool)
                .Select(v => (JudgingInput)new FirstEventTimed(v.Item1, v.Item2, v.Item4 ? v.Item3 : null)),
            Gen.Select(Times, Names, Names, Gen.Enum<PreflightAnswer>())
                .Select(v => (JudgingInput)new Preflighted(v.Item1, v.Item2, v.Item3, v.Item4)),
            Gen.Select(Times, Names, Names, Counts)
                .Select(v => (JudgingInput)new RefusalsCounted(v.Item1, v.Item2, v.Item3, v.Item4)),
            Gen.Select(Times, Names, Names).Select(v => (JudgingInput)new TagRead(v.Item1, v.Item2, v.Item3)),
            Gen.Select(Times, Names, Gen.Bool).Select(v => (JudgingInput)new VantageLooked(v.Item1, v.Item2, v.Item3)),
            Gen.Select(Times, Statuses, Statuses, Maybe)
                .Select(v => (JudgingInput)new ParityCompared(v.Item1, v.Item2, v.Item3, v.Item4)),
            Gen.Select(Times, Names, Maybe).Select(v => (JudgingInput)new SecurityChecked(v.Item1, v.Item2, v.Item3)),
            Gen.Select(Times, Names, Maybe).Select(v => (JudgingInput)new WorkflowWalked(v.Item1, v.Item2, v.Item3)),
            Times.Select(at => (JudgingInput)new Configured(at, Some.Environment())),
            Gen.Select(Times, Verdicts()).Select(v => (JudgingInput)new Restored(v.Item1, v.Item2)),
            Gen.Select(Times, Names).Select(v => (JudgingInput)new Truncated(v.Item1, v.Item2))
        );

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Verdict[]> Verdicts() =>
        Gen.Enum<VerdictState>()
            .Array[0, 4]
            .Select(states =>
                states.Select((state, i) => Some.Verdict(instance: i == 0 ? null : $"api-{i}", state: state)).ToArray()
            );

    private static long[] Rise(long[] steps)
    {
        var sum = 0L;
        return [.. steps.Select(step => sum += step)];
    }
}
