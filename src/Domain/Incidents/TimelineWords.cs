using Mcpx.Domain.Comms;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What happened.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Position">The journal's entry.</param>
/// <param name="Key">Whether it is one of the moments a reader looks for.</param>
public sealed record TimelineLine(DateTimeOffset At, string Text, string Who, long Position, bool Key);

/// <summary>Journal events as people read them.</summary>
public static class TimelineWords
{
    /// <summary>The timeline of an incident, oldest first; step output and the watchdog's own bookkeeping are left out.</summary>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<JournalEntry> entries) =>
        [
            .. entries
                .Select((entry, index) => (entry, words: Words(entry.Event, entries.Take(index))))
                .Where(line => line.words.Text is not null)
                .Select(line => new TimelineLine(
                    line.entry.At,
                    line.words.Text!,
                    WhoOf(line.entry.Actor),
                    line.entry.Position,
                    line.words.Key
                )),
        ];

    /// <summary>A person with the role they acted in.</summary>
    public static string WhoOf(Actor actor) =>
        actor.Role == Role.Watchdog ? actor.Name : $"{actor.Name}, {RoleName(actor.Role)}";

    /// <summary>A role as the runbook names it (section 4).</summary>
    public static string RoleName(Role role) =>
        role switch
        {
            Role.IncidentCommander => "Incident Commander",
            Role.DecisionOwner => "Decision Owner",
            Role.Sre => "SRE",
            _ => role.ToString(),
        };

