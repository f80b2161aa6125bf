using Mcpx.Domain.Journal;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Rca;

namespace Mcpx.Domain.Incidents;

/// <summary>What is kept of an incident: evidence, report, ticket, reviews, holds.</summary>
internal static class RecordFold
{
    /// <summary>Takes one more event; null where it is none of these.</summary>
    public static Incident? Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            ProposalLabelled e => state with { Label = e },
            PortalLogsRead e => state with { PortalLogs = e, PortalLogsAt = entry.At },
            FollowUpFiled e => state with { Filed = state.Filed.SetItem(e.What, e.Address) },
            ReportOpened e => state with { ReportOwner = new(e.Owner, e.Due), Owed = [.. e.FollowUps] },
            TicketLinked e => state with
            {
                Ticket = new(e.Address, e.Reference, entry.Actor, entry.At),
                TicketFault = null,
            },
            TicketTold { Fault: { } fault } => state with { TicketFault = fault },
            TicketTold e => state with { TicketTold = state.TicketTold.Add(e.Stage), TicketFault = null },
            ReportKept e => state with { Report = new(e, entry.Actor, entry.At) },
            EvidenceSealed e => state with { Evidence = e, SealedThrough = e.Through ?? entry.Version },
            EvidenceCopied e => state with { Copies = state.Copies.SetItem(e.Part, e) },
            HoldPlaced e => state with { Hold = new(entry.Actor, entry.At, e.Reason) },
            HoldLifted => state with { Hold = null },
            HotfixReviewed e => state with { HotfixReviews = state.HotfixReviews.Add(e.Review) },
            _ => null,
        };
}
