using System.Collections.Immutable;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What an incident's stream adds up to. See <see cref="IncidentFold"/>.</summary>
public sealed record Incident
{
    /// <summary>The agreed target from declaration to restored (runbook section 13).</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMinutes(30);

    /// <summary>Output lines kept in the state per step; the journal has them all.</summary>
    public const int OutputKept = 200;

    private static readonly ImmutableSortedDictionary<string, string> NothingFiled = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, StatusNoteState> NothingTold =
        ImmutableSortedDictionary.Create<string, StatusNoteState>(StringComparer.Ordinal);

    /// <summary>Its identity, for example <c>INC-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where.</summary>
    public required string Environment { get; init; }

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status { get; init; }

    /// <summary>The declaration; the 30-minute clock runs from here.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Version of the stream this state is folded to.</summary>
    public int Version { get; init; }

    /// <summary>
    /// What breached, in order, each series once, as it was when it joined; also what was not measured for too long.
    /// </summary>
    public ImmutableList<Verdict> Breaches { get; init; } = [];

    /// <summary>How grave it is: what a person said, else the gravest of what breached.</summary>
    public IncidentSeverity Severity => SeverityWord?.Severity ?? BreachSeverity;

    /// <summary>The gravest of what breached, as it counts by itself.</summary>
    public IncidentSeverity BreachSeverity { get; init; } = IncidentSeverity.P2;

    /// <summary>A person's word on it; null while nobody said anything.</summary>
    public SeverityWord? SeverityWord { get; init; }

    /// <summary>Who was called for the standing proposal; null while nobody is to be.</summary>
    public PageChain? Paging { get; init; }

    /// <summary>What paging services were told; one a service and key.</summary>
    public ImmutableList<PageAlarm> Alarms { get; init; } = [];

    /// <summary>Status notes to stakeholders, by their key.</summary>
    public ImmutableSortedDictionary<string, StatusNoteState> Notes { get; init; } = NothingTold;

    /// <summary>Who was on when it opened, where that is known; a report names them.</summary>
    public RosterSeen? OnCall { get; init; }

    /// <summary>The standing proposal; kept after a decision; null while there is none.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Why nothing is proposed, with the way there; null when something is.</summary>
    public Advice? Advice { get; init; }

    /// <summary>Approvals of the standing proposal.</summary>
    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>The plan's steps as they stand.</summary>
    public ImmutableList<StepState> Steps { get; init; } = [];

    /// <summary>How many plans were made.</summary>
    public int Plans { get; init; }

    /// <summary>Rungs that were run to their end; a dry run is none. Each is proposed once.</summary>
    public ImmutableSortedSet<Rung> RungsRun { get; init; } = [];

    /// <summary>The newest run that changed something, as it ended: what an undo takes back; null while there is none.</summary>
    public RunEnd? LastRun { get; init; }

    /// <summary>
    /// Migrations that stayed when a release was rolled back, and may want a forward hotfix (runbook section 8); each once.
    /// </summary>
    public ImmutableList<string> HotfixFor { get; init; } = [];

    /// <summary>Reviews of forward hotfixes, oldest first.</summary>
    public ImmutableList<HotfixReview> HotfixReviews { get; init; } = [];

    /// <summary>Whether what waits for an answer, or for its run, would go forward again.</summary>
    public bool AsksToUndo =>
        Status is IncidentStatus.Proposed or IncidentStatus.Approved && Proposal?.Plan.Undoes is not null;

    /// <summary>The rollback somebody asked for, while it stands; null otherwise.</summary>
    public RollbackWish? Wish { get; init; }

    /// <summary>A person's no, or not now, while it stands; null otherwise.</summary>
    public Declined? Declined { get; init; }

    /// <summary>When the run began, or a person last let it go on; null before.</summary>
    public DateTimeOffset? RunSince { get; init; }

    /// <summary>Why no further step begins; null while the run goes on.</summary>
    public Halt? Paused { get; init; }

    /// <summary>Who wants the run ended after the step that runs; null when nobody does.</summary>
    public Halt? AbortAsked { get; init; }

    /// <summary>Whether the standing proposal's end was warned of.</summary>
    public bool Warned { get; init; }

    /// <summary>How many proposals nobody answered.</summary>
    public int Escalations { get; init; }

    /// <summary>Approvals by break-glass that nobody has reviewed; the incident stays open for them.</summary>
    public ImmutableList<Approval> ReviewsOwed { get; init; } = [];

    /// <summary>When stabilisation ends; null before it begins.</summary>
    public DateTimeOffset? StableAt { get; init; }

