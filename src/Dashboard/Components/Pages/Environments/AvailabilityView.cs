using System.Globalization;
using System.Text;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>One instance over the span of the charts.</summary>
/// <param name="Instance">"api-1".</param>
/// <param name="State">Its worst health check now.</param>
/// <param name="Answered">Slots in which every check answered.</param>
/// <param name="Failed">Slots in which one failed.</param>
/// <param name="Slots">All slots; what is in neither was not measured.</param>
public sealed record AvailabilityLine(string Instance, VerdictState State, int Answered, int Failed, int Slots)
{
    /// <summary>Slots in which nothing was measured.</summary>
    public int Unmeasured => Slots - Answered - Failed;
}

/// <summary>
/// Health checks of each instance as a line: answered is a pale band, a failure a full and dark one, what was not measured a
/// thin stroke. Form tells them apart as well as colour.
/// </summary>
/// <param name="Lines">The instances, worst first.</param>
/// <param name="All">How many instances there are.</param>
/// <param name="Answered">Path of what answered.</param>
/// <param name="Failed">Path of what failed, within its limit.</param>
/// <param name="Breached">Path of what failed for longer.</param>
/// <param name="Missing">Path of what was not measured.</param>
public sealed record AvailabilityView(
    IReadOnlyList<AvailabilityLine> Lines,
    int All,
    string Answered,
    string Failed,
    string Breached,
    string Missing
)
{
    /// <summary>Height of a line with the room under it.</summary>
    public const int Pitch = 12;

    private const int Height = 9;

    private static readonly TimeSpan Long = TimeSpan.FromHours(6);

    private enum Slot
    {
        Missing,
        Answered,
        Failed,
        Breached,
    }

    /// <summary>"2 of 3 answer".</summary>
    public string Reading { get; private init; } = "none";

    /// <summary>The worst state of all instances, for the figure's colour; null when nothing is measured.</summary>
    public VerdictState? Worst { get; private init; }

    /// <summary>What stands under the figure.</summary>
    public string Under =>
        All > Lines.Count
            ? $"one line per instance, worst {Lines.Count} of {All}"
            : "one line per instance, worst first";

    internal static AvailabilityView Of(
        ReadingSlots slots,
        string environment,
        IReadOnlyList<Verdict> verdicts,
        TimeSpan span
    )
    {
        var instances = verdicts
            .Where(verdict => verdict is { Trigger: TriggerNames.Availability, Instance: not null, Declared: false })
            .GroupBy(verdict => verdict.Instance!)
            .OrderBy(checks => checks.Min(check => TriggerSummary.Rank(check.State)))
            .ThenBy(checks => checks.Key, StringComparer.Ordinal)
            .ToList();
        // Days of seconds are many rows when they are read first.
        var shown = instances.Take(span > Long ? 6 : 12).ToList();
        var length = SignalRange.Shown + SignalRange.Block;
        var read = slots.Read(
            environment,
            [.. shown.SelectMany(checks => checks).Select(check => check.Series)],
            span * length / SignalRange.Shown,
            length
        );
        var lines = new Queue<SlotLine>(read);
        return Of(
            [
                .. shown.Select(checks =>
                    (
                        checks.Key,
                        checks.MinBy(check => TriggerSummary.Rank(check.State))!.State,
                        SlotsOf([.. checks.Select(check => (check.Limit, lines.Dequeue()))])
                    )
                ),
            ],
            instances.Count
        ) with
        {
            Reading =
                instances.Count == 0
                    ? "none"
                    : $"{instances.Count(checks => checks.All(check => check.Value == 0))} of {instances.Count} answer",
            Worst = instances.Count == 0 ? null : instances[0].MinBy(check => TriggerSummary.Rank(check.State))!.State,
        };
    }

    private static AvailabilityView Of(
        IReadOnlyList<(string Instance, VerdictState State, Slot[] Slots)> rows,
        int all
    ) =>
        new(
            [
                .. rows.Select(row => new AvailabilityLine(
                    row.Instance,
                    row.State,
                    row.Slots.Count(slot => slot == Slot.Answered),
                    row.Slots.Count(slot => slot is Slot.Failed or Slot.Breached),
                    row.Slots.Length
                )),
            ],
            all,
            Path(rows, Slot.Answered),
            Path(rows, Slot.Failed),
            Path(rows, Slot.Breached),
            Path(rows, Slot.Missing)
        );

    /// <summary>The worst of an instance's checks, slot by slot.</summary>
    private static Slot[] SlotsOf(IReadOnlyList<(long Limit, SlotLine Line)> checks) =>
        [
            .. Enumerable
                .Range(0, SignalRange.Shown)
                .Select(index =>
                    checks.Max(check => SlotOf(check.Line.High[^(SignalRange.Shown - index)], check.Limit))
                ),
        ];

    private static Slot SlotOf(long? failing, long limit) =>
        failing switch
        {
            null => Slot.Missing,
            0 => Slot.Answered,
            { } since when since > limit => Slot.Breached,
            _ => Slot.Failed,
        };

    /// <summary>Every stretch of one kind, as boxes; a thin stroke where nothing was measured.</summary>
    private static string Path(IReadOnlyList<(string, VerdictState, Slot[] Slots)> rows, Slot kind)
    {
        var path = new StringBuilder();
        for (var row = 0; row < rows.Count; row++)
        {
            var slots = rows[row].Slots;
            for (var begin = 0; begin < slots.Length; begin++)
            {
                if (slots[begin] != kind)
                {
                    continue;
                }

                var end = begin;
                while (end + 1 < slots.Length && slots[end + 1] == kind)
                {
                    end++;
                }

                var (top, height) = kind == Slot.Missing ? ((row * Pitch) + 4, 1) : (row * Pitch, Height);
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"M{begin},{top}h{end - begin + 1}v{height}h-{end - begin + 1}z"
                );
                begin = end;
            }
        }

        return path.ToString();
    }
}
