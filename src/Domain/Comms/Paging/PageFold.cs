using System.Collections.Immutable;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>What an incident's events make of its chain of calls.</summary>
internal static class PageFold
{
    /// <summary>Takes one more event, in the state from before it.</summary>
    /// <param name="before">The incident before the event.</param>
    /// <param name="after">The incident after it, but for its calls.</param>
    /// <param name="entry">The event.</param>
    public static Incident Apply(Incident before, Incident after, JournalEntry entry) =>
        entry.Event switch
        {
            // Going forward again is asked for by people who are there: it calls nobody.
            RollbackProposed { Plan.Undoes: null } => after with { Paging = Opened(before, entry.At) },
            // What nobody answered is put to whoever stands further up, and whoever took it did not come.
            ProposalExpired => after with { Paging = null },
            ProposalVoided when before.Paging is { Acknowledged: null } => after with { Paging = null },
            RollbackApproved { Sufficient: true }
            or ProposalRejected
            or ProposalSnoozed when before.Paging is { } chain => after with
            {
                Paging = chain with { Answered = new(entry.Actor, entry.At) },
            },
            Acknowledged when before.Paging is { } chain => after with
            {
                Paging = chain with { Acknowledged = new(entry.Actor, entry.At) },
            },
            PageSent e => Sent(after, e, entry.At),
            _ => after,
        };

    /// <summary>A plan written anew in place of another goes on where the chain stands; who took it goes on with it.</summary>
    private static PageChain Opened(Incident before, DateTimeOffset at) =>
        before.Paging is { Answered: null } chain ? chain : new(at, Escalation.FirstAsked(before.Escalations));

    private static Incident Sent(Incident state, PageSent sent, DateTimeOffset at)
    {
        // A slow answer may come when another proposal calls already: it is no call of that one.
        var next =
            sent.Act == PageAct.Trigger && state.Paging is { } chain && (sent.Since ?? chain.Since) == chain.Since
                ? state with
                {
                    Paging = chain.With(sent, at),
                }
                : state;
        return sent.Way is PageWay.PagerDuty or PageWay.Webhook
            ? next with
            {
                Alarms = Alarmed(state.Alarms, sent, at),
            }
            : next;
    }

    private static ImmutableList<PageAlarm> Alarmed(ImmutableList<PageAlarm> alarms, PageSent sent, DateTimeOffset at)
    {
        var index = alarms.FindIndex(alarm => alarm.Way == sent.Way && alarm.KeyVariable == sent.KeyVariable);
        var arrived = sent.Fault is null || sent.Lost;
        if (index < 0)
        {
            return arrived ? alarms.Add(new(sent.Way, sent.KeyVariable, sent.Act, 0, at)) : alarms;
        }

        return alarms.SetItem(
            index,
            sent.Fault is null || (arrived && sent.Act == PageAct.Trigger)
                    ? new(sent.Way, sent.KeyVariable, sent.Act, 0, at)
                : sent.Act == PageAct.Trigger ? alarms[index]
                : alarms[index] with { Tries = alarms[index].Tries + 1, At = at, Again = sent.Again }
        );
    }
}
