using Mcpx.Dashboard.Store;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>
/// Reads the signals that are drawn by slots: highest and lowest of each, however far back, and of each slot once. For an
/// environment's page one block of slots more than shown is read, so that what is drawn changes block by block and not with every slot.
/// </summary>
internal static class SignalRange
{
    /// <summary>Slots shown.</summary>
    public const int Shown = 240;

    /// <summary>Slots that settle together.</summary>
    public const int Block = 24;

    private const int Read = Shown + Block;

    // Days of seconds are many rows when they are read first: of a large fleet the worst stand for the rest.
    private static readonly TimeSpan Long = TimeSpan.FromHours(6);

    /// <summary>The signals of an environment's own page, with a block of slots more than shown.</summary>
    public static IReadOnlyList<SignalLine> Of(
        ReadingSlots slots,
        string environment,
        IReadOnlyList<Verdict> verdicts,
        TimeSpan span
    ) => Of(SignalReader.All, slots, environment, verdicts, span * Read / Shown, Read);

    /// <summary>The signals of a row of the overview.</summary>
    public static IReadOnlyList<SignalLine> Few(
        ReadingSlots slots,
        string environment,
        IReadOnlyList<Verdict> verdicts,
        TimeSpan span,
        int count
    ) => Of(SignalReader.Few, slots, environment, verdicts, span, count);

    private static IReadOnlyList<SignalLine> Of(
        IReadOnlyList<SignalReader.Signal> signals,
        ReadingSlots slots,
        string environment,
        IReadOnlyList<Verdict> verdicts,
        TimeSpan span,
        int count
    ) =>
        [
            .. signals.Select(drawn =>
            {
                var all = SignalReader.Series(verdicts, drawn.Trigger);
                var most = span > Long ? 12 : 24;
                var series = all.OrderBy(verdict => TriggerSummary.Rank(verdict.State))
                    .ThenByDescending(verdict => verdict.Value ?? -1)
                    .Take(most)
                    .ToList();
                var lines = slots.Read(environment, [.. series.Select(verdict => verdict.Series)], span, count);
                var worst = series.MaxBy(verdict => verdict.Value ?? -1);
                return new SignalLine(
                    drawn.Trigger,
                    drawn.Label,
                    drawn.Title,
                    Together(lines, count, line => line.High, values => values.Max()),
                    worst?.Limit,
                    worst?.Unit ?? Unit.Milliseconds
                )
                {
                    Lows = Together(lines, count, line => line.Low, values => values.Min()),
                    First = lines.Count > 0 ? lines[0].First : 0,
                    Of = all.Count > most ? (most, all.Count) : null,
                };
            }),
        ];

    private static IReadOnlyList<double?> Together(
        IReadOnlyList<SlotLine> lines,
        int count,
        Func<SlotLine, IReadOnlyList<long?>> values,
        Func<IEnumerable<long?>, long?> one
    ) =>
        lines.Count == 0
            ? new double?[count]
            : [.. Enumerable.Range(0, count).Select(index => (double?)one(lines.Select(line => values(line)[index])))];
}
