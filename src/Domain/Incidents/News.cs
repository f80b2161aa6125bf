using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// What belongs into an incident: every breach, and every series that was not measured for too long. Blindness of our own
/// and too little traffic do not.
/// </summary>
internal static class News
{
    /// <summary>Opens an incident for the first news; null when there is none.</summary>
    public static CareStep? Open(CareFacts facts)
    {
        var last = facts.State.Incidents.Values.LastOrDefault(known => known.Environment == facts.Environment);
        if (Of(facts).FirstOrDefault(verdict => IsNews(facts, last, verdict)) is not { } news)
        {
            return null;
        }

        var id = IncidentCare.NextId(facts.State);
        return new(
            id,
            new IncidentCommand.Open(id, facts.Environment, news)
            {
                Severity = Severities.Of(facts.Environment, facts.Options, news.Trigger),
            }
        );
    }

    /// <summary>Joins one that the open incident does not know yet; null when it knows them all.</summary>
    public static IncidentCommand.Join? Join(CareFacts facts, Incident incident) =>
        Of(facts).FirstOrDefault(verdict => !IsKnown(incident, verdict)) is { } news
            ? new(news) { Severity = Severities.Of(facts.Environment, facts.Options, news.Trigger) }
            : null;

    private static IEnumerable<Verdict> Of(CareFacts facts) =>
        facts
            .Picture.Verdicts.Where(verdict => verdict.State == VerdictState.Breached)
            .Concat(facts.Picture.Verdicts.Where(verdict => IsUnmeasuredTooLong(facts, verdict)));

    private static bool IsUnmeasuredTooLong(CareFacts facts, Verdict verdict) =>
        verdict.State == VerdictState.NoData
        && facts.Options.Triggers.Of(verdict.Trigger).InvestigateAfter is var after
        && after > TimeSpan.Zero
        && facts.Now - verdict.Since >= after;

    /// <summary>What was not measured may breach after all: that is news again.</summary>
    private static bool IsKnown(Incident incident, Verdict verdict) =>
        incident.Breaches.Exists(known =>
            known.Series == verdict.Series
            && (known.State == VerdictState.Breached || verdict.State != VerdictState.Breached)
        );

    /// <summary>
    /// A person who closed an incident knew what was in it: it opens no other until it recovered and breached anew.
    /// </summary>
    private static bool IsNews(CareFacts facts, Incident? last, Verdict verdict) =>
        last?.EndedAt is not { } ended || !IsKnown(last, verdict) || NewsSince(facts, verdict) > ended;

    private static DateTimeOffset NewsSince(CareFacts facts, Verdict verdict) =>
        verdict.State == VerdictState.NoData
            ? verdict.Since + facts.Options.Triggers.Of(verdict.Trigger).InvestigateAfter
            : verdict.Since;
}
