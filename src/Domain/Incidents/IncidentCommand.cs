using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>Something somebody wants of an incident.</summary>
public abstract record IncidentCommand
{
    private IncidentCommand() { }

    /// <summary>Opens an incident for a breach.</summary>
    public sealed record Open(string Incident, string Environment, Verdict Breach) : IncidentCommand
    {
        /// <summary>How grave the breach is by itself; null takes the default.</summary>
        public IncidentSeverity? Severity { get; init; }
    }

    /// <summary>
    /// Declares that something is wrong, measured or not ("if in doubt", runbook section 3): opens an incident, or joins the
    /// environment's open one. People and pipelines may.
    /// </summary>
    /// <param name="Incident">The open incident, or the one to open.</param>
    /// <param name="Environment">Where.</param>
    /// <param name="Trigger">One of <see cref="TriggerNames"/>.</param>
    /// <param name="Component">What is wrong.</param>
    /// <param name="Reason">In which way.</param>
    /// <param name="RollBack">Whether that component shall be rolled back, whatever the tree would say.</param>
    /// <param name="Tag">The release to go back to; null for the LKG. Counts with <paramref name="RollBack"/> only.</param>
    public sealed record Declare(
        string Incident,
        string Environment,
        string Trigger,
        Component Component,
        string Reason,
        bool RollBack = false,
        string? Tag = null
    ) : IncidentCommand
    {
        /// <summary>How grave the trigger is by itself; null takes the default.</summary>
        public IncidentSeverity? Severity { get; init; }
    }

    /// <summary>Adds a later breach.</summary>
    public sealed record Join(Verdict Breach) : IncidentCommand
    {
        /// <summary>How grave it is by itself; null takes the default.</summary>
        public IncidentSeverity? Severity { get; init; }
    }

    /// <summary>Says that people should look.</summary>
    public sealed record Advise(string Reason, IReadOnlyList<PathNode> Path) : IncidentCommand;

    /// <summary>Proposes a rollback; in place of a standing proposal, whose approvals are void with it.</summary>
    public sealed record Propose(Plan Plan, string Reason, IReadOnlyList<PathNode> Path, string? CausedBy)
        : IncidentCommand;

    /// <summary>Warns that nobody has answered a proposal that ends soon.</summary>
    public sealed record Warn : IncidentCommand;

    /// <summary>Ends a proposal nobody answered, and escalates.</summary>
    /// <param name="WasHeld">Whether every call was held back: then nobody was asked, and it does not escalate.</param>
    public sealed record Expire(bool WasHeld = false) : IncidentCommand;

    /// <summary>Takes a proposal back that no longer holds.</summary>
    public sealed record Void(string Reason) : IncidentCommand;

    /// <summary>Ends an incident that recovered by itself.</summary>
    public sealed record Withdraw(string Reason) : IncidentCommand;

    /// <summary>Keeps what was read when a person rejected or snoozed.</summary>
    public sealed record NoteDecision(IReadOnlyDictionary<string, long> Readings) : IncidentCommand;

    /// <summary>Asks for a fresh decision after a rejection or a snooze.</summary>
    public sealed record AskAgain(string Reason) : IncidentCommand;

    /// <summary>Approves the plan with this hash.</summary>
    /// <param name="PlanHash">The plan that was read.</param>
    /// <param name="BreakGlass">Why who caused the failing change must approve alone; null otherwise.</param>
    public sealed record Approve(string PlanHash, string? BreakGlass = null) : IncidentCommand;

    /// <summary>Looks at the approvals by break-glass, as another person.</summary>
    public sealed record Review(string Text) : IncidentCommand;

    /// <summary>Decides against the proposal.</summary>
    public sealed record Reject(string Reason) : IncidentCommand;

    /// <summary>Wants to be asked again later.</summary>
    /// <param name="For">1 minute to 4 hours.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Snooze(TimeSpan For, string Reason) : IncidentCommand;

    /// <summary>Takes the approved plan.</summary>
    public sealed record StartRun : IncidentCommand;

    /// <summary>Announces that a step will act now.</summary>
    public sealed record StartStep(int Number) : IncidentCommand;

    /// <summary>Adds output of the running step.</summary>
    public sealed record Report(int Number, IReadOnlyList<string> Lines) : IncidentCommand;

    /// <summary>Ends the running step well.</summary>
    /// <param name="Number">The step.</param>
    /// <param name="Summary">How, for a person.</param>
    /// <param name="Checks">What it measured.</param>
    /// <param name="Unchanged">Whether somebody else had done it, and nothing was changed.</param>
    public sealed record Succeed(int Number, string Summary, IReadOnlyList<Check> Checks, bool Unchanged = false)
        : IncidentCommand;

    /// <summary>Ends the running step badly, or as unknown.</summary>
    public sealed record Fail(int Number, string Reason, IReadOnlyList<Check> Checks, bool Unknown) : IncidentCommand;

    /// <summary>Has the failed step tried again.</summary>
    public sealed record Retry : IncidentCommand;

    /// <summary>Begins no further step until somebody resumes; the one that runs goes on to its end.</summary>
    public sealed record Pause(string Reason) : IncidentCommand;

