using System.Collections.Immutable;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// What asks for a fresh decision after a person's no or not now: a trigger that had not breached then, a reading twice as
/// high as then, or the end of a snooze. Nothing else does.
/// </summary>
internal static class Reconsidering
{
    /// <summary>The next command; null while the decision stands, and where there is none.</summary>
    public static IncidentCommand? Next(CareFacts facts, Incident incident)
    {
        if (incident.Declined is not { } declined)
        {
            return null;
        }

        if (declined.Readings is not { } readings)
        {
            return new IncidentCommand.NoteDecision(Readings(facts, declined));
        }

        var reason =
            facts.Now >= declined.Until ? "the snooze ended"
            : NewTrigger(incident, declined) is { } joined ? $"{joined.Trigger} breached too: {joined.Sentence}"
            : Doubled(facts, readings) is { } doubled
                ? $"{doubled.Series} reads {doubled.Reading}, it was {Words.Value(readings[doubled.Series], doubled.Unit)}"
            : null;
        return reason is null ? null : new IncidentCommand.AskAgain(reason);
    }

    /// <summary>
    /// Every measured series of the triggers, breached or not: a fault that spreads to a healthy instance doubles its reading.
    /// </summary>
    private static ImmutableSortedDictionary<string, long> Readings(CareFacts facts, Declined declined) =>
        facts
            .Picture.Verdicts.Where(verdict => verdict.Value is not null && declined.Triggers.Contains(verdict.Trigger))
            .GroupBy(verdict => verdict.Series, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                series => series.Key,
                series => series.First().Value!.Value,
                StringComparer.Ordinal
            );

    private static Verdict? NewTrigger(Incident incident, Declined declined) =>
        incident.Breaches.Find(breach =>
            breach.State == VerdictState.Breached && !declined.Triggers.Contains(breach.Trigger)
        );

    private static Verdict? Doubled(CareFacts facts, ImmutableSortedDictionary<string, long> readings) =>
        facts.Picture.Verdicts.FirstOrDefault(verdict =>
            verdict is { State: VerdictState.Breached, Value: > 0 and { } value }
            && readings.TryGetValue(verdict.Series, out var then)
            && value - then >= then
        );
}
