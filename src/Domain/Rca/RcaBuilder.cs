using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Rca;

/// <summary>Writes the report from the journal, at any time of an incident's life.</summary>
public static class RcaBuilder
{
    /// <summary>How far before the onset "before" looks.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>How far before the onset a change of a key or flag is listed: what the tree looks at.</summary>
    public static readonly TimeSpan Changed = TimeSpan.FromMinutes(60);

    /// <summary>Builds the report.</summary>
    public static RcaReport Build(RcaFacts facts)
    {
        var incident = facts.Incident;
        var impact = RcaImpact.Of(facts);
        return new(
            incident,
            Title(incident),
            Summary(facts),
            Roles(facts),
            RcaPhases.Of(incident),
            [.. incident.Breaches.Select(breach => Reading(facts, breach))],
            RcaParts.Of(facts),
            [.. incident.Steps.SelectMany(step => step.Checks)],
            incident.Proposal?.Path ?? incident.Advice?.Path ?? [],
            TimelineWords.Of(facts.Entries),
            RcaCriteria.Of(facts)
        )
        {
            Impact = impact,
            Changes = Changes(facts),
            Excerpts = RcaExcerpt.Of(facts.FailedCalls),
            PortalLogs = incident.PortalLogs,
            Words = facts.Words ?? incident.Report?.Kept.Words ?? ReportWords.None,
            Version = incident.Report,
            Watchdog = RcaRecord.Watchdog(facts.Node, incident),
            Record = RcaRecord.Of(facts.Node, incident),
            Missing = [.. Missing(facts, impact)],
            Versions =
            [
                .. facts
                    .Entries.Where(entry => entry.Event is ReportKept)
                    .Select(entry => new ReportVersion((ReportKept)entry.Event, entry.Actor, entry.At)),
            ],
        };
    }

    private static IReadOnlyList<RcaChange> Changes(RcaFacts facts) =>
        [
            .. facts
                .Environment.Changes.Where(change =>
                    change.Kind is not (ChangeKind.Deployment or ChangeKind.Migration)
                    && change.At >= facts.Incident.Onset - Changed
                    && change.At <= (facts.Incident.EndedAt ?? DateTimeOffset.MaxValue)
                )
                .Select(change => new RcaChange(change.At, change.Key, change.Before, change.After, change.By)),
        ];

    /// <summary>One list of everything that is not there, so that nobody takes a gap for a clean bill.</summary>
    private static IEnumerable<string> Missing(RcaFacts facts, IReadOnlyList<RcaFigure> impact)
    {
        foreach (var figure in impact.Where(figure => figure.Value is null))
        {
            yield return figure.Text;
        }

        foreach (var breach in facts.Incident.Breaches.Where(breach => !facts.Readings.ContainsKey(breach.Series)))
        {
            yield return $"readings of {breach.Series}: none are stored";
        }

        if (facts.FailedCalls.Count == 0)
        {
            yield return RcaExcerpt.None;
        }

        if (
            facts.Options?.Logs is not null
            && facts.Incident.PortalLogs is null
            && PortalLog.IdsOf(facts.FailedCalls).Count > 0
        )
        {
            yield return "lines of the portal's own logs: not read";
        }

        if (RcaRecord.Watchdog(facts.Node, facts.Incident) is null)
        {
            yield return "what was changed of the watchdog meanwhile: no start of it is known before the incident";
        }

        foreach (var missing in facts.Incident.Evidence?.Missing ?? ["evidence pack: not sealed yet"])
        {
            yield return missing;
        }
    }