    /// <summary>Lets a paused run go on.</summary>
    public sealed record Resume : IncidentCommand;

    /// <summary>Ends the run: at once, or after the step that runs. What was done stays.</summary>
    public sealed record Abort(string Reason) : IncidentCommand;

    /// <summary>Has the deployer asked to end what it does for the step that runs; the step ends as the deployer then says.</summary>
    public sealed record CancelStep(string Reason) : IncidentCommand;

    /// <summary>Asks a person to look at the pages while the step waits.</summary>
    public sealed record AskAttestation(
        int Number,
        DateTimeOffset Until,
        IReadOnlyList<string> Addresses,
        IReadOnlyList<string> Pages
    ) : IncidentCommand;

    /// <summary>Says what a person saw on the pages that they were asked to look at.</summary>
    /// <param name="Well">Whether they are right; then a picture is needed.</param>
    /// <param name="Words">What was seen.</param>
    /// <param name="Picture">The screenshot.</param>
    public sealed record Attest(bool Well, string Words, AttestedPicture? Picture) : IncidentCommand;

    /// <summary>Leaves the step out on which the run stands, and goes on after it.</summary>
    public sealed record Skip(string Reason) : IncidentCommand;

    /// <summary>Says that a person did the step on which the run stands; the runner looks whether it is so, and goes on.</summary>
    public sealed record DoneByHand(string How) : IncidentCommand;

    /// <summary>Puts it to the Decision Owner to go forward again to what the newest run took back. See <see cref="Undoing"/>.</summary>
    /// <param name="Plan">What would be done.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Undo(Plan Plan, string Reason) : IncidentCommand;

    /// <summary>Begins stabilisation.</summary>
    public sealed record FinishRun : IncidentCommand;

    /// <summary>Ends the incident.</summary>
    public sealed record Close(string Reason) : IncidentCommand;

    /// <summary>Keeps the review of a forward hotfix, also after the end.</summary>
    public sealed record ReviewHotfix(HotfixReview Given) : IncidentCommand;

    /// <summary>Says whether the newest proposal was right, also after the end.</summary>
    public sealed record Label(bool Right, string Text) : IncidentCommand;

    /// <summary>Keeps a version of the report, also after the end: written, reviewed or published.</summary>
    /// <param name="Stage">What becomes of it.</param>
    /// <param name="Basis">The newest version the person saw; 0 for none.</param>
    /// <param name="Words">What they wrote; counts for a draft only.</param>
    /// <param name="Comment">What the reviewer says.</param>
    /// <param name="Sha256">Digest of the document as it would be kept.</param>
    public sealed record KeepReport(ReportStage Stage, int Basis, ReportWords Words, string Comment, string Sha256)
        : IncidentCommand;

    /// <summary>Keeps the incident's entries beyond their retention, also after the end.</summary>
    public sealed record Hold(string Reason) : IncidentCommand;

    /// <summary>Lets retention count again.</summary>
    public sealed record LiftHold(string Reason) : IncidentCommand;

    /// <summary>Takes a role in the incident.</summary>
    /// <param name="Role">Which.</param>
    /// <param name="From">From whom; null when nobody has it.</param>
    public sealed record TakeRole(IncidentRole Role, string? From = null) : IncidentCommand;

    /// <summary>Gives a role in the incident to somebody else.</summary>
    /// <param name="Role">Which.</param>
    /// <param name="To">To whom, as they sign in.</param>
    public sealed record HandOverRole(IncidentRole Role, string? To) : IncidentCommand;

    /// <summary>Links the incident's ticket, also after the end.</summary>
    public sealed record LinkTicket(string? Address) : IncidentCommand;

    /// <summary>Takes a proposal that people are called for: nobody else is called.</summary>
    public sealed record Acknowledge : IncidentCommand;

    /// <summary>Says how grave the incident is.</summary>
    /// <param name="Severity">P1 or P2.</param>
    /// <param name="Reason">Why.</param>
    public sealed record SetSeverity(IncidentSeverity Severity, string Reason) : IncidentCommand;

    /// <summary>Adds a person's words, also after the end: corrections are new entries.</summary>
    public sealed record Note(string Text) : IncidentCommand;
}

/// <summary>Why a command was refused.</summary>
public enum RefusalKind
{
    /// <summary>There is no such incident.</summary>
    Unknown,

    /// <summary>The state does not allow it.</summary>
    NotNow,

    /// <summary>The plan is another one than the person saw.</summary>
    StalePlan,

    /// <summary>The role does not allow it.</summary>
    Role,

    /// <summary>Who caused the failing change cannot be its only approver.</summary>
    CausedTheChange,

    /// <summary>The proposal is no longer valid.</summary>
    Expired,

    /// <summary>Execution is switched off for the environment.</summary>
    ExecutionOff,

    /// <summary>A reason is needed.</summary>
    ReasonMissing,

    /// <summary>An approval by break-glass has not been reviewed by another person.</summary>
    ReviewOwed,

    /// <summary>What was asked for is not possible as it stands: an unknown trigger, a snooze too long.</summary>
    Invalid,
}

/// <summary>A refusal with its reason.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Text">For people: what and why.</param>
public sealed record Refusal(RefusalKind Kind, string Text);
