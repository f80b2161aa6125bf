using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a refusal leaves open when somebody else was faster: who, and with what.</summary>
internal static class RaceWords
{
    /// <summary>The refusal's text, with the other person's newest act behind it where that is why.</summary>
    /// <param name="refusal">What the domain said.</param>
    /// <param name="entries">The incident's journal as it stands now, oldest first.</param>
    /// <param name="me">Whose click it was.</param>
    public static string Of(Refusal refusal, IReadOnlyList<JournalEntry> entries, Actor me)
    {
        if (refusal.Kind is not (RefusalKind.NotNow or RefusalKind.StalePlan))
        {
            return refusal.Text;
        }

        // Words need what came before an entry; the newest that turned the incident and was neither mine nor the watchdog's.
        var others = entries
            .Where(entry => entry.Actor.Role != Role.Watchdog && entry.Actor.Name != me.Name)
            .Select(entry => entry.Position)
            .ToHashSet();
        return
            TimelineWords.Of(entries).LastOrDefault(line => line.Key && others.Contains(line.Position)) is { } first
            && !refusal.Text.StartsWith(
                $"{entries.First(entry => entry.Position == first.Position).Actor.Name} ",
                StringComparison.Ordinal
            )
            ? $"{refusal.Text} {first.Who} was first, {first.At.UtcDateTime:HH:mm:ss} UTC: {first.Text}."
            : refusal.Text;
    }
}
