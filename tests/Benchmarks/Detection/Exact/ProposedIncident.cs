using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>An incident as its journal tells it, as far as detection is concerned.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Environment">Where.</param>
/// <param name="OpenedAt">When its opening was appended.</param>
/// <param name="Breaches">What it named when it first proposed; all of it while it has not.</param>
/// <param name="ProposedAt">When its first proposal was appended; null while there is none.</param>
/// <param name="EndedAt">When its end was appended; null while it is open.</param>
/// <param name="Answered">How many of its breaches an advice to investigate had answered before it proposed.</param>
internal sealed record ProposedIncident(
    string Id,
    string Environment,
    DateTimeOffset OpenedAt,
    IReadOnlyList<Breach> Breaches,
    DateTimeOffset? ProposedAt = null,
    DateTimeOffset? EndedAt = null,
    int Answered = 0
)
{
    /// <summary>
    /// What the proposal is late for: what breached after the last advice, which had decided on all before it. An advice that
    /// became a proposal without a further breach answered nothing.
    /// </summary>
    public IEnumerable<Breach> Decisive => Answered < Breaches.Count ? Breaches.Skip(Answered) : Breaches;

    /// <summary>All incidents of a journal, in the order in which they were opened.</summary>
    public static IReadOnlyList<ProposedIncident> Of(IEnumerable<JournalEntry> entries)
    {
        var order = new List<string>();
        var known = new Dictionary<string, ProposedIncident>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Event is IncidentOpened opened)
            {
                order.Add(entry.Stream);
                known[entry.Stream] = new(opened.Incident, opened.Environment, entry.At, Named(opened.Breach));
            }
            else if (known.TryGetValue(entry.Stream, out var incident))
            {
                known[entry.Stream] = Evolve(incident, entry);
            }
        }

        return [.. order.Select(stream => known[stream])];
    }

    private static ProposedIncident Evolve(ProposedIncident incident, JournalEntry entry) =>
        entry.Event switch
        {
            BreachJoined joined when incident.ProposedAt is null => incident with
            {
                Breaches = [.. incident.Breaches, .. Named(joined.Breach)],
            },
            InvestigationAdvised when incident.ProposedAt is null => incident with
            {
                Answered = incident.Breaches.Count,
            },
            RollbackProposed when incident.ProposedAt is null => incident with { ProposedAt = entry.At },
            IncidentWithdrawn or IncidentClosed => incident with { EndedAt = entry.At },
            _ => incident,
        };

    /// <summary>What was not measured for too long belongs to an incident too, and is no breach.</summary>
    private static Breach[] Named(Verdict verdict) =>
        verdict.State == VerdictState.Breached ? [new(verdict.Series, verdict.Since, verdict.Onset)] : [];
}
