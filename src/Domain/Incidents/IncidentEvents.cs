using System.Text.Json.Serialization;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>A breach opened an incident; the 30-minute clock runs from here.</summary>
/// <param name="Incident">Its identity, for example <c>INC-0001</c>.</param>
/// <param name="Environment">Where.</param>
/// <param name="Breach">What breached.</param>
public sealed record IncidentOpened(string Incident, string Environment, Verdict Breach) : IEvent
{
    /// <summary>How grave the breach is by itself; null in events older than this field, which count by the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IncidentSeverity? Severity { get; init; }
}

/// <summary>
/// A later breach joined the open incident. It replaces what stood there of the same series: a series that was not measured
/// may breach after all.
/// </summary>
public sealed record BreachJoined(Verdict Breach) : IEvent
{
    /// <summary>How grave it is by itself; null in events older than this field, which count by the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IncidentSeverity? Severity { get; init; }
}

/// <summary>Nothing can be proposed: people should look.</summary>
public sealed record InvestigationAdvised(string Reason, IReadOnlyList<PathNode> Path) : IEvent;

/// <summary>A rollback is proposed.</summary>
/// <param name="Plan">What would be done.</param>
/// <param name="PlanHash">What an approval names.</param>
/// <param name="Reason">One sentence: what fails since when.</param>
/// <param name="Path">The decision tree's way, refused branches included.</param>
/// <param name="CausedBy">Who brought the failing release; may not be its only approver.</param>
/// <param name="ExpiresAt">Until when it may be approved.</param>
public sealed record RollbackProposed(
    Plan Plan,
    string PlanHash,
    string Reason,
    IReadOnlyList<PathNode> Path,
    string? CausedBy,
    DateTimeOffset ExpiresAt
) : IEvent;

/// <summary>Nobody has answered yet, and the proposal ends soon. Once a proposal.</summary>
public sealed record ExpiryWarned(string PlanHash) : IEvent;

/// <summary>Nobody answered in time; the proposal is issued anew. Goes with <see cref="Escalated"/> where somebody was asked.</summary>
public sealed record ProposalExpired(string PlanHash) : IEvent
{
    /// <summary>
    /// Whether every call was held back meanwhile, by quiet hours or a silence: nobody was asked, so it is issued anew to the same people.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasHeld { get; init; }
}

/// <summary>Somebody further up is asked: silence never ends an incident.</summary>
/// <param name="Level">Counts the proposals of the incident that nobody answered, from 1.</param>
/// <param name="To">Whom it is put to: the Deputy first, then the Decision Owner.</param>
public sealed record Escalated(int Level, Role To) : IEvent;

/// <summary>The proposal no longer holds: what it would do would be wrong now, or is not needed. Never during a run.</summary>
public sealed record ProposalVoided(string PlanHash, string Reason) : IEvent;

/// <summary>The readings recovered by themselves before anyone approved; the incident is over.</summary>
public sealed record IncidentWithdrawn(string Reason) : IEvent;

/// <summary>A person approved exactly this plan.</summary>
/// <param name="PlanHash">The plan.</param>
/// <param name="Sufficient">Whether the policy is satisfied with this one.</param>
/// <param name="BreakGlass">Why who caused the failing change approved alone, which must be reviewed; null where they did not.</param>
public sealed record RollbackApproved(string PlanHash, bool Sufficient, string? BreakGlass = null) : IEvent
{
    /// <summary>
    /// Other names of who approved, so that they are known again where they come under another: one person counts once. Null for none,
    /// and in events older than this field.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AlsoKnownAs { get; init; }
}

/// <summary>Another person looked at every approval by break-glass of the incident.</summary>
public sealed record BreakGlassReviewed(string Text) : IEvent;

/// <summary>A person decided against the proposal.</summary>
public sealed record ProposalRejected(string PlanHash, string Reason) : IEvent;

/// <summary>A person wants to be asked again later; until then the proposal does not expire.</summary>
/// <param name="PlanHash">The plan.</param>
/// <param name="Until">When a fresh decision is asked for at the latest.</param>
/// <param name="Reason">Why.</param>
public sealed record ProposalSnoozed(string PlanHash, DateTimeOffset Until, string Reason) : IEvent;

/// <summary>
/// What was read when a person rejected or snoozed: the measure for a doubled reading. A person's command sees no readings,
/// so the watchdog adds them at its next look.
/// </summary>
/// <param name="Readings">Values by series, of every measured series of the triggers that had breached.</param>
public sealed record DecisionNoted(IReadOnlyDictionary<string, long> Readings) : IEvent;

/// <summary>Things are no longer as they were when a person rejected or snoozed; a fresh decision is asked for.</summary>
public sealed record DecisionAsked(string Reason) : IEvent;

/// <summary>The runner took the approved plan.</summary>
public sealed record RunStarted(string PlanHash) : IEvent;

/// <summary>A step is about to act. Appended before the act.</summary>
public sealed record StepStarted(int Number) : IEvent;

/// <summary>The watchdog was restarted while a step ran: what became of the step is looked for, and the run goes on from there.</summary>
public sealed record StepTakenUp(int Number) : IEvent;

