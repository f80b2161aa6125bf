using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>An incident's entries are kept beyond their retention until the hold is lifted.</summary>
/// <param name="Reason">What they are needed for.</param>
public sealed record HoldPlaced(string Reason) : IEvent;

/// <summary>The hold is over; retention counts again.</summary>
/// <param name="Reason">Why.</param>
public sealed record HoldLifted(string Reason) : IEvent;

/// <summary>
/// The bodies of an incident's entries were removed after retention. What they were is gone; that they were, when, in which
/// order and what they hashed to stays in the chain. It holds what lists and links still need.
/// </summary>
/// <param name="Incident">Its identity.</param>
/// <param name="Environment">Where it was.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Breach">What it was opened for.</param>
/// <param name="Through">Position of the last entry whose body was removed.</param>
/// <param name="Entries">How many bodies were removed: all of the incident's up to there.</param>
/// <param name="Before">Everything removed was older than this.</param>
/// <param name="Reason">Why it was purged.</param>
public sealed record IncidentPurged(
    string Incident,
    string Environment,
    DateTimeOffset OpenedAt,
    DateTimeOffset EndedAt,
    IncidentStatus Status,
    Verdict Breach,
    long Through,
    long Entries,
    DateTimeOffset Before,
    string Reason
) : IEvent;
