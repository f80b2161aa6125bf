namespace Mcpx.Domain.Triggers;

/// <summary>What one trigger says about a whole environment: its worst series, and how many are like it.</summary>
/// <param name="Trigger">One of <see cref="TriggerNames"/>.</param>
/// <param name="Worst">The worst series, the highest reading among equals.</param>
/// <param name="Broken">Series breached or recovering.</param>
/// <param name="Unmeasured">Series that cannot be judged now.</param>
/// <param name="Series">All series of the trigger.</param>
public sealed record TriggerSummary(string Trigger, Verdict Worst, int Broken, int Unmeasured, int Series)
{
    /// <summary>Worst first, as an environment's word is chosen (semantics: environment's word).</summary>
    public static IReadOnlyList<VerdictState> Severity { get; } =
    [
        VerdictState.Breached,
        VerdictState.Pending,
        VerdictState.ProbeError,
        VerdictState.NoData,
        VerdictState.Recovering,
        VerdictState.NotEnoughSamples,
        VerdictState.Deploying,
        VerdictState.Healthy,
    ];

    /// <summary>The trigger's word for the environment.</summary>
    public VerdictState State => Worst.State;

    /// <summary>
    /// Sums up verdicts by trigger. Where the component's instances were judged together and separately, too little
    /// traffic on one instance is no word of its own while the sum can be judged.
    /// </summary>
    public static IReadOnlyList<TriggerSummary> Of(IReadOnlyList<Verdict> verdicts) =>
        [
            .. TriggerNames
                .All.Select(name => verdicts.Where(verdict => verdict.Trigger == name).ToList())
                .Where(series => series.Count > 0)
                .Select(Sum),
        ];

    /// <summary>The environment's word: the worst of its triggers.</summary>
    public static VerdictState WordOf(IReadOnlyList<TriggerSummary> summaries) =>
        summaries.Count == 0 ? VerdictState.NoData : summaries.MinBy(summary => Rank(summary.State))!.State;

    /// <summary>Position in <see cref="Severity"/>; lower is worse.</summary>
    public static int Rank(VerdictState state)
    {
        for (var i = 0; i < Severity.Count; i++)
        {
            if (Severity[i] == state)
            {
                return i;
            }
        }

        return 0;
    }

    private static TriggerSummary Sum(List<Verdict> series)
    {
        var sumIsJudged = series.Exists(verdict =>
            verdict.Instance is null && verdict.State is not (VerdictState.NotEnoughSamples or VerdictState.NoData)
        );
        var counted = series
            .Where(verdict => !(sumIsJudged && verdict.State == VerdictState.NotEnoughSamples))
            .ToList();
        var worst = counted
            .OrderBy(verdict => Rank(verdict.State))
            .ThenByDescending(verdict => verdict.Value ?? -1)
            .First();
        return new(
            worst.Trigger,
            worst,
            series.Count(verdict => verdict.IsBroken),
            counted.Count(verdict =>
                verdict.State is VerdictState.NoData or VerdictState.ProbeError or VerdictState.NotEnoughSamples
            ),
            series.Count
        );
    }
}
