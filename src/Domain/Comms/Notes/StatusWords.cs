using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Comms;

/// <summary>A status note.</summary>
/// <param name="Subject">Its first line.</param>
/// <param name="Text">Its body: plain text.</param>
public sealed record StatusNote(string Subject, string Text);

/// <summary>
/// What stakeholders read: what, since when, what is done, what is not known, when they hear again. For people who do not know the
/// product's words; of a security incident never where.
/// </summary>
public static class StatusWords
{
    private const string NotMeasured = "not measured";

    /// <summary>Writes a note.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="incident">The incident as it stands.</param>
    public static StatusNote Of(StatusKind kind, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var (head, done, next) = Parts(kind, incident);
        return new(
            $"{incident.Environment}: {head} ({incident.Id}, {incident.Severity})",
            string.Join(
                "\n",
                $"What: {PageWords.What(incident)}.",
                $"Where: {incident.Environment}.",
                $"Since: {Words.Time(incident.Onset)}, noticed {Words.Time(incident.OpenedAt)}.",
                $"Done: {done}",
                $"Measured after it: {Measured(incident)}.",
                $"Not known: {Unknown(incident)}",
                $"Next note: {next}",
                ""
            )
        );
    }

    private static (string Head, string Done, string Next) Parts(StatusKind kind, Incident incident)
    {
        var plan = incident.Proposal?.Plan;
        return kind switch
        {
            StatusKind.Approved => (
                plan!.Undoes is null ? "going back to the last good release" : "going forward again",
                FormattableString.Invariant(
                    $"{Subject(plan)} goes from {plan.FailingTag} to {plan.TargetTag}, approved {Words.Time(incident.Decision!.At)}. It takes about {Math.Max(1, Math.Ceiling(plan.Expected.TotalMinutes)):0} min."
                ),
                "when it is done, or if it stops."
            ),
            StatusKind.Failed => (
                "it has stopped half way",
                $"{incident.Steps.Count(step => step.Status == StepStatus.Succeeded)} of {incident.Steps.Count} steps are done; the next one did not work. People decide how it goes on.",
                "when it goes on and is done, or when the incident is closed."
            ),
            StatusKind.Restored => (
                "restored",
                $"{Subject(plan!)} is at {plan!.TargetTag} since {Words.Time(incident.RestoredAt!.Value)}, {Words.Duration(incident.RestoredAt.Value - incident.OpenedAt)} after it was noticed.",
                incident.StableAt is { } stable
                    ? $"when it has held, about {Words.Time(stable)}."
                    : "when the incident is closed."
            ),
            _ => (
                "closed",
                incident.RestoredAt is { } restored
                    ? $"restored {Words.Time(restored)}, over {Words.Time(incident.EndedAt!.Value)}."
                    : $"over {Words.Time(incident.EndedAt!.Value)}; no rollback came to its end.",
                "none; this was the last one."
            ),
        };
    }

    private static string Subject(Plan plan) =>
        plan.Reverts.Count > 0 && plan.Targets.Count == 0 ? "configuration" : plan.Components;

    private static string Measured(Incident incident)
    {
        var checks = incident
            .Steps.SelectMany(step => step.Checks)
            .Where(check => check.Measured != NotMeasured)
            .ToList();
        return incident.RestoredAt is null || checks.Count == 0
            ? NotMeasured
            : FormattableString.Invariant(
                $"{checks.Count(check => check.Passed)} of {checks.Count} checks are as they should be"
            );
    }

    private static string Unknown(Incident incident) =>
        (
            incident.Report is { Kept.Stage: ReportStage.Published }
                ? "what the report leaves open"
                : "the cause, which is looked for"
        ) + "; how many people were affected: not measured.";
}
