using Mcpx.Dashboard.Components.Shared;
using Mcpx.Dashboard.Store;
using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>The last hour of a trigger's row, minute by minute.</summary>
/// <param name="Line">The line and its limit, as paths.</param>
/// <param name="Words">What the line shows, for who cannot see it.</param>
public sealed record TrendView(SparklineGeometry Line, string Words)
{
    /// <summary>Rows that get a line; the worst come first, and of a large fleet the rest is read on the stream's page.</summary>
    public const int Most = 40;

    private const int Minutes = 60;

    /// <summary>Which rows get a line: the worst, as the table has them.</summary>
    /// <param name="verdicts">What is judged now.</param>
    internal static IReadOnlyList<Verdict> Worst(IReadOnlyList<Verdict> verdicts) =>
        [
            .. verdicts
                .Where(verdict => !verdict.Declared)
                .OrderBy(verdict => TriggerSummary.Rank(verdict.State))
                .ThenBy(verdict => TriggerNames.All.ToList().IndexOf(verdict.Trigger))
                .ThenBy(verdict => verdict.Series, StringComparer.Ordinal)
                .Take(Most),
        ];

    /// <summary>
    /// The lines by series. Minutes that are over only: a path then stays as it is for a minute, and a live page sends nothing for it.
    /// </summary>
    /// <param name="slots">Where readings are.</param>
    /// <param name="environment">Of which environment.</param>
    /// <param name="worst">Which rows get one.</param>
    internal static IReadOnlyDictionary<string, TrendView> Of(
        ReadingSlots slots,
        string environment,
        IReadOnlyList<Verdict> worst
    )
    {
        var read = slots.Read(
            environment,
            [.. worst.Select(verdict => verdict.Series)],
            TimeSpan.FromMinutes(Minutes + 1),
            Minutes + 1
        );
        return worst
            .Zip(read)
            .ToDictionary(pair => pair.First.Series, pair => Of(pair.First, pair.Second), StringComparer.Ordinal);
    }

    internal static TrendView Of(Verdict verdict, SlotLine line)
    {
        var minutes = line.High.Take(Minutes).ToList();
        var highest = minutes.Max();
        return new(
            SparklineGeometry.Of(
                new(
                    verdict.Trigger,
                    "",
                    [.. minutes.Select(value => (double?)value)],
                    verdict.Limit > 0 ? verdict.Limit : null,
                    verdict.State
                )
            ),
            highest is { } most
                ? $"{verdict.Trigger}, last 60 minutes: at most {Domain.Words.Value(most, verdict.Unit)}"
                : "none"
        );
    }
}
