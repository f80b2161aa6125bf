using Mcpx.Domain.Configuration;
using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>Where the incident is found: its ticket, and its page on the dashboard.</summary>
internal sealed class TicketPart(WatchdogOptions options) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Ticket];

    public bool IsMeasured => false;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var id = about.Incident.Id;
        if ((about.Incident.Ticket?.Address ?? options.Evidence.TicketOf(id)) is not { } ticket)
        {
            pack.None(
                line,
                options.Ticket is null
                    ? "nobody linked one, and no ticket system is configured (Watchdog:Ticket, Watchdog:Evidence:Ticket)"
                    : $"the ticket system has none yet{(about.Incident.TicketFault is { } fault ? $": {fault}" : "")}"
            );
            return;
        }

        pack.AddText(
            line,
            "links/incident.md",
            about.Incident.Ticket is null ? "configuration" : "journal",
            text =>
                text.Write(
                    $"# {id}\n\n- Ticket: {ticket}\n- Incident: {options.DashboardAddress.TrimEnd('/')}/incidents/{id}\n"
                )
        );
    }
}
