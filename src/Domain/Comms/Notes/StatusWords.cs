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

    private static (string Head, string Done, string Next) Parts(StatusKind kind, Incident incident) =>
        kind switch
        {
            StatusKind.Approved => (
                Head(incident.Proposal!.Plan),
                FormattableString.Invariant(
                    $"{Will(incident)}, approved {Words.Time(incident.Decision!.At)}. It takes about {Math.Max(1, Math.Ceiling(incident.Proposal.Plan.Expected.TotalMinutes)):0} min."
                ),
                "when it is done, or if it stops or is ended."
            ),
            StatusKind.Failed => (
                "it has stopped half way",
                $"{Steps(incident)} are done; the next one did not work. People decide how it goes on.",
                "when it goes on and is done, or is ended, or when the incident is closed."
            ),
            StatusKind.Aborted => (
                "ended before it was done",
                $"{Steps(incident)} are done and stay done; people ended it there and decide how it goes on.",
                "when something else is approved, or when the incident is closed."
            ),
            StatusKind.NotCured => (
                "not well after all",
                $"restored {Words.Time(incident.RestoredAt!.Value)}, but it still fails. "
                    + (
                        incident.Status == IncidentStatus.Proposed
                            ? "A further way back is proposed and waits for people."
                            : "People decide how it goes on."
                    ),
                "when something further is approved, or when the incident is closed."
            ),
            StatusKind.Restored => (
                "restored",
                $"{Did(incident)} since {Words.Time(incident.RestoredAt!.Value)}, {Words.Duration(incident.RestoredAt.Value - incident.OpenedAt)} after it was noticed.",
                incident.StableAt is { } stable
                    ? $"when it has held, about {Words.Time(stable)}, or if it does not."
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

    private static string Head(Plan plan) =>
        plan.Undoes is not null ? "going forward again"
        : plan.Kind == PlanKind.ParityReapply ? "setting the configuration as it should be"
        : plan.Targets.Count == 0 ? "setting the configuration back"
        : "going back to the last good release";

    private static string Will(Incident incident)
    {
        var plan = incident.Proposal!.Plan;
        return PageWords.IsSecret(incident) ? $"{Secret(plan)} is taken back"
            : plan.Targets.Count == 0 ? $"{Settings(plan)} set {As(plan)}"
            : string.Join(
                " and ",
                plan.Targets.Select(target =>
                    $"{target.Component} goes from {target.ObservedTag} to {target.TargetTag}"
                )
            );
    }

    private static string Did(Incident incident)
    {
        // What is proposed since is another plan than the one that restored.
        var plan = (
            incident.UncuredAt is null ? incident.Proposal : incident.LastRun?.Proposal ?? incident.Proposal
        )!.Plan;
        return PageWords.IsSecret(incident) ? $"{Secret(plan)} was taken back"
            : plan.Targets.Count == 0 ? $"{Settings(plan)} set {As(plan)}"
            : string.Join(" and ", plan.Targets.Select(target => $"{target.Component} is at {target.TargetTag}"));
    }

    /// <summary>Of a leak nothing that says where it is, and a release does.</summary>
    private static string Secret(Plan plan) => plan.Undoes is null ? "what is held responsible" : "the rollback";

    /// <summary>Neither keys nor values: they mean nothing to whoever reads this, and may be secrets.</summary>
    private static string Settings(Plan plan) =>
        $"{Words.Of(plan.Reverts.Count, "setting")} {(plan.Reverts.Count == 1 ? "is" : "are")}";

    private static string As(Plan plan) =>
        plan.Kind == PlanKind.ParityReapply ? "as expected" : "back to what was there before";

    private static string Steps(Incident incident) =>
        FormattableString.Invariant(
            $"{incident.Steps.Count(step => step.Status == StepStatus.Succeeded)} of {incident.Steps.Count} steps"
        );

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