    private static string Title(Incident incident)
    {
        var what = string.Join(" and ", incident.Breaches.Select(breach => breach.Trigger).Distinct());
        return incident is { RestoredAt: not null, Proposal: { Plan: { Undoes: not null } undo } }
                ? $"{incident.Environment} rolled back and forward again to {undo.TargetTag} after {what}"
            : incident is { RestoredAt: not null, Proposal: { Plan.Reverts: { Count: > 0 } reverts } }
                ? $"{incident.Environment}: {string.Join(" and ", reverts.Select(revert => revert.Key))} set back after {what}"
            : incident is { RestoredAt: not null, Proposal: { } proposal }
                ? $"{incident.Environment} rolled back from {proposal.Plan.FailingTag} to {proposal.Plan.TargetTag} after {what}"
            : $"{incident.Environment}: {what}, {incident.Status}";
    }

    private static string Summary(RcaFacts facts)
    {
        var incident = facts.Incident;
        var lines = new List<string>();
        if (incident.Proposal is { } proposal)
        {
            var suspect = Suspect(facts);
            lines.Add(
                suspect is null
                    ? $"{proposal.Plan.FailingTag} was running in {incident.Environment}."
                    : $"At {Words.Time(suspect.StartedAt)}, {suspect.Tag} went to {suspect.Component} in {incident.Environment}, by {suspect.By}."
            );
        }

        lines.Add($"Readings left their limits at {Words.Time(incident.Onset)}: {incident.Breaches[0].Sentence}.");
        lines.Add($"The watchdog opened {incident.Id} at {Words.Time(incident.OpenedAt)}.");
        if (incident.Decision is { } decision)
        {
            lines.Add($"{decision.By.Name} approved the rollback at {Words.Time(decision.At)}.");
        }

        lines.Add(
            incident.RestoredAt is { } restored ? $"It was complete at {Words.Time(restored)}."
            : incident.Advice is { } advice ? advice.Reason
            : $"The incident is {incident.Status}."
        );
        return string.Join(' ', lines);
    }

    private static Deployment? Suspect(RcaFacts facts) =>
        facts.Environment.Deployments.LastOrDefault(known =>
            known.Tag == facts.Incident.Proposal?.Plan.FailingTag && known.StartedAt <= facts.Incident.Onset
        );

    private static IReadOnlyList<RcaRole> Roles(RcaFacts facts) =>
        [
            new("Severity", SeverityOf(facts.Incident)),
            new("Incident Commander", facts.Roster.IncidentCommander),
            new("Deputy", facts.Roster.Deputy),
            new("Decision Owner", facts.Roster.DecisionOwner),
            new(
                "Approved by",
                facts.Incident.Decision is { } decision ? TimelineWords.WhoOf(decision.By) : RcaReport.NotCaptured
            ),
            new(
                "Journal",
                $"{facts.Entries.Count} events, {facts.ChainHolds switch { true => "chain verified", false => "chain broken", null => "chain not checked" }}"
            ),
        ];

    private static string SeverityOf(Incident incident) =>
        incident.SeverityWord is { } word
            ? $"{word.Severity}, by {TimelineWords.WhoOf(word.By)}: {word.Reason}"
            : $"{incident.Severity}, by what breached";

    private static RcaReading Reading(RcaFacts facts, Verdict breach)
    {
        var incident = facts.Incident;
        var points = facts.Readings.GetValueOrDefault(breach.Series) ?? [];
        var restored = incident.RestoredAt ?? incident.EndedAt ?? DateTimeOffset.MaxValue;
        // A reading that left its limit while the release was deployed is its doing: "before" ends where the deployment began.
        var before =
            Suspect(facts) is { } suspect && suspect.StartedAt < incident.Onset ? suspect.StartedAt : incident.Onset;
        return new(
            breach.Trigger,
            breach.Series,
            breach.Limit,
            breach.Unit,
            Worst(points, incident.Onset - Before, before),
            Worst(points, before, restored) ?? breach.Value,
            Worst(points, restored, DateTimeOffset.MaxValue),
            points
        );
    }

    private static long? Worst(IReadOnlyList<RcaPoint> points, DateTimeOffset from, DateTimeOffset to) =>
        points.Where(point => point.At >= from && point.At < to).Max(point => point.Value);
}
