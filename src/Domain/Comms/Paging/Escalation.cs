using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>A call that is due.</summary>
/// <param name="Number">Which of the chain, from 1.</param>
/// <param name="To">Whom it asks.</param>
/// <param name="Reminder">Whether everybody was asked before.</param>
public sealed record DueCall(int Number, Role To, bool Reminder);

/// <summary>
/// Whom a proposal calls, and when: the Incident Commander at once, the Deputy when nobody acknowledged in time, then the Decision
/// Owner, and then round again, a few times. A proposal that expires unanswered begins again further up (see <see cref="Escalated"/>),
/// so that nobody is called twice for the same silence; once everybody was begun with, each proposal makes one call and no more.
/// </summary>
public static class Escalation
{
    /// <summary>Whom a proposal asks first after so many that nobody answered.</summary>
    /// <param name="unanswered">How many expired.</param>
    public static Role FirstAsked(int unanswered) => OnCall.Roles[Math.Min(unanswered, OnCall.Roles.Count - 1)];

    /// <summary>Whether everybody was begun with in vain: the Decision Owner is called once a proposal from there on.</summary>
    /// <param name="unanswered">How many expired.</param>
    public static bool IsSpent(int unanswered) => unanswered >= OnCall.Roles.Count;

    /// <summary>The call that stands now: the newest that was begun, or the next where its time has come; null while nobody is asked.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="options">How long each has, and how often is reminded.</param>
    /// <param name="held">Whether nobody is to be woken now: quiet hours, a silence.</param>
    /// <param name="now">When.</param>
    public static DueCall? Call(Incident incident, PagingOptions options, bool held, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(options);
        if (
            held
            || incident
                is not { Status: IncidentStatus.Proposed, Proposal.Plan.Undoes: null, Paging: { IsOver: false } chain }
        )
        {
            return null;
        }

        var roles = RolesOf(chain);
        var calls = chain.Calls;
        var late = calls == 0 || now >= Begun(chain, calls) + options.AcknowledgeWithin;
        var number = late && calls < Most(incident, roles, options) ? calls + 1 : calls;
        return new(number, roles[(number - 1) % roles.Count], number > roles.Count);
    }

    /// <summary>When the call after the newest is due; null when none comes.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="options">How long each has, and how often is reminded.</param>
    public static (Role To, DateTimeOffset At)? Next(Incident incident, PagingOptions options)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(options);
        if (incident is not { Status: IncidentStatus.Proposed, Paging: { IsOver: false } chain })
        {
            return null;
        }

        var roles = RolesOf(chain);
        return chain.Calls >= Most(incident, roles, options)
            ? null
            : (
                roles[chain.Calls % roles.Count],
                chain.Calls == 0 ? chain.Since : Begun(chain, chain.Calls) + options.AcknowledgeWithin
            );
    }

    private static int Most(Incident incident, List<Role> roles, PagingOptions options) =>
        IsSpent(incident.Escalations) ? 1 : roles.Count + options.Reminders;

    private static List<Role> RolesOf(PageChain chain) => [.. OnCall.Roles.SkipWhile(role => role != chain.First)];

    private static DateTimeOffset Begun(PageChain chain, int call) =>
        chain.Pages.Where(page => page.Call == call).Min(page => page.FirstAt);
}
