using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Releases;

/// <summary>
/// A release was rolled back (runbook section 6, step 5: append the rollback note to the current release, cross-link the LKG's
/// evidence pack). Stands on the failing release's stream.
/// </summary>
/// <param name="Tag">The release that failed.</param>
/// <param name="Environment">Where.</param>
/// <param name="Components">What was taken back: "Api and Web".</param>
/// <param name="Incident">For which incident.</param>
/// <param name="To">The release that runs now.</param>
/// <param name="EvidencePack">The evidence pack of that release; null where it names none.</param>
/// <param name="Reason">What failed.</param>
/// <param name="RestoredAt">When it was done.</param>
public sealed record RollbackNoted(
    string Tag,
    string Environment,
    string Components,
    string Incident,
    string To,
    string? EvidencePack,
    string Reason,
    DateTimeOffset RestoredAt
) : IEvent;
