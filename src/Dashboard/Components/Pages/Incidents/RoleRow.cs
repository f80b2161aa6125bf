using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What a person can do about a role in an incident.</summary>
public enum RoleAct
{
    /// <summary>Nobody took it.</summary>
    Take,

    /// <summary>Somebody else has it.</summary>
    TakeOver,

    /// <summary>It is theirs to give.</summary>
    HandOver,
}

/// <summary>A role in an incident: whose it is, and what this person can do about it.</summary>
/// <param name="Role">Which.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Holder">Who has it; null when nobody took it.</param>
/// <param name="Roster">Whom the roster names for it; null where it names nobody.</param>
/// <param name="Act">What can be done.</param>
/// <param name="Refusal">Why this person may not; null when they may.</param>
public sealed record RoleRow(
    IncidentRole Role,
    string Name,
    RoleHolder? Holder,
    string? Roster,
    RoleAct Act,
    string? Refusal
)
{
    /// <summary>The button's words.</summary>
    public string Button =>
        Act switch
        {
            RoleAct.HandOver => "Hand over…",
            RoleAct.TakeOver => "Take over…",
            _ => "Take it",
        };

    /// <summary>Every role of an incident.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="roster">Who has which role when nobody took it.</param>
    /// <param name="me">Who looks.</param>
    public static IReadOnlyList<RoleRow> Of(Incident incident, RosterOptions roster, Actor me)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(roster);
        ArgumentNullException.ThrowIfNull(me);
        return
        [
            .. Enum.GetValues<IncidentRole>()
                .Select(role =>
                {
                    var holder = incident.Roles.GetValueOrDefault(role);
                    var mine = holder is not null && holder.Name == me.Name;
                    return new RoleRow(
                        role,
                        RoleDecision.Words(role),
                        holder,
                        RosterOf(role, roster),
                        mine ? RoleAct.HandOver
                            : holder is not null ? RoleAct.TakeOver
                            : RoleAct.Take,
                        mine ? null : RoleDecision.MayTake(role, me)?.Text
                    );
                }),
        ];
    }

    /// <summary>Who leads and who helps, for the page's head: who took the role, else whom the roster names.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="roster">The roster.</param>
    public static string Sentence(Incident incident, RosterOptions roster)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(roster);
        var people = Enum.GetValues<IncidentRole>()
            .Select(role => (Role: role, Name: incident.Roles.GetValueOrDefault(role)?.Name ?? RosterOf(role, roster)))
            .Where(known => known.Name is not null)
            .Select(known => $"{RoleDecision.Words(known.Role)} {known.Name}");
        return $"{string.Join(", ", people)}, Decision Owner {roster.DecisionOwner}.";
    }

    private static string? RosterOf(IncidentRole role, RosterOptions roster) =>
        role switch
        {
            IncidentRole.IncidentCommander => roster.IncidentCommander,
            IncidentRole.Deputy => roster.Deputy,
            _ => null,
        };
}
