using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>One series of a trigger, its reading against its limit.</summary>
/// <param name="Anchor">Id of the row, on the trigger's first row only.</param>
/// <param name="Series">Its name.</param>
/// <param name="State">Its word.</param>
/// <param name="Trigger">Trigger name.</param>
/// <param name="Who">Which instance, or all of them.</param>
/// <param name="Reading">Reading now; null when there is none.</param>
/// <param name="From">What it was taken from, "8 of 160"; empty where that has no meaning.</param>
/// <param name="Limit">"1 % for 10 s".</param>
/// <param name="Bar">Time in breach against the time it may last.</param>
/// <param name="Sentence">All of it in words.</param>
public sealed record TriggerRow(
    string? Anchor,
    string Series,
    VerdictState State,
    string Trigger,
    string Who,
    string? Reading,
    string From,
    string Limit,
    BreachBarModel Bar,
    string Sentence
)
{
    /// <summary>Rows, worst first.</summary>
    public static IReadOnlyList<TriggerRow> Of(IReadOnlyList<Verdict> verdicts, DateTimeOffset now)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. verdicts
                .OrderBy(verdict => TriggerSummary.Rank(verdict.State))
                .ThenBy(verdict => TriggerNames.All.ToList().IndexOf(verdict.Trigger))
                .ThenBy(verdict => verdict.Series, StringComparer.Ordinal)
                .Select(verdict => new TriggerRow(
                    seen.Add(verdict.Trigger) ? verdict.Trigger : null,
                    verdict.Series,
                    verdict.State,
                    verdict.Trigger,
                    ReadingRow.WhoOf(verdict),
                    verdict.Reading,
                    verdict.Unit == Unit.PartsPerMillion
                        ? $"{Words.Count(verdict.Failed)} of {Words.Count(verdict.Total)}"
                        : "",
                    LimitOf(verdict),
                    BarOf(verdict, now),
                    verdict.Peers is { } peers ? $"{verdict.Sentence} ({peers})" : verdict.Sentence
                )),
        ];
    }

    /// <summary>The limit with the time it may be exceeded.</summary>
    public static string LimitOf(Verdict verdict) =>
        verdict.Trigger == TriggerNames.Availability ? $"failing > {Words.Duration(verdict.Limit)}"
        : verdict.HoldFor == TimeSpan.Zero ? $"> {Words.Value(verdict.Limit, verdict.Unit)}, at once"
        : $"> {Words.Value(verdict.Limit, verdict.Unit)} for {Words.Duration(verdict.HoldFor)}";

    private static BreachBarModel BarOf(Verdict verdict, DateTimeOffset now) =>
        verdict.State switch
        {
            VerdictState.Healthy => BreachBarModel.Of(verdict.State, null, verdict.HoldFor),
            VerdictState.Recovering => new(
                verdict.State,
                0,
                $"back under for {DurationText.Clock(now - verdict.Since)}"
            ),
            VerdictState.Pending => BreachBarModel.Of(verdict.State, verdict.Held, verdict.HoldFor),
            VerdictState.Breached when verdict.HoldFor > TimeSpan.Zero => new(
                verdict.State,
                1,
                $"{DurationText.Clock(now - (verdict.Onset ?? verdict.Since))} of {DurationText.Clock(verdict.HoldFor)}"
            ),
            VerdictState.Breached => BreachBarModel.Of(verdict.State, now - verdict.Since, verdict.HoldFor),
            _ => new(verdict.State, 0, "not judged"),
        };
}