    /// <summary>When the newest run ended well; null before.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>When a dry run of the plan finished; null before, and where plans are carried out.</summary>
    public DateTimeOffset? DryRunAt { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The newest evidence pack; null before the first.</summary>
    public EvidenceSealed? Evidence { get; init; }

    /// <summary>Whether people call the proposal right or wrong; null while nobody did.</summary>
    public ProposalLabelled? Label { get; init; }

    /// <summary>The newest version of the report that was kept; null before the first.</summary>
    public ReportVersion? Report { get; init; }

    /// <summary>Whose the report is; null before it was opened.</summary>
    public ReportOwner? ReportOwner { get; init; }

    /// <summary>Follow-ups that are owed whatever the report says.</summary>
    public ImmutableList<FollowUp> Owed { get; init; } = [];

    /// <summary>Where follow-ups became issues, by what is to be done.</summary>
    public ImmutableSortedDictionary<string, string> Filed { get; init; } = NothingFiled;

    /// <summary>Its ticket; null while it has none.</summary>
    public IncidentTicket? Ticket { get; init; }

    /// <summary>What its ticket system was told.</summary>
    public ImmutableSortedSet<TicketStage> TicketTold { get; init; } = [];

    /// <summary>Why the ticket system did not take the newest; null while nothing is owed.</summary>
    public string? TicketFault { get; init; }

    /// <summary>What was found in the portal's own logs the last time; null before.</summary>
    public PortalLogsRead? PortalLogs { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? PortalLogsAt { get; init; }

    /// <summary>Follow-ups that are no issues yet: what is owed at once, and those of the published report.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<FollowUp> FollowUpsToFile =>
        Owed.Concat(Report is { Kept.Stage: ReportStage.Published } published ? published.Kept.Words.FollowUps : [])
            .Where(followUp => !Filed.ContainsKey(followUp.What))
            .DistinctBy(followUp => followUp.What, StringComparer.Ordinal);

    /// <summary>The version that the newest evidence pack covers; 0 before the first.</summary>
    public int SealedThrough { get; init; }

    /// <summary>The version of the newest event that is not about the evidence itself.</summary>
    public int ToldThrough { get; init; }

    /// <summary>When it was.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>How the second copy of each part went, by part.</summary>
    public ImmutableSortedDictionary<int, EvidenceCopied> Copies { get; init; } =
        ImmutableSortedDictionary<int, EvidenceCopied>.Empty;

    /// <summary>Messages that went out for the standing proposal.</summary>
    public ImmutableHashSet<Told> Messages { get; init; } = [];

    /// <summary>What its channels were told, and what is to be told.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Comms.ChannelBook Channels { get; init; } = Comms.ChannelBook.Empty;

    /// <summary>Who has which role; a role that nobody took is not there, and then the roster counts.</summary>
    public ImmutableSortedDictionary<IncidentRole, RoleHolder> Roles { get; init; } =
        ImmutableSortedDictionary<IncidentRole, RoleHolder>.Empty;

    /// <summary>Who keeps its entries beyond their retention, and why; null while nobody does.</summary>
    public Halt? Hold { get; init; }

    /// <summary>Who removed its entries after retention, and why; null while they are there.</summary>
    public Halt? Purged { get; init; }

    /// <summary>Whether it still needs somebody.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>When the failing readings began, as far as known.</summary>
    public DateTimeOffset Onset => Breaches.Min(breach => breach.Onset ?? breach.Since);

    /// <summary>The step to do next: the first that is neither done nor left out.</summary>
    public StepState? NextStep => Steps.Find(step => step.Status is not (StepStatus.Succeeded or StepStatus.Skipped));

    /// <summary>The step on which the run stands until a person decides; null while it goes on, or there is no run.</summary>
    public StepState? StandsAt =>
        Status == IncidentStatus.Failed || (Status == IncidentStatus.RollingBack && Paused is not null)
            ? NextStep is { Status: not StepStatus.Running } next
                ? next
                : null
            : null;

    /// <summary>The approval that was enough; null before.</summary>
    public Approval? Decision => Approvals.Find(approval => approval.Sufficient);
}

/// <summary>A proposal as it stands.</summary>
/// <param name="Plan">What would be done.</param>
/// <param name="PlanHash">What an approval names.</param>
/// <param name="Reason">One sentence: what fails since when.</param>
/// <param name="Path">The decision tree's way, refused branches included.</param>
/// <param name="CausedBy">Who made the failing change; null when nobody is known.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="ExpiresAt">Until when it may be approved and its run begun; a snooze moves it.</param>
public sealed record Proposal(
    Plan Plan,
    string PlanHash,
    string Reason,
    IReadOnlyList<PathNode> Path,
    string? CausedBy,
    DateTimeOffset ProposedAt,
    DateTimeOffset ExpiresAt
);

/// <summary>A message that went out.</summary>
/// <param name="Kind">Which template.</param>
/// <param name="Channel">Where to.</param>
public readonly record struct Told(string Kind, string Channel);

/// <summary>A run as it ended.</summary>
/// <param name="Proposal">What was proposed and approved.</param>
/// <param name="Steps">How each step went.</param>
/// <param name="Approvals">By whom.</param>
/// <param name="Status"><see cref="IncidentStatus.Stabilising"/>, or <see cref="IncidentStatus.Aborted"/> where it did not come to its end.</param>
public sealed record RunEnd(
    Proposal Proposal,
    ImmutableList<StepState> Steps,
    ImmutableList<Approval> Approvals,
    IncidentStatus Status
);

/// <summary>Why nothing is proposed.</summary>
public sealed record Advice(string Reason, IReadOnlyList<PathNode> Path);

/// <summary>One person's approval.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Sufficient">Whether the policy was satisfied with it.</param>
/// <param name="BreakGlass">Why who caused the failing change approved alone; null where they did not.</param>
public sealed record Approval(Actor By, DateTimeOffset At, bool Sufficient, string? BreakGlass = null);

/// <summary>
/// A person's decision against a proposal, for good or for a while. While it stands nothing is proposed anew; only a
/// trigger that is not among these, or a reading twice as high, asks for a fresh decision.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Until">The end of a snooze; null for a rejection.</param>
/// <param name="Triggers">What had breached by then.</param>
/// <param name="Readings">What was read by then, by series; null until the watchdog noted it.</param>
public sealed record Declined(
    DateTimeOffset At,
    DateTimeOffset? Until,
    ImmutableList<string> Triggers,
    ImmutableSortedDictionary<string, long>? Readings
);

/// <summary>Somebody stops something, or keeps it: a run, a purge.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record Halt(Actor By, DateTimeOffset At, string Reason);