/// <summary>Output of the running step.</summary>
public sealed record StepReported(int Number, IReadOnlyList<string> Lines) : IEvent;

/// <summary>One blocking check and what it measured.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Measured">What was seen; "not measured" where nothing was.</param>
/// <param name="Required">What must be seen.</param>
/// <param name="Passed">Whether it is.</param>
public sealed record Check(string Name, string Measured, string Required, bool Passed);

/// <summary>A step did what it should.</summary>
public sealed record StepSucceeded(int Number, string Summary, IReadOnlyList<Check> Checks) : IEvent
{
    /// <summary>Whether it found everything as it should be, by somebody else's hand, and changed nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unchanged { get; init; }
}

/// <summary>A step failed, or its outcome is unknown; the run stops and people decide.</summary>
/// <param name="Number">The step.</param>
/// <param name="Reason">What happened and what to do.</param>
/// <param name="Checks">What was measured until then.</param>
/// <param name="Unknown">True when nobody can say whether it acted.</param>
public sealed record StepFailed(int Number, string Reason, IReadOnlyList<Check> Checks, bool Unknown) : IEvent;

/// <summary>A person had the failed step tried again.</summary>
public sealed record StepRetried(int Number) : IEvent;

/// <summary>A person left a step out.</summary>
public sealed record StepSkipped(int Number, string Reason) : IEvent;

/// <summary>A person did a step by hand; the runner only looks whether it is so.</summary>
public sealed record StepDoneByHand(int Number, string How) : IEvent;

/// <summary>No further step begins until a person resumes: a person's wish, or somebody deployed meanwhile.</summary>
public sealed record RunPaused(string Reason) : IEvent;

/// <summary>A person lets the run go on.</summary>
public sealed record RunResumed : IEvent;

/// <summary>A person wants the deployer to end what it does for the running step.</summary>
public sealed record CancelAsked(int Number, string Reason) : IEvent;

/// <summary>The step that runs waits for a person to look at the pages. See <see cref="Attestation"/>.</summary>
public sealed record AttestationAsked(
    int Number,
    DateTimeOffset Until,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<string> Pages
) : IEvent;

/// <summary>A person says what they saw. See <see cref="Attested"/>.</summary>
public sealed record AttestationGiven(int Number, bool Well, string Words, AttestedPicture? Picture) : IEvent;

/// <summary>A person wants the run ended after the step that runs.</summary>
public sealed record AbortAsked(string Reason) : IEvent;

/// <summary>The run is over before its end; what was done stays done.</summary>
public sealed record RunAborted(string Reason) : IEvent;

/// <summary>All steps are done; stabilisation begins (runbook section 10).</summary>
/// <param name="StableAt">When it ends, if readings stay within their limits.</param>
public sealed record RunSucceeded(DateTimeOffset StableAt) : IEvent;

/// <summary>All steps were walked through and nothing was changed: the fault is where it was.</summary>
public sealed record DryRunFinished : IEvent;

/// <summary>The incident is over.</summary>
public sealed record IncidentClosed(string Reason) : IEvent;

/// <summary>An evidence pack was stored.</summary>
/// <param name="Part">Counts the packs of an incident, from 1.</param>
/// <param name="Sha256">Digest of the zip.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Files">How many files it lists.</param>
/// <param name="Missing">What should be in it and is not, with why.</param>
/// <param name="Through">The incident's version that it covers; null in events older than this field.</param>
public sealed record EvidenceSealed(
    int Part,
    string Sha256,
    long Bytes,
    int Files,
    IReadOnlyList<string> Missing,
    int? Through = null
) : IEvent;

/// <summary>A part's second copy was made and read back, or could not be. A failure is written once, until it is made.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Place">Where to.</param>
/// <param name="Fault">Why it is not there; null when it is.</param>
public sealed record EvidenceCopied(int Part, string Place, string? Fault) : IEvent;

/// <summary>A message went out, or did not.</summary>
/// <param name="Kind">Which template, see <see cref="Silences.MessageKinds"/>.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Text">What it said.</param>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
public sealed record MessageSent(string Kind, string Channel, string Text, string? Fault) : IEvent
{
    /// <summary>
    /// The version of the incident's event that it tells of: everything up to there is told in this channel, or given up. Null for a
    /// message that a step of the run sends itself.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? About { get; init; }

    /// <summary>Slack's name for it, by which others are put under it; null where the channel cannot do that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ts { get; init; }
}

/// <summary>A message was kept back by a silence. It counts as told: what stands here is not sent when the silence is over.</summary>
/// <param name="Kind">Which template.</param>
/// <param name="Channel">Where it would have gone.</param>
/// <param name="Text">What it would have said.</param>
/// <param name="Silence">Which silence.</param>
/// <param name="Reason">Whose it is, until when and why.</param>
public sealed record MessageMuted(string Kind, string Channel, string Text, string Silence, string Reason) : IEvent
{
    /// <summary>As in <see cref="MessageSent.About"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? About { get; init; }
}

/// <summary>A forward hotfix was reviewed (runbook section 8).</summary>
public sealed record HotfixReviewed(HotfixReview Review) : IEvent;

/// <summary>A person's words.</summary>
public sealed record NoteAdded(string Text) : IEvent;
