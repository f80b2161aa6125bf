using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>One series of an incident: as it breached, and as it reads now.</summary>
/// <param name="Series">Its name within the environment.</param>
/// <param name="State">Its state now; null when it is not measured.</param>
/// <param name="Trigger">Trigger name.</param>
/// <param name="Who">"api-1", "api-1 /ready", "Api, all instances".</param>
/// <param name="Now">Reading now; null when there is none.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="AtBreach">Reading when it breached; null for one that only came close.</param>
/// <param name="Since">When its readings left the limit; null when unknown.</param>
/// <param name="Sentence">The reading in words.</param>
public sealed record ReadingRow(
    string Series,
    VerdictState? State,
    string Trigger,
    string Who,
    string? Now,
    string Limit,
    string? AtBreach,
    DateTimeOffset? Since,
    string Sentence
)
{
    /// <summary>What breached first, then what is not healthy now without having breached.</summary>
    public static IReadOnlyList<ReadingRow> Of(IReadOnlyList<Verdict> breaches, IReadOnlyList<Verdict> now) =>
        [
            .. breaches.Select(breach => Of(breach, now.FirstOrDefault(live => live.Series == breach.Series))),
            .. now.Where(live =>
                    live.State is not (VerdictState.Healthy or VerdictState.NotEnoughSamples or VerdictState.Deploying)
                )
                .Where(live => breaches.All(breach => breach.Series != live.Series))
                .OrderBy(live => TriggerSummary.Rank(live.State))
                .Select(live => Row(live, live, atBreach: null)),
        ];

    /// <summary>Who is meant by a verdict.</summary>
    public static string WhoOf(Verdict verdict) =>
        verdict.Instance is not { } instance ? verdict.Part?.TrimStart('/') ?? $"{verdict.Component}, all instances"
        : verdict.Part is { } part ? $"{instance} {part}"
        : instance;

    private static ReadingRow Of(Verdict breach, Verdict? live) =>
        live is null
            ? Row(breach, breach with { Value = null, Sentence = "not measured now" }, breach.Reading) with
            {
                State = null,
            }
            : Row(breach, live, breach.Reading);

    private static ReadingRow Row(Verdict known, Verdict live, string? atBreach) =>
        new(
            known.Series,
            live.State,
            known.Trigger,
            WhoOf(known),
            live.Reading,
            Words.Value(known.Limit, known.Unit),
            atBreach,
            known.Onset ?? known.Since,
            live.Sentence
        );
}
