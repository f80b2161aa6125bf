using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>One thing to send.</summary>
/// <param name="Call">Which call, from 1; 0 where it calls nobody.</param>
/// <param name="Act">What it says.</param>
/// <param name="Way">How.</param>
/// <param name="To">Whom it asks; null for nobody.</param>
/// <param name="Person">Their name; empty for nobody.</param>
/// <param name="KeyVariable">The key to send with; null for the one for all.</param>
/// <param name="Tries">How often it was tried before.</param>
/// <param name="Since">
/// What it belongs to: since when its chain asks, or since when the service knows what it is told the next of. The same for a repeat.
/// </param>
public sealed record PageDue(
    int Call,
    PageAct Act,
    PageWay Way,
    Role? To,
    string Person,
    string? KeyVariable,
    int Tries,
    DateTimeOffset Since
);

/// <summary>What is looked at to say what has to be sent.</summary>
/// <param name="Options">Ways and times.</param>
/// <param name="On">Who is on.</param>
/// <param name="KeyOf">The variable of a person's own key; null for the one for all.</param>
/// <param name="Held">Whether nobody is to be woken now.</param>
/// <param name="Now">When.</param>
public sealed record PagingFacts(
    PagingOptions Options,
    IReadOnlyList<OnCall> On,
    Func<string, string?> KeyOf,
    bool Held,
    DateTimeOffset Now
);

/// <summary>
/// What has to be sent for an incident, from its journal alone: after a restart it is the same. Whatever may have arrived is repeated
/// once at most; what certainly did not, a few times.
/// </summary>
public static class PagesDue
{
    /// <summary>How often something is tried that certainly did not arrive.</summary>
    public const int Tries = 4;

    /// <summary>How long after a try the next may come; twice as long after each.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>What is over longer than this is not told to a service any more.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromDays(1);

    /// <summary>Everything that is due, in the order in which it is sent.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="facts">What is looked at.</param>
    public static IReadOnlyList<PageDue> Of(Incident incident, PagingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Closing(incident, facts), .. Calls(incident, facts)];
    }

    /// <summary>Whether a try that failed is made again.</summary>
    /// <param name="tries">How many were made, this one included.</param>
    /// <param name="lost">Whether it may have arrived.</param>
    public static bool Again(int tries, bool lost) => tries < (lost ? 2 : Tries);

    private static IEnumerable<PageDue> Closing(Incident incident, PagingFacts facts)
    {
        foreach (var alarm in incident.Alarms.Where(alarm => IsConfigured(alarm.Way, facts.Options)))
        {
            if (
                Wanted(incident, alarm, facts.Now) is { } act
                && alarm.Again
                && (alarm.Tries == 0 || facts.Now >= alarm.At + Waited(alarm.Tries))
            )
            {
                yield return new(0, act, alarm.Way, null, "", alarm.KeyVariable, alarm.Tries, alarm.Since);
            }
        }
    }

    private static PageAct? Wanted(Incident incident, PageAlarm alarm, DateTimeOffset now) =>
        incident.EndedAt is { } ended
            ? alarm.Act != PageAct.Resolve && now - ended < Stale
                ? PageAct.Resolve
                : null
            : alarm.Act == PageAct.Trigger && incident.Paging is { IsOver: true }
                ? PageAct.Acknowledge
                // Taken back, or expired and not yet issued anew: nobody is wanted.
                : alarm.Act != PageAct.Resolve && incident is { Paging: null, Status: not IncidentStatus.Proposed }
                    ? PageAct.Resolve
                    // Taken, and yet asked again: a service that thinks somebody has it would wake nobody.
                    : alarm.Act == PageAct.Acknowledge
                    && incident is { Status: IncidentStatus.Proposed, Paging: { IsOver: false, Pages.Count: 0 } }
                        ? PageAct.Resolve
                        : null;

    private static IEnumerable<PageDue> Calls(Incident incident, PagingFacts facts)
    {
        if (Escalation.Call(incident, facts.Options, facts.Held, facts.Now) is not { } call)
        {
            yield break;
        }

        var known = incident.Paging!.Pages.Where(page => page.Call == call.Number).ToList();
        // Whoever was called stays called, whoever comes on meanwhile; who took the role in the incident comes before who is on.
        var person =
            known.FirstOrDefault()?.Person
            ?? incident.HolderOf(call.To)
            ?? facts.On.FirstOrDefault(on => on.Role == call.To)?.Name
            ?? $"{call.To}";
        foreach (var way in Ways(facts.Options))
        {
            var page = known.Find(page => page.Way == way);
            if (page is null || (page.Again && facts.Now >= page.At + Waited(page.Tries)))
            {
                yield return new(
                    call.Number,
                    PageAct.Trigger,
                    way,
                    call.To,
                    person,
                    way == PageWay.PagerDuty ? facts.KeyOf(person) : null,
                    page?.Tries ?? 0,
                    incident.Paging.Since
                );
            }
        }
    }

    private static TimeSpan Waited(int tries) => Pause * (1 << Math.Min(tries - 1, 6));

    private static bool IsConfigured(PageWay way, PagingOptions options) => Ways(options).Contains(way);

    private static IEnumerable<PageWay> Ways(PagingOptions options)
    {
        if (options.PagerDuty is not null)
        {
            yield return PageWay.PagerDuty;
        }

        if (options.Webhook is not null)
        {
            yield return PageWay.Webhook;
        }

        if (options.Mail)
        {
            yield return PageWay.Mail;
        }

        if (options.Slack)
        {
            yield return PageWay.Slack;
        }
    }
}