    private static (string? Text, bool Key) Words(IEvent happened, IEnumerable<JournalEntry> before) =>
        happened switch
        {
            IncidentOpened { Breach.Declared: true } e => (
                $"Incident declared, {e.Breach.Trigger}{Grave(e.Severity)}: {e.Breach.Sentence}",
                true
            ),
            IncidentOpened e => (
                $"Incident opened by {e.Breach.Trigger}{Grave(e.Severity)}: {e.Breach.Sentence}",
                true
            ),
            BreachJoined e => ($"{e.Breach.Trigger} {Joined(e.Breach)}{Grave(e.Severity)}: {e.Breach.Sentence}", false),
            InvestigationAdvised e => ($"Investigation advised: {e.Reason}", false),
            RollbackWanted e => ($"Rollback of {e.Component} to {e.Tag ?? "its LKG"} asked for: {e.Reason}", true),
            RollbackProposed { Plan.Undoes: { } undone } e => (
                $"Undoing plan {undone} asked for, {e.Plan.Components} to {e.Plan.TargetTag} again, plan {PlanHash.Short(e.PlanHash)}: {e.Reason}",
                true
            ),
            RollbackProposed e => (
                $"Rollback of {e.Plan.Components} to {e.Plan.TargetTag} proposed, plan {PlanHash.Short(e.PlanHash)}",
                true
            ),
            ExpiryWarned => ("Nobody has answered the proposal; it expires soon", false),
            ProposalExpired { WasHeld: true } => ("The proposal ran out while calls were held back", false),
            ProposalExpired => ("The proposal expired unanswered", false),
            Escalated e => (
                $"Escalated to the {RoleName(e.To)}, level {e.Level}{(Escalation.IsSpent(e.Level) ? ": each proposal asks once from here on" : "")}",
                true
            ),
            ProposalVoided e => ($"The proposal is void: {e.Reason}", true),
            IncidentWithdrawn e => ($"Withdrawn: {e.Reason}", true),
            RollbackApproved e => (
                $"Rollback approved, plan {PlanHash.Short(e.PlanHash)}"
                    + (e.BreakGlass is null ? "" : $", by break-glass: {e.BreakGlass}"),
                true
            ),
            BreakGlassReviewed e => ($"Break-glass reviewed: {e.Text}", true),
            ProposalRejected e => ($"Rollback rejected: {e.Reason}", true),
            ProposalSnoozed e => (
                FormattableString.Invariant($"Snoozed until {e.Until.UtcDateTime:HH:mm:ss} UTC: {e.Reason}"),
                true
            ),
            DecisionAsked e => ($"A fresh decision is asked for: {e.Reason}", true),
            RunStarted => ("Rollback started", false),
            StepStarted e => ($"Step {e.Number} started: {Title(before, e.Number)}", false),
            StepSucceeded e => ($"Step {e.Number} done: {e.Summary}", false),
            StepFailed e => ($"Step {e.Number} {(e.Unknown ? "is unknown" : "failed")}: {e.Reason}", true),
            StepRetried e => ($"Step {e.Number} tried again", false),
            StepSkipped e => ($"Step {e.Number} left out: {e.Reason}", true),
            StepDoneByHand e => ($"Step {e.Number} done by hand: {e.How}", true),
            RunPaused e => ($"Run paused: {e.Reason}", true),
            RunResumed => ("Run goes on", true),
            StepTakenUp e => ($"Step {e.Number} taken up again after a restart", true),
            CancelAsked e => ($"Step {e.Number} is to be cancelled: {e.Reason}", true),
            AttestationAsked e => (
                $"Somebody is asked to look at the pages, until {Mcpx.Domain.Words.Time(e.Until)}",
                true
            ),
            AttestationGiven e => (
                $"Pages {(e.Well ? "are right" : "are not right")}: {e.Words}"
                    + (e.Picture is { } picture ? $" (screenshot sha256 {PlanHash.Short(picture.Sha256)})" : ""),
                true
            ),
            AbortAsked e => ($"The run ends after this step: {e.Reason}", true),
            RunAborted e => ($"Run aborted: {e.Reason}", true),
            RunSucceeded => ("Rollback complete; stabilising", true),
            DryRunFinished => ("Dry run finished: nothing was changed", true),
            IncidentClosed e => ($"Closed: {e.Reason}", true),
            EvidenceSealed e => (
                $"Evidence pack sealed, part {e.Part}: {e.Files} files, {e.Missing.Count} missing",
                false
            ),
            EvidenceCopied { Fault: { } fault } e => (
                $"Evidence part {e.Part} not copied to {e.Place}: {fault}",
                false
            ),
            EvidenceCopied e => ($"Evidence part {e.Part} copied to {e.Place}", false),
            // They repeat what stands in the line beside them.
            MessageSent { Fault: null } e when e.Kind == MessageKinds.Step || MessageKinds.IsPage(e.Kind) => (
                null,
                false
            ),
            MessageSent e => (
                e.Fault is null ? $"Told {e.Channel}: {e.Kind} message" : $"Could not tell {e.Channel}: {e.Fault}",
                false
            ),
            MessageMuted e => ($"Kept from {e.Channel}: {e.Kind} message, muted by {e.Reason}", false),
            HotfixReviewed { Review: var review } => (
                $"Forward hotfix {review.Script} reviewed by {review.Reviewer} ({review.Side.ToString().ToUpperInvariant()}): {review.Text}",
                true
            ),
            ProposalLabelled e => (
                $"The proposal is called {(e.Right ? "right" : "wrong")}" + (e.Text.Length > 0 ? $": {e.Text}" : ""),
                false
            ),
            PortalLogsRead e => (
                FormattableString.Invariant(
                    $"{e.Lines.Count} lines of the portal's own logs found for {e.Asked.Count} request ids"
                ),
                false
            ),
            FollowUpFiled e => ($"Follow-up filed at {e.Address}: {e.What}", false),
            ReportOpened e => (
                FormattableString.Invariant($"Report opened: {e.Owner} writes it until {e.Due:yyyy-MM-dd}")
                    + string.Concat(e.FollowUps.Select(owed => $"; {owed.What}")),
                true
            ),
            TicketLinked e => ($"Ticket linked: {e.Address}", false),
            TicketTold { Fault: { } fault } e => ($"Ticket system not told ({StageWord(e.Stage)}): {fault}", false),
            TicketTold e => ($"Ticket system told: {StageWord(e.Stage)}", false),
            ReportKept e => (
                FormattableString.Invariant($"Report {e.Stage.ToString().ToLowerInvariant()}, version {e.Version}")
                    + (e.Comment.Length > 0 ? $": {e.Comment}" : ""),
                true
            ),
            RoleTaken e => ($"{RoleDecision.Words(e.Role)} taken{(e.From is { } from ? $" from {from}" : "")}", true),
            RoleHandedOver e => ($"{RoleDecision.Words(e.Role)} handed over to {e.To}", true),
            DeploysUnfrozen e => ($"Deploys allowed again: {e.Reason}", false),
            HotfixAuthorised e => (
                FormattableString.Invariant(
                    $"Hotfix {e.Tag} on {e.Component} may pass the freeze until {e.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {e.Reason}"
                ),
                false
            ),
            FreezeCommandRan e => (FreezeCommands.Words(e), false),
            Acknowledged => ("Acknowledged; nobody else is called", true),
            PageSent e => (PageTimeline.Of(e), e is { Call: > 0, Fault: null }),
            StatusNoteSent e => (
                e.Fault is null
                    ? $"Status note to {Mcpx.Domain.Words.Of(e.Recipients, "stakeholder")}: {e.Kind}"
                    : $"Status note did not go out, {e.Kind}: {e.Fault}",
                false
            ),
            SeveritySet e => ($"Severity set to {e.Severity}: {e.Reason}", true),
            HoldPlaced e => ($"Legal hold: {e.Reason}", true),
            HoldLifted e => ($"Legal hold lifted: {e.Reason}", true),
            IncidentPurged e => (
                FormattableString.Invariant(
                    $"{e.Entries} entries purged after retention, up to position {e.Through}, older than {e.Before.UtcDateTime:yyyy-MM-dd}: {e.Reason}"
                ),
                true
            ),
            NoteAdded e => ($"“{e.Text}”", false),
            _ => (null, false),
        };

    private static string StageWord(TicketStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>As it was written down; older events say nothing.</summary>
    private static string Grave(IncidentSeverity? severity) => severity is { } grave ? $", {grave}" : "";

    private static string Joined(Verdict breach) =>
        breach.Declared ? "declared"
        : breach.State == VerdictState.NoData ? "not measured"
        : "breached";

    /// <summary>Of the plan that stood then, not of the newest.</summary>
    private static string Title(IEnumerable<JournalEntry> before, int number) =>
        before.Select(entry => entry.Event).OfType<RollbackProposed>().LastOrDefault()?.Plan.Steps[number - 1].Title
        ?? "";
}
