using System.Collections.Immutable;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>The incident is its journal: folds its events, whatever prefix of them there is.</summary>
public static class IncidentFold
{
    /// <summary>Folds a stream from its first event.</summary>
    /// <returns>Null when there are no events.</returns>
    public static Incident? Of(IEnumerable<JournalEntry> entries) =>
        entries.Aggregate((Incident?)null, (state, entry) => Evolve(state, entry));

    /// <summary>Takes one more event.</summary>
    /// <param name="state">Null before the first, which is <see cref="IncidentOpened"/>, or <see cref="IncidentPurged"/> after a purge.</param>
    /// <param name="entry">The next event of the stream.</param>
    public static Incident Evolve(Incident? state, JournalEntry entry)
    {
        var next = entry.Event switch
        {
            IncidentOpened opened => new()
            {
                Id = opened.Incident,
                Environment = opened.Environment,
                OpenedAt = entry.At,
                Breaches = [opened.Breach],
                BreachSeverity = opened.Severity ?? Severities.Default(opened.Environment, opened.Breach.Trigger),
            },
            // Whoever folded what was there before stands where those stand who come after.
            IncidentPurged purged => PurgeDecision.Remains(purged, entry),
            _ => Apply(
                state ?? throw new ArgumentNullException(nameof(state), "An incident begins with IncidentOpened."),
                entry
            ),
        };
        next = next with { Channels = next.Channels.Evolve(entry) };
        next = state is null ? next : PageFold.Apply(state, next, entry);
        return
            entry.Event is EvidenceSealed or EvidenceCopied or IncidentPurged or TicketTold
            || IsAftermath(next, entry.Event)
            ? next with
            {
                Version = entry.Version,
            }
            : next with
            {
                Version = entry.Version,
                ToldThrough = entry.Version,
                ToldAt = entry.At,
            };
    }

    /// <summary>What is told of the end, to services and by mail, makes no further part of the evidence.</summary>
    private static bool IsAftermath(Incident state, IEvent happened) =>
        !state.IsOpen && happened is (PageSent or StatusNoteSent);

    /// <summary>Each event is one concern's; what is none of them changes nothing.</summary>
    private static Incident Apply(Incident state, JournalEntry entry) =>
        Course(state, entry)
        ?? RunFold.Apply(state, entry)
        ?? StepFold.Apply(state, entry)
        ?? ProposalFold.Apply(state, entry)
        ?? PeopleFold.Apply(state, entry)
        ?? RecordFold.Apply(state, entry)
        ?? state;

    /// <summary>What breached, how grave it is, what was advised, and its end.</summary>
    private static Incident? Course(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            BreachJoined e => state with
            {
                Breaches = Join(state.Breaches, e.Breach),
                BreachSeverity = Severities.Graver(
                    state.BreachSeverity,
                    e.Severity ?? Severities.Default(state.Environment, e.Breach.Trigger)
                ),
            },
            SeveritySet e => state with { SeverityWord = new(e.Severity, entry.Actor, entry.At, e.Reason) },
            InvestigationAdvised e => state with
            {
                Advice = new(e.Reason, e.Path),
                UncuredAt = Uncured(state, entry.At),
            },
            IncidentWithdrawn => state with { Status = IncidentStatus.Withdrawn, EndedAt = entry.At },
            IncidentClosed => state with { Status = IncidentStatus.Closed, EndedAt = entry.At },
            _ => null,
        };

    /// <summary>Whatever is asked or advised while what was restored is watched says that it did not cure.</summary>
    internal static DateTimeOffset? Uncured(Incident state, DateTimeOffset at) =>
        state.UncuredAt ?? (state is { Status: IncidentStatus.Stabilising, RestoredAt: not null } ? at : null);

    private static ImmutableList<Verdict> Join(ImmutableList<Verdict> known, Verdict breach)
    {
        var index = known.FindIndex(other => other.Series == breach.Series);
        return index < 0 ? known.Add(breach) : known.SetItem(index, breach);
    }
}
