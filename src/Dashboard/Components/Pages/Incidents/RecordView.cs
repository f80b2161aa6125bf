using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What people keep straight beside the decision: how grave it is, who has which role, what is owed to the schema, and what is held.</summary>
/// <param name="Roles">A row a role; empty once the incident is over and nobody took one.</param>
/// <param name="RolesOpen">Whether roles can still change.</param>
/// <param name="HotfixFor">Migrations that stayed and may want a forward hotfix; empty without.</param>
/// <param name="Reviews">Their reviews, oldest first.</param>
/// <param name="HotfixRefusal">Why this person may not record a review; null when they may.</param>
/// <param name="Hold">The legal hold; null while there is none.</param>
/// <param name="HoldRefusal">Why this person may not decide on it; null when they may.</param>
/// <param name="Purged">Whether nothing is left to be held.</param>
public sealed record RecordView(
    IReadOnlyList<RoleRow> Roles,
    bool RolesOpen,
    IReadOnlyList<string> HotfixFor,
    IReadOnlyList<HotfixReview> Reviews,
    string? HotfixRefusal,
    Halt? Hold,
    string? HoldRefusal,
    bool Purged
)
{
    /// <summary>The incident's ticket; null while it has none.</summary>
    public IncidentTicket? Ticket { get; init; }

    /// <summary>Why the ticket system did not take the newest; null while nothing is owed.</summary>
    public string? TicketFault { get; init; }

    /// <summary>Why this person may not link one; null when they may.</summary>
    public string? TicketRefusal { get; init; }

    /// <summary>How grave it is.</summary>
    public IncidentSeverity Severity { get; init; } = IncidentSeverity.P2;

    /// <summary>A person's word on it; null while what breached decides.</summary>
    public SeverityWord? SeverityWord { get; init; }

    /// <summary>Why this person may not set it; null when they may.</summary>
    public string? SeverityRefusal { get; init; }

    /// <summary>What it would be made.</summary>
    public IncidentSeverity OtherSeverity =>
        Severity == IncidentSeverity.P1 ? IncidentSeverity.P2 : IncidentSeverity.P1;

    /// <summary>Why this person may take no role, or not that one; each said once.</summary>
    public IEnumerable<string> RoleRefusals =>
        RolesOpen ? Roles.Select(row => row.Refusal).OfType<string>().Distinct(StringComparer.Ordinal) : [];

    /// <summary>Works it out.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="roster">The roster.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="holds">The same person in the role that a legal hold takes, where they have it.</param>
    public static RecordView Of(Incident incident, RosterOptions roster, Actor me, Actor holds)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new(
            incident.IsOpen || incident.Roles.Count > 0 ? RoleRow.Of(incident, roster, me) : [],
            incident.IsOpen,
            incident.HotfixFor,
            incident.HotfixReviews,
            HotfixReviewing.MayRecord(me)?.Text,
            incident.Hold,
            HoldDecision.MayDecide(holds)?.Text,
            incident.Purged is not null
        )
        {
            Ticket = incident.Ticket,
            TicketFault = incident.TicketFault,
            TicketRefusal = Ticketing.MayLink(me)?.Text,
            Severity = incident.Severity,
            SeverityWord = incident.SeverityWord,
            SeverityRefusal = SeverityDecision.MaySet(me)?.Text,
        };
    }
}
