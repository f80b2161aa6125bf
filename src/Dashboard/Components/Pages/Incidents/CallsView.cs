using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Who is called for a proposal, and what came of it.</summary>
/// <param name="Title">Whether somebody has taken it.</param>
/// <param name="Calls">Each call, oldest first.</param>
/// <param name="Next">Who is called next; null where nobody is.</param>
/// <param name="NextAt">When, at the earliest.</param>
/// <param name="Warnings">Why somebody may not be reached.</param>
/// <param name="Taken">Whether it is taken.</param>
/// <param name="Refusal">Why this person may not take it; null when they may.</param>
public sealed record CallsView(
    string Title,
    IReadOnlyList<CallLine> Calls,
    string? Next,
    DateTimeOffset? NextAt,
    IReadOnlyList<string> Warnings,
    bool Taken,
    string? Refusal
)
{
    /// <summary>Works it out; null while nobody is to be called.</summary>
    /// <param name="state">Everything known.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="me">Who looks.</param>
    public static CallsView? Of(JournalState state, Incident incident, Actor me)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(incident);
        if (incident is not { Status: IncidentStatus.Proposed, Proposal.Plan.Undoes: null, Paging: { } chain })
        {
            return null;
        }

        var options = state.Configuration?.Options.Paging ?? new();
        var next = options.IsOn ? Escalation.Next(incident, options) : null;
        return new(
            (chain.Acknowledged ?? chain.Answered) is { } stop
                ? $"Taken by {TimelineWords.WhoOf(stop.By)}"
                : "Nobody has taken it yet",
            [.. chain.Pages.GroupBy(page => page.Call).Select(CallLine.Of)],
            next is { } due
                ? $"{TimelineWords.RoleName(due.To)} {incident.HolderOf(due.To) ?? state.RosterOf(incident.Environment).NameOf(due.To)}"
                : null,
            next?.At,
            [.. WarningsOf(options, state.Environment(incident.Environment).OnCall)],
            chain.IsOver,
            AcknowledgeDecision.MayAcknowledge(me)?.Text
        );
    }

    private static IEnumerable<string> WarningsOf(PagingOptions options, RosterSeen? on)
    {
        if (!options.IsOn)
        {
            yield return "No way to page anybody is configured: only who looks here knows of it.";
        }

        if (on?.Warning is { } warning)
        {
            yield return warning;
        }
    }
}

/// <summary>One call.</summary>
/// <param name="At">When it was begun.</param>
/// <param name="Who">Whom it asks: role and name.</param>
/// <param name="Ways">By which ways it went out; empty for none.</param>
/// <param name="Faults">What did not, and why.</param>
public sealed record CallLine(DateTimeOffset At, string Who, string Ways, IReadOnlyList<string> Faults)
{
    internal static CallLine Of(IEnumerable<Page> pages)
    {
        var all = pages.ToList();
        return new(
            all.Min(page => page.FirstAt),
            $"{TimelineWords.RoleName(all[0].To)} {all[0].Person}",
            string.Join(", ", all.Where(page => page.Fault is null).Select(page => page.Way)),
            [
                .. all.Where(page => page.Fault is not null)
                    .Select(page => $"{page.Way} did not: {page.Fault}{(page.Again ? "; it is tried again" : "")}"),
            ]
        );
    }
}
