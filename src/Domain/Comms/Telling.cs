using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>
/// What the channels are told of an incident's events, in the voice of the runbook's templates. The messages of start and success are
/// told by the steps of the run; here they come in only where a step could not.
/// </summary>
public static class Telling
{
    /// <summary>Whether an event is told at all; whether it is in the end depends on what was before.</summary>
    public static bool IsNews(IEvent happened) =>
        happened
            is InvestigationAdvised
                or RollbackProposed
                or ExpiryWarned
                or Escalated
                or ProposalVoided
                or IncidentWithdrawn
                or RollbackApproved
                or ProposalRejected
                or ProposalSnoozed
                or DecisionAsked
                or StepStarted
                or StepTakenUp
                or StepSucceeded
                or StepFailed
                or StepRetried
                or StepSkipped
                or StepDoneByHand
                or RunPaused
                or RunResumed
                or CancelAsked
                or AttestationAsked
                or AttestationGiven
                or AbortAsked
                or RunAborted
                or RunSucceeded
                or DryRunFinished
                or IncidentClosed
                or Acknowledged
                or SeveritySet
                or RoleTaken
                or RoleHandedOver
                or HotfixReviewed
                or HotfixAuthorised
                or DeploysUnfrozen;

    /// <summary>What is told of one event; null where nothing is.</summary>
    /// <param name="before">The incident before it; null before the first event.</param>
    /// <param name="after">The incident after it.</param>
    /// <param name="entry">The event.</param>
    /// <param name="channel">To whom.</param>
    /// <param name="roster">Who leads where nobody took a role.</param>
    /// <param name="dashboard">Where people find the dashboard.</param>
    public static TellingLine? Of(
        Incident? before,
        Incident after,
        JournalEntry entry,
        string channel,
        RosterOptions roster,
        string dashboard
    )
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(entry);
        if (before is null || !IsNews(entry.Event))
        {
            return null;
        }

        var voice = new Voice(after, roster, dashboard);
        return QuestionMessages.Of(before, voice, entry)
            ?? StepLines.Of(voice, entry, channel)
            ?? CourseMessages.Of(before, voice, entry);
    }

    internal static string Who(Actor actor) =>
        actor.Role == Role.Watchdog ? "the watchdog" : TimelineWords.WhoOf(actor);

    /// <summary>Whether a message of this kind went to the channel since the standing proposal was made.</summary>
    internal static bool WasTold(Incident incident, string kind, string channel) =>
        incident.Messages.Contains(new(kind, channel));
}
