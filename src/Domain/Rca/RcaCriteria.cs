using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Rca;

/// <summary>The runbook's acceptance criteria (section 13), each with its proof.</summary>
internal static class RcaCriteria
{
    public static IReadOnlyList<RcaCriterion> Of(RcaFacts facts)
    {
        var incident = facts.Incident;
        var validate = incident.Steps.Find(step => step.Step.Kind == StepKind.Validate);
        return
        [
            Restored(incident),
            new(
                "Health and ready green; SSE within limits",
                validate switch
                {
                    { Status: StepStatus.Succeeded, ByHand: null } => CriterionResult.Met,
                    { Status: StepStatus.Failed or StepStatus.Skipped } => CriterionResult.NotMet,
                    _ => CriterionResult.Open,
                },
                validate is { Status: StepStatus.Skipped } ? $"left out: {validate.Summary}"
                    : validate is { ByHand: not null } ? validate.Summary
                    : validate is { Checks.Count: > 0 }
                        ? string.Join(
                            "; ",
                            validate
                                .Checks.Where(check => check.Name.StartsWith("SSE", StringComparison.Ordinal))
                                .Select(check => $"{check.Name} {check.Measured}")
                        )
                    : RcaReport.NotCaptured
            ),
            Stable(incident),
            Audited(facts),
            new(
                "Evidence updated, RCA planned",
                incident.Evidence is null ? CriterionResult.Open : Of(incident.Evidence.Missing.Count == 0),
                incident.Evidence is { } evidence
                    ? $"pack part {evidence.Part}, {evidence.Files} files, {evidence.Missing.Count} missing; this report"
                    : RcaReport.NotCaptured
            ),
            Hotfix(incident),
        ];
    }

    private static RcaCriterion Restored(Incident incident)
    {
        var text = $"LKG restored within {Incident.Budget.TotalMinutes} minutes";
        return incident.RestoredAt is { } restored
            ? new(
                text,
                Of(restored - incident.OpenedAt <= Incident.Budget),
                $"{Words.Duration(restored - incident.OpenedAt)} from opening"
            )
            : new(text, CriterionResult.Open, incident.IsOpen ? "not restored yet" : "no rollback was run");
    }

    private static RcaCriterion Stable(Incident incident)
    {
        const string text = "No alert for the stabilisation time";
        return incident switch
        {
            { Status: IncidentStatus.Closed, StableAt: { } stable, RestoredAt: { } restored } => new(
                text,
                Of(incident.EndedAt >= stable),
                $"watched for {Words.Duration(incident.EndedAt!.Value - restored)}"
            ),
            { Status: IncidentStatus.Stabilising, StableAt: { } until } => new(
                text,
                CriterionResult.Open,
                $"watched until {Words.Time(until)}"
            ),
            _ => new(text, CriterionResult.Open, RcaReport.NotCaptured),
        };
    }

    private static RcaCriterion Hotfix(Incident incident)
    {
        const string text = "Forward hotfix reviewed by DBA or SEC, where a migration stayed";
        return incident switch
        {
            { HotfixFor: [] } => new(text, CriterionResult.NotNeeded, "no migration stayed behind the rollback"),
            { HotfixReviews: [] } => new(
                text,
                CriterionResult.Open,
                $"no review yet; stayed: {string.Join(", ", incident.HotfixFor)}"
            ),
            _ => new(
                text,
                CriterionResult.Met,
                string.Join(
                    "; ",
                    incident.HotfixReviews.Select(review =>
                        $"{review.Script} by {review.Reviewer} ({review.Side.ToString().ToUpperInvariant()}), sha256 {PlanHash.Short(review.Sha256)}"
                    )
                )
            ),
        };
    }

    private static RcaCriterion Audited(RcaFacts facts)
    {
        const string text = "AuditEvent for each config or flag change";
        var reverts = facts.Incident.Proposal?.Plan.Reverts ?? [];
        if (reverts.Count == 0)
        {
            return new(text, CriterionResult.NotNeeded, "no config or flag was changed by the rollback");
        }

        if (facts.Incident.RestoredAt is null)
        {
            return new(text, CriterionResult.Open, $"{reverts.Count} to be set back, not done yet");
        }

        var events = reverts.Select(revert => (revert.Key, Event: EventOf(facts, revert))).ToList();
        return new(
            text,
            Of(events.TrueForAll(one => one.Event is not null)),
            string.Join(
                "; ",
                events.Select(one =>
                    one.Event is { } told ? $"{one.Key}: {told.Id} by {told.By}" : $"{one.Key}: {RcaReport.NotCaptured}"
                )
            )
        );
    }

    /// <summary>What the portal's own audit says of a value set back; the watchdog's word for it is no AuditEvent.</summary>
    private static Change? EventOf(RcaFacts facts, PlanRevert revert) =>
        facts.Environment.Changes.LastOrDefault(change =>
            change is { NotBefore: null }
            && change.At >= facts.Incident.OpenedAt
            && change.Kind == revert.Kind
            && string.Equals(change.Key, revert.Key, StringComparison.OrdinalIgnoreCase)
            && SettingKey.Same(change.Kind == ChangeKind.Flag, change.After, revert.Value)
        );

    private static CriterionResult Of(bool met) => met ? CriterionResult.Met : CriterionResult.NotMet;
}
