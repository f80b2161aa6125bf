using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Comms;

/// <summary>How a run and its incident go on, and how they end.</summary>
internal static class CourseMessages
{
    /// <summary>Null when the event is none of these.</summary>
    public static TellingLine? Of(Incident before, Voice voice, JournalEntry entry) =>
        entry.Event switch
        {
            RunPaused e => new(
                MessageKinds.Paused,
                $"{Run(voice)} paused in {voice.Where} by {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}. No further step begins until a person "
                    + $"resumes. {voice.Page}"
            ),
            RunResumed => new(
                MessageKinds.Paused,
                $"{Run(voice)} in {voice.Where} goes on, says {Telling.Who(entry.Actor)}."
            ),
            AbortAsked e => new(
                MessageKinds.Step,
                $"The run ends after this step, says {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}."
            ),
            // Who wished it, where it waited for a step to end.
            RunAborted e => Aborted(before, voice, e, before.AbortAsked?.By ?? entry.Actor),
            RunSucceeded e => new(
                MessageKinds.Stabilising,
                $"Stabilising in {voice.Where}: p95, error %, SSE first-event trend and heartbeat gaps are watched until {Words.Time(e.StableAt)}."
            ),
            DryRunFinished => new(
                MessageKinds.DryRun,
                $"Dry run complete in {voice.Where}. Every step was walked through and nothing was changed: the fault is where it was. {voice.Page}"
            ),
            IncidentWithdrawn e => new(MessageKinds.Withdrawn, Withdrawn(before, voice, e)),
            IncidentClosed e => Closed(before, voice, e, entry.Actor),
            Acknowledged => new(
                MessageKinds.Acknowledged,
                $"{voice.Incident.Id} in {voice.Where} acknowledged by {Telling.Who(entry.Actor)}: nobody else is called. {voice.Page}"
            ),
            SeveritySet e => new(
                MessageKinds.Severity,
                $"{voice.Incident.Id} in {voice.Where} is a {e.Severity} now, says {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}."
            ),
            RoleTaken e => new(
                MessageKinds.HandedOver,
                $"{RoleDecision.Words(e.Role)} of {voice.Incident.Id} in {voice.Where} taken by {entry.Actor.Name}"
                    + $"{(e.From is { } from ? $" from {from}" : "")}. {voice.Leaders}"
            ),
            RoleHandedOver e => new(
                MessageKinds.HandedOver,
                $"{RoleDecision.Words(e.Role)} of {voice.Incident.Id} in {voice.Where} handed over by {entry.Actor.Name} to {e.To}. {voice.Leaders}"
            ),
            HotfixReviewed { Review: var review } => new(
                MessageKinds.Hotfix,
                $"{(voice.IsRestrained ? "A forward hotfix" : $"Forward hotfix {review.Script}")} for {voice.Incident.Id} in {voice.Where} reviewed by "
                    + $"{review.Reviewer} for {Side(review.Side)}, records {Telling.Who(entry.Actor)}: {voice.Reason(review.Text)}."
            ),
            HotfixAuthorised e => new(
                MessageKinds.Hotfix,
                $"{e.Tag} on {e.Component} may pass the freeze of {voice.Where} until {SilenceWords.Minute(e.Until)}, says {Telling.Who(entry.Actor)}: "
                    + $"{voice.Reason(e.Reason)}."
            ),
            DeploysUnfrozen e => new(
                MessageKinds.Unfrozen,
                $"Deploys to {voice.Where} are allowed again in spite of {voice.Incident.Id}, says {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}."
            ),
            _ => null,
        };

    private static string Side(ReviewSide side) => side == ReviewSide.Dba ? "the DBAs" : "security";

    private static TellingLine Aborted(Incident before, Voice voice, RunAborted e, Actor by)
    {
        var isPart = RestoredParts.IsPart(before);
        var acted = before.Steps.Exists(step =>
            step is { Attempt: > 0, Step.Kind: StepKind.Deploy or StepKind.Revert }
        );
        var state = isPart || acted ? RestoredParts.Sentence(before, voice.IsRestrained) : "Nothing was changed.";
        return new(
            isPart ? MessageKinds.Partial : MessageKinds.Aborted,
            $"{Run(before)} aborted in {voice.Where} by {Telling.Who(by)}: {voice.Reason(e.Reason)}. {state} The incident stays open. "
                + $"{voice.Leaders} {voice.Page}"
        );
    }

    private static string Withdrawn(Incident before, Voice voice, IncidentWithdrawn e)
    {
        var proposed = before is { Status: IncidentStatus.Proposed, Proposal: not null };
        var what = proposed
            ? $"{Run(before)} proposed in {voice.Where} withdrawn: readings recovered before anyone approved."
            : $"Over in {voice.Where}: readings recovered by themselves.";
        var untouched = before.LastRun is null ? " Nothing was changed." : "";
        return $"{what}{untouched}" + (voice.IsRestrained ? "" : $" {voice.Reason(e.Reason)}.");
    }

    /// <summary>After a rollback by the watchdog: it is stable; else a person ends it, or readings recovered without one.</summary>
    private static TellingLine Closed(Incident before, Voice voice, IncidentClosed e, Actor by)
    {
        var reason = voice.Reason(e.Reason);
        if (by.Role == Role.Watchdog && before is { Status: IncidentStatus.Stabilising, Proposal: not null })
        {
            var isRestrained = voice.IsRestrained;
            return new(
                MessageKinds.Stabilised,
                $"Stable in {voice.Where}. {RestoredParts.Sentence(before, isRestrained)} "
                    + (isRestrained ? "" : $"{reason}. ")
                    + $"The incident is closed; its report: {voice.Page}/rca"
            );
        }

        return new(
            MessageKinds.Closed,
            $"Incident {voice.Incident.Id} in {voice.Where} closed by {Telling.Who(by)}: {reason}."
        );
    }

    private static string Run(Voice voice) => Run(voice.Incident);

    private static string Run(Incident incident) =>
        RunMessages.Capital(incident.Proposal?.Plan is { } plan ? RunMessages.Word(plan) : "rollback");
}
