using System.Collections.Immutable;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;

namespace Mcpx.Domain.Incidents;

// What is kept of it: evidence, report, ticket, hotfixes, holds.
public sealed partial record Incident
{
    private static readonly ImmutableSortedDictionary<string, string> NothingFiled = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>
    /// Migrations that stayed when a release was rolled back, and may want a forward hotfix (runbook section 8); each once.
    /// </summary>
    public ImmutableList<string> HotfixFor { get; init; } = [];

    /// <summary>Reviews of forward hotfixes, oldest first.</summary>
    public ImmutableList<HotfixReview> HotfixReviews { get; init; } = [];

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

    /// <summary>Follow-ups that are no issues yet: what is owed at once, and those of the published report.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<FollowUp> FollowUpsToFile =>
        Owed.Concat(Report is { Kept.Stage: ReportStage.Published } published ? published.Kept.Words.FollowUps : [])
            .Where(followUp => !Filed.ContainsKey(followUp.What))
            .DistinctBy(followUp => followUp.What, StringComparer.Ordinal);

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

    /// <summary>The version that the newest evidence pack covers; 0 before the first.</summary>
    public int SealedThrough { get; init; }

    /// <summary>The version of the newest event that is not about the evidence itself.</summary>
    public int ToldThrough { get; init; }

    /// <summary>When it was.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>How the second copy of each part went, by part.</summary>
    public ImmutableSortedDictionary<int, EvidenceCopied> Copies { get; init; } =
        ImmutableSortedDictionary<int, EvidenceCopied>.Empty;

    /// <summary>Who keeps its entries beyond their retention, and why; null while nobody does.</summary>
    public Halt? Hold { get; init; }

    /// <summary>Who removed its entries after retention, and why; null while they are there.</summary>
    public Halt? Purged { get; init; }
}
